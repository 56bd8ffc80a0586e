import { formatDay } from '../day.ts';
import { toReadable } from '../latex.ts';
import type { Paper } from '../paper.ts';
import { readableTitle, versionName } from '../paper-card.ts';
import { type PaperRef, parsePaperRef } from '../paper-id.ts';
import { clip, fold } from '../text.ts';
import { latestVersion } from '../versions.ts';
import { readAuthors } from './authors.ts';
import { type AuthorTrust, checkAuthorForm, checkAuthors } from './check-authors.ts';
import { checkPublished } from './check-published.ts';
import { checkKeyYear, checkYear } from './check-year.ts';
import { citedAs } from './cited-as.ts';
import { addFields, replaceValue } from './edits.ts';
import { type Dialect, entryDialect, fieldOf, isPreprint, textOf } from './entry.ts';
import { otherWork, publisherDoiOf } from './other-work.ts';
import type { Remark } from './remark.ts';
import type { BibEntry } from './scan.ts';

/** Fields that styles print, and so hand to TeX. */
const PRINTED = new Set(
  'author editor title subtitle booktitle booksubtitle maintitle journal journaltitle series publisher institution organization school address location note addendum edition type'.split(
    ' ',
  ),
);
/** An address in a text is no text. */
const ADDRESS = /\\(?:url|href|path|nolinkurl)\s*\{[^{}]*\}/g;

/** What is wrong with the form of an entry, whatever it cites. */
export function checkForm(text: string, entry: BibEntry, fileDialect: Dialect): Remark[] {
  return [
    ...checkKey(entry),
    ...checkDoi(text, entry),
    ...checkEprint(text, entry, entryDialect(entry, fileDialect)),
    ...checkSigns(text, entry),
  ];
}

/** What is wrong with the authors of an entry whose paper is not known. */
export function checkUnknown(text: string, entry: BibEntry): Remark[] {
  const field = fieldOf(entry, 'author');
  return field === undefined ? [] : checkAuthorForm(text, field);
}

/** What an entry says that its paper, as the library has it, does not bear out. */
export function checkPaper(
  text: string,
  entry: BibEntry,
  ref: PaperRef,
  paper: Paper,
  fileDialect: Dialect,
): Remark[] {
  const dialect = entryDialect(entry, fileDialect);
  const other = otherPaper(entry, paper);
  if (other !== undefined) return [{ text: other, edits: [] }];
  const withdrawn = checkWithdrawn(text, entry, paper);
  const work = otherWork(entry, paper);
  const published = checkPublished(text, entry, ref, paper, dialect);
  return [
    ...withdrawn,
    ...checkVersion(ref, paper),
    ...published,
    ...(work !== undefined || published.some(({ edits }) => edits.length > 0)
      ? []
      : checkYear(text, entry, ref, paper, dialect)),
    ...(work === undefined ? checkKeyYear(entry, paper) : []),
    ...checkNames(text, entry, paper, dialect, authorTrust(entry, ref, paper, work)),
  ];
}

function checkKey({ key }: BibEntry): Remark[] {
  const bad = /[\s"#%'(){}=,~\\]|[^\x21-\x7e]/.exec(key)?.[0];
  if (bad === undefined) return [];
  const sign = bad.trim() === '' ? 'a blank' : `"${bad}"`;
  return [
    { text: `its key holds ${sign}, which BibTeX does not take (kept: your text cites it)`, edits: [] },
  ];
}

function checkDoi(text: string, entry: BibEntry): Remark[] {
  const doi = fieldOf(entry, 'doi');
  const bare = doi?.text.trim().replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/i, '');
  if (doi === undefined || bare === undefined || bare === doi.text.trim()) return [];
  return [
    {
      text: 'its DOI is written as a link, which styles print twice',
      edits: [replaceValue(text, doi, bare)],
    },
  ];
}

function checkEprint(text: string, entry: BibEntry, dialect: Dialect): Remark[] {
  const eprint = fieldOf(entry, 'eprint');
  const said = eprint?.text.trim() ?? '';
  const ref = parsePaperRef(said);
  if (eprint === undefined || ref === undefined || !/arxiv/i.test(said)) return [];
  const id = ref.version === undefined ? ref.id : `${ref.id}v${ref.version}`;
  // Without its prefix nothing says any more that it is an id of arXiv.
  const archive: [string, string] =
    dialect === 'bibtex' ? ['archivePrefix', 'arXiv'] : ['eprinttype', 'arxiv'];
  const isNamed = fieldOf(entry, 'archiveprefix', 'eprinttype') !== undefined;
  return [
    {
      text: 'its eprint is more than the bare id',
      edits: [replaceValue(text, eprint, id), ...addFields(text, entry, isNamed ? [] : [archive])],
    },
  ];
}

/** An unescaped "%" cuts the field off without any warning; "&" stops LaTeX. */
function checkSigns(text: string, entry: BibEntry): Remark[] {
  return entry.fields.flatMap((field) => {
    if (!PRINTED.has(field.name) || field.text.includes('$')) return [];
    const value = text
      .slice(field.valueAt.start, field.valueAt.end)
      .replace(ADDRESS, (address) => ' '.repeat(address.length));
    const places = [...value.matchAll(/(?<!\\)[%&]/g)];
    const [first] = places;
    if (first === undefined) return [];
    const edits = places.map(({ index }) => {
      const start = field.valueAt.start + index;
      // "&amp;" has been copied out of a web page.
      return text.startsWith('&amp;', start)
        ? { start, end: start + '&amp;'.length, text: '\\&' }
        : { start, end: start, text: '\\' };
    });
    const harm = first[0] === '%' ? 'cuts it off' : 'stops LaTeX';
    return [{ text: `the "${first[0]}" in its ${field.name} ${harm}`, edits }];
  });
}

/** Undefined when the entry's title can be the paper's: an id that was mixed up must not be made worse. */
function otherPaper(entry: BibEntry, paper: Paper): string | undefined {
  const [said, known] = [words(textOf(entry, 'title')), words(readableTitle(paper))];
  const shared = said.filter((word) => known.includes(word)).length;
  if (paper.title === undefined || said.length === 0 || shared * 2 >= Math.min(said.length, known.length))
    return undefined;
  const title = clip(readableTitle(paper), 100);
  const family = words(paper.authors?.[0] === undefined ? '' : toReadable(paper.authors[0])).at(-1);
  const same = family !== undefined && words(textOf(entry, 'author')).includes(family);
  return same
    ? `arXiv:${paper.id} is called "${title}" now; nothing else of it was compared`
    : `arXiv:${paper.id} is another paper, "${title}"; check the id`;
}

function checkWithdrawn(text: string, entry: BibEntry, paper: Paper): Remark[] {
  if (paper.withdrawn !== true) return [];
  const marked = /withdrawn/i.test(`${textOf(entry, 'note')} ${textOf(entry, 'title')}`);
  const note = fieldOf(entry, 'note');
  const add: readonly (readonly [string, string])[] =
    marked || note !== undefined ? [] : [['note', 'Withdrawn by the author']];
  return marked ? [] : [{ text: 'withdrawn', edits: addFields(text, entry, add) }];
}

function checkVersion(ref: PaperRef, paper: Paper): Remark[] {
  const latest = latestVersion(paper.versions);
  if (ref.version === undefined || latest === undefined || latest.number <= ref.version) return [];
  const day = latest.submitted === undefined ? '' : ` of ${formatDay(latest.submitted)}`;
  return [
    {
      text: `cites v${ref.version}; there is ${versionName(latest)}${day} (kept as it is pinned)`,
      edits: [],
    },
  ];
}

function checkNames(
  text: string,
  entry: BibEntry,
  paper: Paper,
  dialect: Dialect,
  trust: AuthorTrust,
): Remark[] {
  const field = fieldOf(entry, 'author');
  const ours = citedAs(paper, entry, dialect, { form: 'preprint' });
  const all = ours === undefined ? undefined : fieldOf(ours.entry, 'author');
  if (field === undefined || all === undefined) return [];
  const names = readAuthors(all.text).names.map(({ at }) => all.text.slice(at.start, at.end));
  const hasGroup = fieldOf(entry, 'collaboration') !== undefined;
  return checkAuthors(text, field, paper, names, { trust, hasGroup });
}

/** Only the newest version as a preprint surely has the authors that arXiv shows. */
function authorTrust(entry: BibEntry, ref: PaperRef, paper: Paper, work: string | undefined): AuthorTrust {
  if (work !== undefined) return 'none';
  const latest = latestVersion(paper.versions);
  const isNewest = ref.version === undefined || (latest?.exact === true && latest.number === ref.version);
  return isNewest && isPreprint(entry) && publisherDoiOf(entry) === undefined ? 'full' : 'told';
}

function words(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2);
}
