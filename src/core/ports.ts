import type { Change, StoredChange } from './change.ts';
import type { Style } from './citation/styles.ts';
import type { Ledger, Subscriptions } from './digest/ports.ts';
import type { KnownPaper, Paper, PaperRecord } from './paper.ts';
import type { Correction, Query, Sort, TextField } from './query.ts';

/** A stored paper with the number of the library's state in which it last changed. */
export type StoredPaper = { readonly seq: number; readonly known: KnownPaper };

/** What the library holds, counted by the store. */
export type StoreFacts = {
  readonly papers: number;
  readonly cutAbstracts: number;
  /** Papers with hidden authors. */
  readonly cutAuthorLists: number;
  readonly withdrawn: number;
  /** Per source name: how many papers have at least one fact from it, and the last time one was read (ISO). */
  readonly sources: readonly {
    readonly name: string;
    readonly papers: number;
    readonly lastSeenAt: string;
  }[];
};

/** What is remembered of a source between runs, and what people are told of its health. */
export type SourceState = {
  /** `OAI-PMH cs.LG` */
  readonly name: string;
  /** Where the next reading begins, and how many papers go into its first question. */
  readonly cursor?: {
    /** The first day (OAI-PMH) or minute (searches, `YYYY-MM-DDTHH:MM`, GMT) that is wanted, or the last paper that is done. */
    readonly from: string;
    /** A reading of OAI-PMH that broke off goes on behind this token. */
    readonly token?: string;
    /** When that token came, by our clock. ISO. */
    readonly tokenAt?: string;
    /** When the reading that broke off was begun. ISO. */
    readonly begun?: string;
    readonly size?: number;
  };
  /** From this day (OAI-PMH) or minute (searches) on all was read. Absent where an earlier release began. */
  readonly since?: string;
  /** When the last reading that came to its end began. ISO. */
  readonly lastSuccess?: string;
  readonly newestId?: string;
  /** What the server said of the answer it gave last, so that it can say that nothing changed. */
  readonly etag?: string;
  readonly lastModified?: string;
  /** What was left out on purpose in the last reading, in words. */
  readonly warning?: string;
  /** The last failure, and when the first of those in a row was; gone with the next success. */
  readonly lastError?: {
    readonly since: string;
    readonly at: string;
    readonly message: string;
    /** It was answered, and with no good answer to this very question. */
    readonly refused?: true;
  };
};

/** What may be done inside one transaction. */
export interface StoreWriter {
  /** The known papers among these ids, by id. */
  get(ids: readonly string[]): Promise<Map<string, KnownPaper>>;
  /**
   * Writes papers and the changes that brought them there; every change, then every paper gets the next number of one growing
   * sequence, so the newest number is that of a paper.
   */
  put(papers: readonly KnownPaper[], changes: readonly Change[], at: string): Promise<void>;
}

/** The group's papers on disk. One contract suite holds for every engine. */
export interface Store {
  /** All or nothing: a fault inside leaves the store as it was. Writers of all processes take turns. */
  transaction<T>(work: (writer: StoreWriter) => Promise<T>): Promise<T>;
  get(ids: readonly string[]): Promise<Map<string, KnownPaper>>;
  /** Random text given to the database when it was made, so that an index of another library is not taken for this one's. */
  identity(): Promise<string>;
  /** Number of the newest state; 0 for an empty store. */
  lastSeq(): Promise<number>;
  /** Papers written after a state, in the order of their numbers, in batches (bounded memory). */
  papersAfter(seq: number): AsyncIterable<readonly StoredPaper[]>;
  /** Changes after a number, oldest first, at most `limit`. */
  changesAfter(seq: number, limit: number): Promise<readonly StoredChange[]>;
  /** Changes of one paper, oldest first. */
  changesOf(paperId: string): Promise<readonly StoredChange[]>;
  facts(): Promise<StoreFacts>;
  /** By name. */
  sourceStates(): Promise<readonly SourceState[]>;
  saveSourceState(state: SourceState): Promise<void>;
  /** Forgets a source that is not followed any more. */
  forgetSource(name: string): Promise<void>;
  readonly turns: Turns;
  readonly notes: Notes;
  readonly citationKeys: CitationKeys;
  readonly subscriptions: Subscriptions;
  readonly ledger: Ledger;
  close(): Promise<void>;
}

/**
 * One at a time, all processes together, and never too soon after the last: for services that ask for such manners. Whoever
 * came first goes first, but people who wait go before readers in the background, which they may overtake only a few times.
 * A holder that dies loses its turn when its lease runs out, one that waits loses its place soon after it ought to have asked.
 */
export interface Turns {
  /**
   * Asks for the turn of this name. Returns 0 when the holder has it (until `end`, or for `leaseMs`), else the milliseconds
   * after which asking again makes sense; until then it has a place in the queue, which whoever gives up has to give back by
   * `end`. The next turn begins `spacingMs` after this one began, at the earliest.
   */
  take(turn: {
    name: string;
    holder: string;
    leaseMs: number;
    spacingMs: number;
    /** Somebody waits for it. */
    urgent?: boolean;
  }): Promise<number>;
  /**
   * Gives the turn back; with `pauseMs` nobody gets it for that long. Of somebody who does not hold it this gives back the place
   * in the queue, and nothing else.
   */
  end(turn: { name: string; holder: string; pauseMs?: number }): Promise<void>;
}

/**
 * Small things that outlive a restart, by space and key: what a channel switched off, which delivery was seen, an installation.
 * Values are JSON objects. One that was given a life is gone when that is over; a life of a month or more, at the end of its day.
 */
export interface Notes {
  get(space: string, key: string): Promise<object | undefined>;
  /** Every note of a space, by key. */
  list(space: string): Promise<readonly { readonly key: string; readonly value: object }[]>;
  /** Puts it in place of what was there. */
  set(space: string, key: string, value: object, lifeMs?: number): Promise<void>;
  /** Leaves what is there alone; true for the one caller, of all processes, that found nothing and put it there. */
  claim(space: string, key: string, value: object, lifeMs: number): Promise<boolean>;
  delete(space: string, key: string): Promise<void>;
  /** Deletes every note of a space whose key begins so. */
  deleteUnder(space: string, prefix: string): Promise<void>;
}

/** Says which key a paper would get; `taken` tells those that others have. What it says is never taken. */
export type ProposeKey = (id: string, taken: (key: string) => boolean) => string;

/** The keys by which papers are cited: given once, no two the same, and never changed, since somebody's paper uses them. */
export interface CitationKeys {
  /** The keys of these papers, by id. Those that have none yet get one in this order, whatever other processes do meanwhile. */
  assign(ids: readonly string[], propose: ProposeKey): Promise<Map<string, string>>;
}

/** What is indexed: any collection with string ids, so that ranking can be measured on public ones too. */
export type IndexedDocument = {
  readonly id: string;
  readonly title?: string;
  readonly authors?: readonly string[];
  readonly abstract?: string;
  readonly categories?: readonly string[];
  readonly comments?: string;
  readonly journalRef?: string;
  /** Day of the first version, for periods and "newest". */
  readonly submitted?: string;
  /** Day of the newest known version, for "updated". */
  readonly updated?: string;
};

/** Which of the person's words were found, as they stand in the paper, and where. */
export type MatchedWord = { readonly word: string; readonly fields: readonly TextField[] };

export type SearchHit = {
  readonly id: string;
  readonly score: number;
  readonly matched: readonly MatchedWord[];
};

export type SearchResult = {
  /** All hits that match, of which `hits` is one page. */
  readonly total: number;
  readonly hits: readonly SearchHit[];
  /** What was looked up in place of what was typed ("autoencodrs" -> "autoencoders"). */
  readonly corrections: readonly Correction[];
  /**
   * Too many papers hold the words of a phrase, of a field or of a name to look how they stand there: some of the papers may only hold
   * the words.
   */
  readonly byWords?: true;
  /** The index is being built, and until then answers come from less: titles and names only, or a part of the papers. */
  readonly building?: 'titles' | 'part';
};

export type SearchOptions = {
  readonly sort: Sort;
  readonly limit: number;
  readonly offset: number;
  /**
   * Only papers that hold every word of the query, as stems and in every way to hyphenate; nothing is corrected, and completed
   * only where a `*` asks for it. Stop words count only in a query that has nothing else: then title and authors must hold them.
   * As typed, a year or a whole name among the words is words like all others: what is new may hold them in any other way.
   */
  readonly every?: true | 'as typed';
  /**
   * With `every`: each paper may be ranked by its own words alone, as BM25 does, and not in the light of the others, which costs
   * many times as much. For whoever asks thousands of queries.
   */
  readonly simply?: true;
};

/** Documents, and the number of the library's state that an index with them shows. */
export type IndexBatch = { readonly documents: readonly IndexedDocument[]; readonly seq: number };

/** Finds papers by words. One contract suite holds for every engine. */
export interface SearchIndex {
  /** The number of the library's state this index shows. */
  readonly seq: number;
  readonly size: number;
  /** Adds documents or replaces those with the same id, and moves on to that state. */
  put(documents: readonly IndexedDocument[], seq: number): Promise<void>;
  /**
   * Takes very many documents without keeping the process from its other work; it can be searched meanwhile.
   * @param batchesAfter reads what came after a state
   * @param onProgress documents in the index so far
   * @returns the index to ask from then on: this one, or another in its place
   */
  putMany(
    batchesAfter: (seq: number) => AsyncIterable<IndexBatch>,
    onProgress?: (documents: number) => void,
  ): Promise<SearchIndex>;
  /** Opens the index that serves a library of so many papers better than this one; undefined when there is none. */
  successor(papers: number): Promise<SearchIndex | undefined>;
  search(query: Query, options: SearchOptions): Promise<SearchResult>;
  /** Keeps what would be costly to build again; a no-op when nothing changed since. */
  save(): Promise<void>;
  /** Gives back what it holds open; nothing may be asked of it afterwards. */
  close(): Promise<void>;
}

/** What commands see of the library. */
export interface LibraryReader {
  search(query: Query, options: SearchOptions): Promise<SearchResult>;
  get(ids: readonly string[]): Promise<Map<string, KnownPaper>>;
  changesOf(paperId: string): Promise<readonly StoredChange[]>;
  /** Every paper that has an author who can be this person, newest first. */
  byAuthor(name: string): Promise<readonly Paper[]>;
  facts(): Promise<StoreFacts & { readonly newest?: Paper }>;
  /** The sources that are followed, and how they fare. */
  sourceStates(): Promise<readonly SourceState[]>;
}

/** A person or a channel, in the platform's own name. */
export type StyleOwner = { readonly platform: string; readonly name: string };

/** What is remembered for citing: keys for ever, and the style that somebody wants without saying so. */
export interface CitationMemory {
  /** The keys of these papers, by id; those that have none yet get theirs, in this order. */
  keysOf(papers: readonly Paper[]): Promise<ReadonlyMap<string, string>>;
  styleOf(owner: StyleOwner): Promise<Style | undefined>;
  /** Undefined forgets it. */
  keepStyle(owner: StyleOwner, style: Style | undefined): Promise<void>;
}

/** arXiv itself, for a person who waits: patient for a minute or two, then an UpstreamError in words. */
export interface ArxivLookup {
  /** Fetches a paper as it stands now and adds it to the library; undefined when arXiv does not know it. */
  paper(id: string): Promise<Paper | undefined>;
  /** What one version of a paper said; undefined when there is none. The library is left alone: it keeps the newest state. */
  version(id: string, number: number): Promise<Paper | undefined>;
  /**
   * The best matches for a query, added to the library: which of them are new to it, and how many there are in all. Throws
   * UserError for what arXiv cannot search.
   */
  find(query: Query, limit: number): Promise<ArxivMatches>;
}

export type ArxivMatches = {
  readonly papers: readonly Paper[];
  readonly fresh: ReadonlySet<string>;
  readonly total: number;
};

/** One piece of a source: a record, or a place that was not understood. Line numbers count from 1. */
export type SourceItem =
  | { readonly kind: 'record'; readonly record: PaperRecord }
  | { readonly kind: 'skipped'; readonly line: number; readonly reason: string };

/** Where papers come from: decoded text in, records and reasons out. Pure, streaming, bounded. */
export interface PaperReader {
  /** What the format is called when people are told what a file was taken for. */
  readonly format: string;
  /** `text` comes in pieces of any size, cut anywhere. `seenAt` is the ISO time written on every record. */
  read(text: AsyncIterable<string>, seenAt: string): AsyncIterable<SourceItem>;
}

/** Structured log; pino satisfies it. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
