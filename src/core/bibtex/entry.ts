import { toReadable } from '../latex.ts';
import { type PaperRef, parsePaperRef } from '../paper-id.ts';
import { findPaperRefs } from '../paper-refs.ts';
import type { BibEntry, BibField } from './scan.ts';

const PREPRINT_TYPES = new Set([
  'misc',
  'unpublished',
  'online',
  'electronic',
  'www',
  'techreport',
  'report',
]);
const ARXIV_JOURNAL = /arxiv|^corr$|preprint/i;

/** The first field of one of these names. */
export function fieldOf(entry: BibEntry, ...names: readonly string[]): BibField | undefined {
  return entry.fields.find((field) => names.includes(field.name));
}

/** What a field says, as people read it; empty when there is none. */
export function textOf(entry: BibEntry, ...names: readonly string[]): string {
  return toReadable(fieldOf(entry, ...names)?.text ?? '');
}

/** Whether the entry cites a preprint: nothing in it names a journal, proceedings or a book. */
export function isPreprint(entry: BibEntry): boolean {
  if (isArxivJournal(entry)) return true;
  if (textOf(entry, 'journal', 'journaltitle', 'booktitle') !== '') return false;
  return PREPRINT_TYPES.has(entry.type) || entry.type === 'article';
}

/** `journal = {arXiv preprint arXiv:2410.19750}` or CoRR: no journal at all. */
export function isArxivJournal(entry: BibEntry): boolean {
  return ARXIV_JOURNAL.test(textOf(entry, 'journal', 'journaltitle'));
}

/** The arXiv paper, and the version if it is pinned, that an entry names in one of the ways in use. */
export function paperRefOf(entry: BibEntry): PaperRef | undefined {
  const archive = textOf(entry, 'archiveprefix', 'eprinttype');
  if (archive === '' || /^arxiv$/i.test(archive)) {
    const named = parsePaperRef(textOf(entry, 'eprint', 'arxiv', 'arxivid'));
    if (named !== undefined) return named;
  }
  const byDoi = parsePaperRef(textOf(entry, 'doi'));
  if (byDoi !== undefined) return byDoi;
  const corr = isArxivJournal(entry);
  for (const name of ['url', 'howpublished', 'journal', 'journaltitle', 'volume', 'number', 'eid', 'note']) {
    const text = fieldOf(entry, name)?.text ?? '';
    if (!/arxiv|\babs\//i.test(text) && !(corr && /^(?:volume|number|eid)$/.test(name))) continue;
    const refs = findPaperRefs(text);
    // A note may speak of other papers.
    if (refs.length === 1 || (refs.length > 1 && name !== 'note')) return refs[0];
  }
  return undefined;
}

/** BibTeX, or BibLaTeX, which has names of its own for some fields. */
export type Dialect = 'bibtex' | 'biblatex';

/** Which of the two dialects a file is written in. */
export function dialectOf(entries: readonly BibEntry[]): Dialect {
  return entries.some(isBiblatex) ? 'biblatex' : 'bibtex';
}

/** The dialect of one entry, which may be another than that of most of its file: both are pasted together. */
export function entryDialect(entry: BibEntry, ofFile: Dialect): Dialect {
  if (isBiblatex(entry)) return 'biblatex';
  return fieldOf(entry, 'year', 'journal', 'archiveprefix', 'primaryclass') === undefined ? ofFile : 'bibtex';
}

function isBiblatex(entry: BibEntry): boolean {
  return fieldOf(entry, 'journaltitle', 'eprinttype', 'eprintclass', 'date') !== undefined;
}
