import { authorNames } from '../citation/author-name.ts';
import { hiddenAuthors } from '../citation/item.ts';
import type { Name } from '../citation/name.ts';
import { toReadable } from '../latex.ts';
import type { Paper } from '../paper.ts';
import { clip, count } from '../text.ts';
import { type BibAuthors, type BibName, readAuthors } from './authors.ts';
import type { Edit } from './edits.ts';
import { foldedName, isMistyped, isSameName, sameWords, wholeName } from './same-name.ts';
import type { BibField } from './scan.ts';

/** What is wrong in words, and what puts it right; without edits it is only told. */
export type AuthorFault = { readonly text: string; readonly edits: readonly Edit[] };

/**
 * How far the authors of an entry must be those that arXiv shows: `full` of the newest preprint; `told` of a publication or an
 * older version, which may have had others; `none` of another work, of which only the form is looked at.
 */
export type AuthorTrust = 'full' | 'told' | 'none';

type Known = {
  readonly trust: AuthorTrust;
  /** The entry names its group in a field of its own, so not among the authors. */
  readonly hasGroup: boolean;
};

/**
 * Compares the author field of an entry with the authors of its paper. Spellings without accents, initials for forenames, a
 * surname of another length and a list that ends in "and others" are no faults. Changed is only what cannot be meant
 * otherwise: a name that BibTeX takes apart wrongly, one surname with a typo, a list that stops though it agrees so far.
 *
 * @param ours the paper's names as a .bib file of this dialect has them, in their order
 */
export function checkAuthors(
  text: string,
  field: BibField,
  paper: Paper,
  ours: readonly string[],
  { trust, hasGroup }: Known,
): AuthorFault[] {
  const known = authorNames(paper)
    .map((name, index) => ({ name, written: ours[index] ?? '' }))
    .filter(({ name }) => !hasGroup || name.kind === 'person');
  if (known.length === 0) return [];
  const theirs = readAuthors(field.text);
  const names = known.map(({ name }) => name);
  const list = listOf(known, paper);
  if (ET_AL.test(field.text)) return checkEtAl(text, field, names, list, trust);
  if (undivided(field.text, theirs, names)) {
    const edits = isSurelyOurs(field.text, names, trust) ? [{ ...field.valueAt, text: `{${list}}` }] : [];
    return [{ text: 'its authors are not divided by "and"', edits }];
  }
  const place = placeIn(text, field);
  const pairs = theirs.names.flatMap((each, index) => {
    const ofArxiv = known[index];
    return ofArxiv === undefined || isSameName(each, ofArxiv.name) ? [] : [{ theirs: each, ...ofArxiv }];
  });
  const misread = pairs.filter((pair) => sameWords(pair.theirs, pair.name));
  const wrong = pairs.filter((pair) => !misread.includes(pair));
  const [only] = wrong;
  const surnames = new Set(names.map((name) => foldedName(name.kind === 'whole' ? name.name : name.family)));
  const isTypo =
    trust === 'full' &&
    wrong.length === 1 &&
    only !== undefined &&
    theirs.names.length <= known.length &&
    !surnames.has(foldedName(only.theirs.family)) &&
    isMistyped(only.theirs, only.name);
  return [
    ...pairs.flatMap((pair) => {
      if (trust === 'none' && wrong.includes(pair)) return [];
      const sure = misread.includes(pair) || isTypo;
      return [nameFault(pair, misread.includes(pair), sure ? place : undefined)];
    }),
    ...(trust === 'none'
      ? []
      : checkLength(
          theirs,
          known,
          paper,
          trust === 'full' && (wrong.length === 0 || isTypo) ? place : undefined,
        )),
  ];
}

const ET_AL = /\bet\.?\s+al\b/i;
const ET_AL_IS_A_NAME = '"et al." in a list of authors is read as a name';

/** What is wrong with the authors of an entry, whoever they are. */
export function checkAuthorForm(text: string, field: BibField): AuthorFault[] {
  if (!ET_AL.test(field.text)) return [];
  // "A and et al." and "A, et al." as well; elsewhere than at the end nobody can tell what is meant.
  const value = text.slice(field.valueAt.start, field.valueAt.end);
  const end = ET_AL_AT_END.exec(value);
  const start = field.valueAt.start + (end?.index ?? 0);
  const edits = end === null ? [] : [{ start, end: start + end[0].length, text: ' and others' }];
  return [{ text: ET_AL_IS_A_NAME, edits }];
}

const ET_AL_AT_END = /(?<!\s)(?:\s*,)?(?:\s+and)?\s+\{?et\.?\s+al\.?\}?\s*(?=["}]$)/i;

/** The names in full where those before "et al." are surely the first of them, else "and others". */
function checkEtAl(
  text: string,
  field: BibField,
  names: readonly Name[],
  list: string,
  trust: AuthorTrust,
): AuthorFault[] {
  const before = readAuthors(`${field.text}}`.replace(ET_AL_AT_END, '').replace(/\}$/, '')).names;
  const agree =
    trust === 'full' &&
    before.length <= names.length &&
    before.every((each, index) => isSameName(each, names[index]));
  if (!agree) return checkAuthorForm(text, field);
  return [{ text: ET_AL_IS_A_NAME, edits: [{ ...field.valueAt, text: `{${list}}` }] }];
}

type KnownName = { readonly name: Name; readonly written: string };

function listOf(known: readonly KnownName[], paper: Paper): string {
  const others = hiddenAuthors(paper) > 0 ? ' and others' : '';
  return `${known.map(({ written }) => written).join(' and ')}${others}`;
}

/** Where the text of a field begins and ends; of a value put together from parts there is no such place. */
function placeIn(text: string, field: BibField): Edit | undefined {
  const [start, end] = [field.valueAt.start + 1, field.valueAt.end - 1];
  return text.slice(start, end) === field.text ? { start, end, text: '' } : undefined;
}

/** Semicolons, or commas alone, between several names. */
function undivided(tex: string, { names }: BibAuthors, ours: readonly Name[]): boolean {
  if (ours.length === 1) return false;
  if (names.some(({ at, commas }) => commas > 2 || /(?<!\\);/.test(tex.slice(at.start, at.end)))) return true;
  const [only] = names;
  const [first] = ours;
  if (only === undefined || first === undefined || names.length > 1 || only.commas === 0) return false;
  return only.family.includes(' ') && only.given.includes(' ') && !sameWords(only, first);
}

/**
 * Whether a list that nothing divides is surely ours: no other word in it, and the surnames in our order. It may end early only
 * where it is known to have no other authors.
 */
function isSurelyOurs(tex: string, names: readonly Name[], trust: AuthorTrust): boolean {
  const said = foldedName(toReadable(tex)).split(' ');
  const ours = new Set(names.flatMap((name) => foldedName(wholeName(name)).split(' ')));
  if (said.some((word) => word.length > 1 && word !== 'and' && !ours.has(word))) return false;
  const surnames = names.map((name) => foldedName(name.kind === 'whole' ? name.name : name.family));
  let at = 0;
  let found = 0;
  for (const surname of surnames) {
    const next = said.indexOf(surname.split(' ').at(-1) ?? '', at);
    if (next < 0) break;
    at = next + 1;
    found += 1;
  }
  const rest = surnames.slice(found).map((surname) => surname.split(' ').at(-1) ?? '');
  return found > 0 && (trust === 'full' || rest.length === 0) && !rest.some((word) => said.includes(word));
}

function checkLength(
  { names, others }: BibAuthors,
  known: readonly KnownName[],
  paper: Paper,
  place: Edit | undefined,
): AuthorFault[] {
  const all = known.length + hiddenAuthors(paper);
  if (names.length > all)
    return [{ text: `it has ${count(names.length, 'author')}, and arXiv ${all}`, edits: [] }];
  if (others || names.length === all) return [];
  const [only] = names;
  // A group may stand for its members: "{OpenAI}".
  const isGroup = names.length === 1 && only?.given === '';
  const rest = known.slice(names.length);
  const more = rest.length === 0 ? ' and others' : ` and ${listOf(rest, paper)}`;
  return [
    {
      text: `it ends after ${names.length}${Number.isFinite(all) ? ` of ${all}` : ''} authors as if there were no more`,
      edits:
        place === undefined || names.length === 0 || isGroup
          ? []
          : [{ ...place, start: place.end, text: more }],
    },
  ];
}

function nameFault(
  { theirs, name, written }: KnownName & { readonly theirs: BibName },
  isMisread: boolean,
  place: Edit | undefined,
): AuthorFault {
  const said = [theirs.family, theirs.given].filter((part) => part !== '').join(', ');
  const known = name.kind === 'person' ? `${name.family}, ${name.given}` : `{${name.name}}`;
  return {
    text: isMisread
      ? `BibTeX reads an author as "${clip(said, 60)}"; it is "${clip(known, 60)}"`
      : `an author is "${clip(said, 60)}" here and "${clip(known, 60)}" on arXiv`,
    edits:
      place === undefined
        ? []
        : [{ start: place.start + theirs.at.start, end: place.start + theirs.at.end, text: written }],
  };
}
