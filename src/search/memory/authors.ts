import { isPerson, type Person, parsePerson } from '../../core/names.ts';
import type { Correction } from '../../core/query.ts';
import type { Lexicon } from '../query/lexicon.ts';
import { mended } from '../query/mended-name.ts';
import { boundedWords, type NeededWords } from '../query/name-words.ts';
import type { Reading } from './bounded-reading.ts';
import type { Indexes } from './indexes.ts';

type Parts = {
  readonly indexes: Indexes;
  readonly reading: Reading;
  /** Whether what is found is left out. */
  readonly excluded?: boolean;
  /** Others than these need not be found; absent where it counts whether there are others. */
  readonly among?: ReadonlySet<string> | undefined;
};

/** The documents of a person. A name that matches nobody is corrected where corrections are collected. */
export function byAuthor(
  parts: Parts & { readonly lexicon: Lexicon },
  name: string,
  corrections: Correction[] | undefined,
): Set<string> {
  const ids = authorIds(parts, name);
  if (ids.size > 0 || corrections === undefined) return ids;
  const { indexes, lexicon, reading } = parts;
  const other = mended(name, {
    find(read) {
      const theirs = authorIds(parts, read);
      return theirs.size === 0 ? undefined : theirs;
    },
    isNameWord: (word) => indexes.title.hasIn(word, 'authors'),
    lexicon,
    ways: reading.ways,
  });
  corrections.push(...(other?.changes ?? []));
  return other?.found ?? ids;
}

/**
 * Whether somebody of this name, with its particles as typed, wrote one of the documents; false, too, where it takes more reading than
 * is left to know.
 * @param isThey whether a printed name is theirs
 */
export function isAuthor(parts: Parts, name: string, isThey = isPerson): boolean {
  const person = parsePerson(name);
  if (person === undefined) return false;
  const { apart: _, ...asTyped } = person;
  const { sure, others } = documentsOf(parts, asTyped);
  const { reading } = parts;
  return sure.size > 0 || others.some((id) => isTheirs(reading, id, asTyped, isThey) && !reading.isSpent);
}

function authorIds(parts: Parts, name: string): Set<string> {
  const person = parsePerson(name);
  if (person === undefined) return new Set();
  const { reading, excluded = false } = parts;
  const { sure, others } = documentsOf(parts, person);
  for (const id of others) {
    // Of what cannot be read any more rather too little is left out than too much.
    if (isTheirs(reading, id, person) && !(excluded && reading.isSpent)) sure.add(id);
  }
  return sure;
}

function isTheirs(reading: Reading, id: string, person: Person, isThey = isPerson): boolean {
  return reading.holds(id, 'author', (printed) => isThey(person, printed));
}

/** The documents that surely are a person's, and those of which only reading can tell. */
function documentsOf(
  { indexes, reading, excluded = false, among }: Parts,
  person: Person,
): { readonly sure: Set<string>; readonly others: readonly string[] } {
  const { sure, others } = boundedWords(person, reading.ways);
  const known = withAny(indexes, sure);
  if (excluded && reading.isSpent) return { sure: known, others: [] };
  const found = new Set(others.flatMap((needed) => [...withAll(indexes, needed)]));
  const unsure = [...found.difference(known)];
  return { sure: known, others: among === undefined ? unsure : unsure.filter((id) => among.has(id)) };
}

function withAll(indexes: Indexes, { begins, words }: NeededWords): Set<string> {
  const looked = new Map<string, Set<string>>();
  const withWord = (word: string): Set<string> => {
    const known = looked.get(word) ?? withAny(indexes, [word]);
    looked.set(word, known);
    return known;
  };
  let ids = begins === undefined ? undefined : withAnyBeginning(indexes, begins);
  for (const some of words) {
    if (ids?.size === 0) return ids;
    ids =
      ids === undefined
        ? withAny(indexes, some)
        : // So that no long list of those who have an initial is made for some who have the word.
          new Set([...ids].filter((id) => some.some((word) => withWord(word).has(id))));
  }
  return ids ?? new Set();
}

function withAnyBeginning({ title }: Indexes, starts: readonly string[]): Set<string> {
  return new Set(starts.flatMap((start) => [...title.documentsBeginning(start, ['authors'])]));
}

function withAny({ title }: Indexes, words: readonly string[]): Set<string> {
  const [only] = words;
  if (only !== undefined && words.length === 1) return title.documentsOf(only, ['authors']);
  return new Set(words.flatMap((word) => [...title.documentsOf(word, ['authors'])]));
}
