import type { Day } from '../day.ts';
import type { Paper, PaperVersion } from '../paper.ts';
import { formatRef, paperLinks } from '../paper-id.ts';
import { firstVersion } from '../versions.ts';
import { authorNames } from './author-name.ts';
import type { Name } from './name.ts';

/** Which of its two lives a paper is cited by. */
export type Form = 'preprint' | 'published';

/** One paper as bibliographies see it, before any style has a say. */
export type Item = {
  readonly key: string;
  readonly paper: Paper;
  readonly form: Form;
  /** The id, with its version when one is pinned. */
  readonly eprint: string;
  readonly url: string;
  readonly title: string;
  readonly authors: readonly Name[];
  readonly hiddenAuthors: number;
  readonly year: number;
  /** The day behind the year, where it is known. */
  readonly day?: Day;
  readonly doi?: string;
  readonly notes: readonly string[];
};

/** The year of the first version: by its day, else by its announcement, else by the id, which begins with year and month. */
export function firstYear(paper: Paper): number {
  const day = firstVersion(paper.versions)?.submitted ?? paper.announced;
  return day === undefined ? yearOfId(paper.id) : Number(day.slice(0, 4));
}

function yearOfId(id: string): number {
  const digits = Number(/(?:^|\/)(\d{2})/.exec(id)?.[1] ?? 0);
  return digits >= 91 ? 1900 + digits : 2000 + digits;
}

/** What is known of the version that was asked for. */
function pinned(paper: Paper, number: number): PaperVersion | undefined {
  return paper.versions?.find((version) => version.number === number && (version.exact || number === 1));
}

/** Brings together what every style prints of a paper, in one of its versions if one is named. */
export function itemOf(paper: Paper, key: string, version: number | undefined): Item {
  const dated = version === undefined ? firstVersion(paper.versions) : pinned(paper, version);
  const ref = { id: paper.id, ...(version === undefined ? {} : { version }) };
  const day = dated?.submitted;
  return {
    key,
    paper,
    form: 'preprint',
    eprint: formatRef(ref),
    url: paperLinks(ref).abs,
    title: paper.title ?? `arXiv:${paper.id}`,
    authors: authorNames(paper),
    hiddenAuthors: paper.hiddenAuthors ?? 0,
    year: day === undefined ? firstYear(paper) : Number(day.slice(0, 4)),
    ...(day === undefined ? {} : { day }),
    // No DOI of arXiv names a version: with one, a style would print the DOI and the version would be gone.
    ...(version === undefined ? { doi: `10.48550/arXiv.${paper.id}` } : {}),
    notes: paper.withdrawn === true ? ['Withdrawn by the author'] : [],
  };
}
