import { authorNames } from '../citation/author-name.ts';
import type { Name } from '../citation/name.ts';
import { nearest } from '../nearest.ts';
import type { Paper } from '../paper.ts';
import { clip, count, fold } from '../text.ts';
import { type BibAuthors, type BibName, readAuthors } from './authors.ts';
import type { Edit } from './edits.ts';
import type { BibField } from './scan.ts';

/** What is wrong in words, and what puts it right; without edits it is only told. */
export type AuthorFault = { readonly text: string; readonly edits: readonly Edit[] };

/**
 * Compares the author field of an entry with the authors of its paper. Spellings without accents, initials for forenames and a
 * list that ends in "and others" are no faults.
 *
 * @param ours the paper's names as a .bib file of this dialect has them, in their order
 */
export function checkAuthors(
  text: string,
  field: BibField,
  paper: Paper,
  ours: readonly string[],
): AuthorFault[] {
  const names = authorNames(paper);
  if (names.length === 0) return [];
  const theirs = readAuthors(field.text);
  const all = ours.length + (paper.hiddenAuthors ?? 0);
  if (ET_AL.test(field.text)) return [{ text: ET_AL_IS_A_NAME, edits: inFull(field, paper, ours) }];
  if (undivided(field.text, theirs, names))
    return [{ text: 'its authors are not divided by "and"', edits: inFull(field, paper, ours) }];
  // A value put together from parts has no places that could be changed.
  const inOnePiece = text.slice(field.valueAt.start + 1, field.valueAt.end - 1) === field.text;
  return [
    ...names.flatMap((name, index) =>
      checkName(theirs.names[index], name, ours[index] ?? '', inOnePiece ? field : undefined),
    ),
    ...checkLength(theirs, all, paper, ours, inOnePiece ? field : undefined),
  ];
}

const ET_AL = /\bet\.?\s+al\b/i;
const ET_AL_IS_A_NAME = '"et al." in a list of authors is read as a name';

/** What is wrong with the authors of an entry, whoever they are. */
export function checkAuthorForm(text: string, field: BibField): AuthorFault[] {
  if (!ET_AL.test(field.text)) return [];
  // "A and et al." and "A, et al." as well; elsewhere than at the end nobody can tell what is meant.
  const value = text.slice(field.valueAt.start, field.valueAt.end);
  const end = /(?<!\s)(?:\s*,)?(?:\s+and)?\s+\{?et\.?\s+al\.?\}?\s*(?=["}]$)/i.exec(value);
  const start = field.valueAt.start + (end?.index ?? 0);
  const edits = end === null ? [] : [{ start, end: start + end[0].length, text: ' and others' }];
  return [{ text: ET_AL_IS_A_NAME, edits }];
}

function inFull(field: BibField, paper: Paper, ours: readonly string[]): Edit[] {
  const others = (paper.hiddenAuthors ?? 0) > 0 ? ' and others' : '';
  return [{ ...field.valueAt, text: `{${ours.join(' and ')}${others}}` }];
}

/** Semicolons, or commas alone, between several names. */
function undivided(tex: string, { names }: BibAuthors, ours: readonly Name[]): boolean {
  if (ours.length === 1) return false;
  if (names.some(({ at, commas }) => commas > 2 || /(?<!\\);/.test(tex.slice(at.start, at.end)))) return true;
  const [only] = names;
  if (only === undefined || names.length > 1 || only.commas === 0) return false;
  const isTwo = only.family.includes(' ') && only.given.includes(' ');
  return isTwo && !sameLetters(`${only.given} ${only.family}`, whole(ours[0]));
}

function checkLength(
  { names, others }: BibAuthors,
  all: number,
  paper: Paper,
  ours: readonly string[],
  field: BibField | undefined,
): AuthorFault[] {
  if (names.length > all)
    return [{ text: `it has ${count(names.length, 'author')}, and arXiv ${all}`, edits: [] }];
  if (others || names.length === all) return [];
  const rest = ours.slice(names.length);
  const added = `${rest.map((name) => ` and ${name}`).join('')}${(paper.hiddenAuthors ?? 0) > 0 ? ' and others' : ''}`;
  const end = field === undefined ? undefined : field.valueAt.end - 1;
  return [
    {
      text: `it ends after ${names.length} of ${all} authors as if there were no more`,
      edits: end === undefined || names.length === 0 ? [] : [{ start: end, end, text: added }],
    },
  ];
}

function checkName(
  theirs: BibName | undefined,
  name: Name,
  ours: string,
  field: BibField | undefined,
): AuthorFault[] {
  if (theirs === undefined || sameName(theirs, name)) return [];
  const said = [theirs.family, theirs.given].filter((part) => part !== '').join(', ');
  const letters = sameLetters(`${theirs.given} ${theirs.family}`, whole(name));
  const edits =
    field === undefined || !(letters || mistyped(theirs, name))
      ? []
      : [
          {
            start: field.valueAt.start + 1 + theirs.at.start,
            end: field.valueAt.start + 1 + theirs.at.end,
            text: ours,
          },
        ];
  const known = name.kind === 'person' ? `${name.family}, ${name.given}` : `{${name.name}}`;
  const text = letters
    ? `BibTeX reads an author as "${clip(said, 60)}"; it is "${clip(known, 60)}"`
    : `an author is "${clip(said, 60)}" here and "${clip(known, 60)}" on arXiv`;
  return [{ text, edits }];
}

function sameName(theirs: BibName, name: Name): boolean {
  if (name.kind === 'whole') return sameLetters(`${theirs.given} ${theirs.family}`, name.name);
  const [a, b] = [plain(theirs.family), plain(name.family)];
  if (a === b) return true;
  // Who puts the comma decides how long a surname is, as long as nothing of it is lost: "Rezaei Kheirkhah, Tara".
  return (
    theirs.commas > 0 && a.endsWith(` ${b}`) && sameLetters(`${theirs.given} ${theirs.family}`, whole(name))
  );
}

/** One or two letters of the surname differ, and the forenames begin alike. */
function mistyped(theirs: BibName, name: Name): boolean {
  if (name.kind === 'whole') return false;
  const near = nearest(plain(theirs.family), [plain(name.family)]) !== undefined;
  return near && plain(theirs.given).charAt(0) === plain(name.given).charAt(0);
}

function whole(name: Name | undefined): string {
  if (name === undefined) return '';
  return name.kind === 'whole' ? name.name : `${name.given} ${name.family} ${name.suffix ?? ''}`;
}

/** The same words in any order, initials and all. */
function sameLetters(a: string, b: string): boolean {
  return words(a) === words(b);
}

function words(text: string): string {
  return plain(text).split(' ').toSorted().join(' ');
}

function plain(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
