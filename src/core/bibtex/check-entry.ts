import { formatDay } from '../day.ts';
import { toReadable } from '../latex.ts';
import type { Paper } from '../paper.ts';
import { readableTitle, versionName } from '../paper-card.ts';
import { type PaperRef, parsePaperRef } from '../paper-id.ts';
import { clip, fold } from '../text.ts';
import { firstVersion, latestVersion } from '../versions.ts';
import { readAuthors } from './authors.ts';
import { checkAuthorForm, checkAuthors } from './check-authors.ts';
import { checkPublished } from './check-published.ts';
import { citedAs } from './cited-as.ts';
import { addFields, replaceValue } from './edits.ts';
import { type Dialect, entryDialect, fieldOf, isPreprint, textOf } from './entry.ts';
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
export function checkForm(text: string, entry: BibEntry): Remark[] {
  return [
    ...checkKey(entry),
    ...checkDoi(text, entry),
    ...checkEprint(text, entry),
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
  const published = checkPublished(text, entry, ref, paper, dialect);
  return [
    ...withdrawn,
    ...checkVersion(ref, paper),
    ...published,
    ...(published.some(({ edits }) => edits.length > 0) ? [] : checkYear(text, entry, ref, paper, dialect)),
    ...checkKeyYear(entry, paper),
    ...checkNames(text, entry, paper, dialect),
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

function checkEprint(text: string, entry: BibEntry): Remark[] {
  const eprint = fieldOf(entry, 'eprint');
  const said = eprint?.text.trim() ?? '';
  const ref = parsePaperRef(said);
  if (eprint === undefined || ref === undefined || !/arxiv/i.test(said)) return [];
  const id = ref.version === undefined ? ref.id : `${ref.id}v${ref.version}`;
  return [{ text: 'its eprint is more than the bare id', edits: [replaceValue(text, eprint, id)] }];
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
    const edits = places.map(({ index }) => ({
      start: field.valueAt.start + index,
      end: field.valueAt.start + index,
      text: '\\',
    }));
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

function checkYear(text: string, entry: BibEntry, ref: PaperRef, paper: Paper, dialect: Dialect): Remark[] {
  const field = fieldOf(entry, 'year', 'date');
  const year = Number(/\d{4}/.exec(field?.text ?? '')?.[0]);
  const first = firstVersion(paper.versions)?.submitted;
  if (field === undefined || Number.isNaN(year) || first === undefined) return [];
  const preprint = isPreprint(entry);
  const ours = citedAs(paper, entry, dialect, {
    form: preprint ? 'preprint' : 'published',
    ...(preprint && ref.version !== undefined ? { version: ref.version } : {}),
  });
  const right = ours === undefined ? undefined : fieldOf(ours.entry, 'year', 'date');
  const wanted = Number(/\d{4}/.exec(right?.text ?? '')?.[0]);
  // What is printed somewhere that the library knows nothing of has a year that it knows nothing of.
  if (right === undefined || wanted === year || (!preprint && ours?.form !== 'published')) return [];
  const [said, known] = [textOf(entry, 'journal', 'journaltitle', 'booktitle'), ours?.venue ?? ''];
  if (!preprint && !sameVenue(said, known))
    return [{ text: `arXiv says it was published in ${clip(known, 80)} in ${wanted}`, edits: [] }];
  if (preprint && ref.version !== undefined && pinnedYear(paper, ref.version) === undefined) return [];
  const whose = !preprint
    ? 'that of the publication'
    : ref.version === undefined
      ? String(year) === latestVersion(paper.versions)?.submitted?.slice(0, 4)
        ? 'of the first version; it has that of the newest'
        : 'of the first version'
      : `of v${ref.version}`;
  const value = field.name === right.name ? right.text : String(wanted);
  const month = fieldOf(entry, 'month') === undefined ? '' : '; look at its month';
  return [
    {
      text: `its year is ${year} and should be ${wanted}, ${whose}${month}`,
      edits: [replaceValue(text, field, value)],
    },
  ];
}

/** A key of arXiv's own making has the year of the newest version, which changes with the next one. */
function checkKeyYear({ key, fields }: BibEntry, paper: Paper): Remark[] {
  const said = /(?:19|20)\d\d/.exec(key)?.[0];
  const first = firstVersion(paper.versions)?.submitted?.slice(0, 4);
  if (
    said === undefined ||
    first === undefined ||
    said === first ||
    paper.journalRef?.includes(said) === true
  )
    return [];
  if (
    fields.some(
      ({ name, text }) => /^(?:booktitle|journal|journaltitle|note)$/.test(name) && text.includes(said),
    )
  )
    return [];
  return [
    {
      text: `its key says ${said} and the first version is of ${first} (kept: your text cites it)`,
      edits: [],
    },
  ];
}

/** Whether two names can be of one place: half of the words of the shorter stand in the other, in full or cut short. */
function sameVenue(a: string, b: string): boolean {
  const [short = [], long = []] = [words(a), words(b)].toSorted((one, other) => one.length - other.length);
  const shared = short.filter((word) =>
    long.some((other) => other.startsWith(word) || word.startsWith(other)),
  );
  return short.length > 0 && shared.length * 2 >= short.length;
}

function pinnedYear(paper: Paper, number: number): string | undefined {
  return paper.versions?.find((version) => version.number === number && version.exact)?.submitted;
}

function checkNames(text: string, entry: BibEntry, paper: Paper, dialect: Dialect): Remark[] {
  const field = fieldOf(entry, 'author');
  const ours = citedAs(paper, entry, dialect, { form: 'preprint' });
  const all = ours === undefined ? undefined : fieldOf(ours.entry, 'author');
  if (field === undefined || all === undefined) return [];
  const names = readAuthors(all.text).names.map(({ at }) => all.text.slice(at.start, at.end));
  return checkAuthors(text, field, paper, names);
}

function words(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2);
}
