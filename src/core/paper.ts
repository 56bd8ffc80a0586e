import type { Calendar, Day } from './day.ts';

/**
 * One version of a paper. `exact` false means the number is a lower bound: a search page that prints "v1 submitted" only
 * proves that a later version exists, not which one. `submitted` is absent when a version is known to exist but not since when.
 */
export type PaperVersion = {
  readonly number: number;
  readonly exact: boolean;
  readonly submitted?: Day;
  readonly calendar?: Calendar;
  /** The moment (ISO, GMT) of which `submitted` is the GMT day, where a source gives it. */
  readonly submittedAt?: string;
  /** Size of the source in kilobytes, and arXiv's letters for its kind (`I` is a withdrawal). OAI-PMH `arXivRaw` only. */
  readonly sizeKb?: number;
  readonly sourceType?: string;
};

/** An author's name in parts, as only some sources give it. */
export type AuthorParts = {
  readonly family: string;
  readonly given?: string;
  readonly suffix?: string;
  readonly affiliations?: readonly string[];
};

/** Which end of the abstract is missing. A search page shows the first 400 characters, or a window round the first hit. */
export type AbstractCut = 'no' | 'end' | 'start' | 'both';

export type PaperFormat = 'pdf' | 'ps' | 'other';

/**
 * One arXiv paper as far as it is known, keyed by its id without version. Absent facts are absent keys, so a record that
 * does not know the comments cannot be mistaken for one that knows there are none.
 */
export type Paper = {
  readonly id: string;
  readonly title?: string;
  /** In the order of the paper, "First Last". A list that the source cut short is followed by `hiddenAuthors` more. */
  readonly authors?: readonly string[];
  readonly hiddenAuthors?: number;
  /** The paper's own list ends in "et al.": there are more authors, and no source says who or how many. */
  readonly moreAuthors?: true;
  /** The names in parts, as one source gave them: those of `authors` in their order, unless these have changed since. */
  readonly authorParts?: readonly AuthorParts[];
  readonly abstract?: string;
  readonly abstractCut?: AbstractCut;
  /** The first is the primary. */
  readonly categories?: readonly string[];
  readonly formats?: readonly PaperFormat[];
  /** Ascending by number. */
  readonly versions?: readonly PaperVersion[];
  /** Month of the first announcement, `YYYY-MM`. */
  readonly announced?: string;
  readonly comments?: string;
  readonly journalRef?: string;
  readonly dois?: readonly string[];
  readonly reportNumber?: string;
  readonly mscClasses?: readonly string[];
  readonly acmClasses?: readonly string[];
  readonly withdrawn?: boolean;
};

/** Facts that come and go together: a shown author list is only true with its count of hidden ones. */
export type FactName =
  | 'title'
  | 'authors'
  | 'authorParts'
  | 'abstract'
  | 'categories'
  | 'formats'
  | 'announced'
  | 'comments'
  | 'journalRef'
  | 'dois'
  | 'reportNumber'
  | 'mscClasses'
  | 'acmClasses'
  | 'withdrawn';

/** Where a fact was seen, when it was read (ISO time), and the day of the version it was seen on. */
export type Sighting = { readonly source: string; readonly seenAt: string; readonly asOf: Day };

/** What one source says about one paper, as a reader yields it. */
export type PaperRecord = {
  readonly paper: Paper;
  readonly source: SourceName;
  /** ISO time at which the source was read (or the time the source itself states). */
  readonly seenAt: string;
  /**
   * The day (US Eastern) since which the paper has been as it is here, or one before it, from a source that does not date the
   * version it shows.
   */
  readonly asOf?: Day;
};

/** A paper with the provenance of each of its facts: what the store keeps and `merge` works on. */
export type KnownPaper = {
  readonly paper: Paper;
  readonly sightings: Readonly<Partial<Record<FactName | 'versions', Sighting>>>;
};

/** Which kind of source: a copied search page, the Atom API, OAI-PMH, a daily feed, the daily e-mail, the Kaggle snapshot. */
export type SourceName = 'listing' | 'api' | 'oai' | 'feed' | 'mail' | 'kaggle';
