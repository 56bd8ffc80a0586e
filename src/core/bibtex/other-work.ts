import type { Paper } from '../paper.ts';
import { readableTitle } from '../paper-card.ts';
import { foldedWords } from '../text.ts';
import { isArxivJournal, textOf } from './entry.ts';
import type { BibEntry } from './scan.ts';

/** Types of what is never a paper of arXiv, though it may name one. */
const OTHER_TYPES =
  /^(?:phdthesis|mastersthesis|bachelorsthesis|thesis|book|inbook|mvbook|collection|proceedings|software|manual|dataset|patent|booklet)$/;
/** Fields that name where something stands that is no paper: an institution, a publisher, a talk. */
const HOSTS = ['institution', 'school', 'publisher', 'organization', 'howpublished'];
const ARXIV_AS_HOST = /arxiv|\bcorr\b|^\W*(?:e-?prints?|pre-?prints?)\W*$/i;
const KINDS =
  'thesis dissertation habilitation talk slides poster lecture lectures tutorial software erratum errata corrigendum addendum retraction'.split(
    ' ',
  );
/** Words that a note may hold of the paper itself, and its title only when it is that of something else. */
const KINDS_IN_TITLES = [
  ...KINDS,
  ...'code dataset comment reply response supplement supplementary'.split(' '),
];

/**
 * What says that an entry is not of the preprint itself but of something beside it: a report, a thesis, a talk, an erratum.
 * Its year and its authors are its own then. Undefined where nothing says so.
 */
export function otherWork(entry: BibEntry, paper: Paper): string | undefined {
  if (OTHER_TYPES.test(entry.type)) return `@${entry.type}`;
  const isPublished = textOf(entry, 'journal', 'journaltitle', 'booktitle') !== '' && !isArxivJournal(entry);
  const host = isPublished
    ? undefined
    : HOSTS.map((name) => textOf(entry, name)).find((text) => text !== '' && !ARXIV_AS_HOST.test(text));
  if (host !== undefined) return host;
  const own = new Set(foldedWords(readableTitle(paper)));
  const said = ['note', 'addendum', 'type', 'titleaddon', 'howpublished'].flatMap((name) =>
    foldedWords(textOf(entry, name)),
  );
  return (
    said.find((word) => KINDS.includes(word)) ??
    foldedWords(textOf(entry, 'title', 'subtitle')).find(
      (word) => KINDS_IN_TITLES.includes(word) && !own.has(word),
    )
  );
}

/** The DOI of an entry, bare and in small letters, where it is a publisher's and not arXiv's. */
export function publisherDoiOf(entry: BibEntry): string | undefined {
  const doi = textOf(entry, 'doi')
    .trim()
    .toLowerCase()
    .replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/, '');
  return doi === '' || doi.startsWith('10.48550/') ? undefined : doi;
}
