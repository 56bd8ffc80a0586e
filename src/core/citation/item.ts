import type { Day } from '../day.ts';
import { toReadable } from '../latex.ts';
import type { Paper } from '../paper.ts';
import { formatRef, paperLinks } from '../paper-id.ts';
import { firstVersion, latestVersion } from '../versions.ts';
import { authorNames } from './author-name.ts';
import type { Name } from './name.ts';
import type { Place } from './place.ts';
import type { Venue } from './venue.ts';

/** Which of its two lives a paper is cited by. */
export type Form = 'preprint' | 'published';

/** One paper as bibliographies see it, before any style has a say. */
export type Item = {
  readonly key: string;
  readonly form: Form;
  /** Where it was published: only in the published form. */
  readonly venue?: Venue;
  readonly id: string;
  /** The version that is pinned. */
  readonly version?: number;
  /** The id, with its version when one is pinned. */
  readonly eprint: string;
  readonly url: string;
  /** With the TeX that arXiv keeps in it. */
  readonly title: string;
  readonly authors: readonly Name[];
  /** So many more are not known by name; Infinity where the paper's own list ends in "et al.". */
  readonly hiddenAuthors: number;
  readonly year: number;
  /** The day behind the year, where it is known; never that of a publication. */
  readonly day?: Day;
  /** Bare. */
  readonly doi?: string;
  readonly primaryCategory?: string;
  readonly withdrawn: boolean;
  /** What belongs into a note field, such as a venue that nobody checked. */
  readonly notes: readonly string[];
};

/** What to cite of a paper: one version of its preprint, its published form, or the better of the two. */
export type Choice = { readonly version?: number; readonly form?: Form };

/** The form that is cited when nobody chooses one: the published one where a journal reference names the place. */
export function formOf(choice: Choice, place: Place): Form {
  if (choice.form !== undefined) return choice.form;
  return choice.version === undefined && place.venue !== undefined ? 'published' : 'preprint';
}

/** Brings together what every style prints of a paper. The published form needs a venue. */
export function itemOf(paper: Paper, key: string, choice: Choice, place: Place): Item {
  const form = formOf(choice, place);
  const venue = form === 'published' ? place.venue : undefined;
  const { version } = choice;
  const ref = { id: paper.id, ...(version === undefined ? {} : { version }) };
  const day = version === undefined ? firstVersion(paper.versions)?.submitted : dayOfVersion(paper, version);
  const doi = doiOf(paper, choice, form);
  const primaryCategory = paper.categories?.[0];
  return {
    key,
    form,
    id: paper.id,
    eprint: formatRef(ref),
    url: paperLinks(ref).abs,
    title: toReadable(paper.title ?? '') === '' ? `arXiv:${paper.id}` : (paper.title ?? ''),
    authors: authorNames(paper),
    hiddenAuthors: hiddenAuthors(paper),
    year: venue?.year ?? (day === undefined ? firstYear(paper) : Number(day.slice(0, 4))),
    withdrawn: paper.withdrawn === true,
    notes: [
      ...(paper.withdrawn === true ? ['Withdrawn by the author'] : []),
      ...[place.unread ?? place.claim ?? []].flat(),
    ],
    ...(venue === undefined ? {} : { venue }),
    ...(version === undefined ? {} : { version }),
    ...(day === undefined || venue !== undefined ? {} : { day }),
    ...(doi === undefined ? {} : { doi }),
    ...(primaryCategory === undefined ? {} : { primaryCategory }),
  };
}

/** How many authors are not known by name: Infinity where no source says how many. */
export function hiddenAuthors(paper: Paper): number {
  return paper.moreAuthors === true ? Number.POSITIVE_INFINITY : (paper.hiddenAuthors ?? 0);
}

/** The year of the first version: by its day, else by its announcement, else by the id, which begins with year and month. */
export function firstYear(paper: Paper): number {
  const day = firstVersion(paper.versions)?.submitted ?? paper.announced;
  return day === undefined ? yearOfId(paper.id) : Number(day.slice(0, 4));
}

/** The year of the newest version that is known, which arXiv's own export prints. */
export function newestYear(paper: Paper): number {
  const day = latestVersion(paper.versions)?.submitted;
  return day === undefined ? firstYear(paper) : Number(day.slice(0, 4));
}

/** The day of one version; a search page that says "a later version" does not say which. */
export function dayOfVersion(paper: Paper, number: number): Day | undefined {
  return paper.versions?.find((version) => version.number === number && (version.exact || number === 1))
    ?.submitted;
}

/** The DOI that the publisher gave, bare. arXiv's own is no sign of a publication. */
export function publisherDoi(paper: Paper): string | undefined {
  return (paper.dois ?? [])
    .map((doi) => doi.trim().replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/i, ''))
    .find(
      (doi) => /^10\.\d{4,9}\/[!-~]+$/.test(doi) && !/[{}\\"%]/.test(doi) && !doi.startsWith('10.48550/'),
    );
}

/** arXiv's own DOI, which names the preprint and none of its versions. */
export function arxivDoi({ id }: Pick<Paper, 'id'>): string {
  return `10.48550/arXiv.${id}`;
}

function yearOfId(id: string): number {
  const digits = Number(/(?:^|\/)(\d{2})/.exec(id)?.[1] ?? 0);
  return digits >= 91 ? 1900 + digits : 2000 + digits;
}

function doiOf(paper: Paper, choice: Choice, form: Form): string | undefined {
  // No DOI names a version: with one, a style would print the DOI and the version would be gone.
  if (choice.version !== undefined) return undefined;
  const doi = choice.form === 'preprint' ? undefined : publisherDoi(paper);
  return doi ?? (form === 'preprint' ? arxivDoi(paper) : undefined);
}
