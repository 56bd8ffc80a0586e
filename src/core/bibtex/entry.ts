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
  const ref = namedPaper(entry);
  if (ref === undefined || ref.version !== undefined) return ref;
  const version = versionBeside(entry, ref.id);
  return version === undefined ? ref : { ...ref, version };
}

function namedPaper(entry: BibEntry): PaperRef | undefined {
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
    const [ref, ...others] = findPaperRefs(text);
    if (ref === undefined || (isFreeText(name) && (others.length > 0 || !saysOnlyAnId(text)))) continue;
    return ref;
  }
  return undefined;
}

/** Fields in which people write what they like, of other papers too. */
function isFreeText(name: string): boolean {
  return name === 'note' || name === 'howpublished';
}

/** Longer text says more than an id. */
const LONGEST_NOTE = 300;
/** What stands around an id that is that of the entry itself; "see", "based on" and "code for" speak of another work. */
const ABOUT_AN_ID =
  /^(?:arxiv|e-?prints?|pre-?prints?|id|identifier|no|url|https?|version|v\d+|also|available|published|online|electronic|as|at|from|in|on|the|and|submitted|unpublished|last|accessed|retrieved|\d+|[a-z-]{2,8}\.[a-z-]{2,12}|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*)$/i;

function saysOnlyAnId(tex: string): boolean {
  if (tex.length > LONGEST_NOTE) return false;
  const text = toReadable(tex).replace(/\\(?:url|href)\b/g, ' ');
  const words = text.split(/[\s,;:()[\]{}"]+/).map((word) => word.replace(/\.$/, ''));
  return words.every(
    (word) =>
      !/[\p{L}\d]/u.test(word) ||
      ABOUT_AN_ID.test(word) ||
      findPaperRefs(word).length > 0 ||
      ARCHIVES.test(word),
  );
}

/** The archives of arXiv that name no section. */
const ARCHIVES =
  /^(?:astro-ph|cond-mat|gr-qc|hep-(?:ex|lat|ph|th)|math|math-ph|nucl-(?:ex|th)|quant-ph|cs|stat|eess|econ|physics)$/i;

/** A version that another field pins: `version = {3}`, or the link of the same paper. */
function versionBeside(entry: BibEntry, id: string): number | undefined {
  for (const name of ['version', 'url', 'howpublished', 'journal', 'journaltitle', 'number', 'eid', 'note']) {
    const text = fieldOf(entry, name)?.text ?? '';
    const number = /^\s*(?:version|v)?\s*\.?\s*([1-9]\d{0,2})\s*$/i.exec(text.slice(0, 40))?.[1];
    if (isFreeText(name) && number === undefined && !saysOnlyAnId(text)) continue;
    if (number !== undefined && (name === 'version' || (name === 'note' && /v/i.test(text))))
      return Number(number);
    const ref = findPaperRefs(text).find((each) => each.id === id && each.version !== undefined);
    if (ref !== undefined) return ref.version;
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
