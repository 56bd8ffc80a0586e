import { isPerson, type Person, parsePerson } from '../../core/names.ts';
import { mended } from '../query/mended-name.ts';
import { boundedWords, type NeededWords } from '../query/name-words.ts';
import type { Reading } from './bounded-reading.ts';
import { type Candidates, type FilterParts, isLost, type Wanted } from './filter-parts.ts';
import type { Indexes } from './indexes.ts';

type Parts = Pick<FilterParts, 'indexes' | 'reading' | 'excluded'>;

/** The documents that surely are a person's, and those of which only reading can tell. */
type Documents = { readonly sure: ReadonlySet<string>; readonly others: readonly string[] };

/** The documents that can be a person's. A name that matches nobody is corrected where corrections are collected. */
export function ofAuthor(parts: FilterParts, name: string, wanted: Wanted): Candidates {
  const { indexes, lexicon, reading, corrections } = parts;
  const person = parsePerson(name);
  if (person === undefined) return { ids: new Set() };
  const asTyped = documentsOf(parts, person);
  if (corrections === undefined || isAnybodys(parts, asTyped, person))
    return candidatesOf(parts, asTyped, { person, wanted });
  const other = mended(name, {
    find(read) {
      const meant = parsePerson(read);
      if (meant === undefined) return undefined;
      const theirs = documentsOf(parts, meant);
      return isAnybodys(parts, theirs, meant) ? { theirs, meant } : undefined;
    },
    isNameWord: (word) => indexes.title.hasIn(word, 'authors'),
    lexicon,
    ways: reading.ways,
  });
  if (other === undefined) return { ids: new Set() };
  corrections.push(...other.changes);
  return candidatesOf(parts, other.found.theirs, { person: other.found.meant, wanted });
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

/** Whether one of these documents is a person's; true, too, where it takes much reading to know: then the name is no slip. */
function isAnybodys({ reading }: Parts, { sure, others }: Documents, person: Person): boolean {
  if (sure.size > 0) return true;
  const some = reading.forNames();
  return others.some((id) => isTheirs(some, id, person));
}

/** What is sure already is not read. */
function candidatesOf(
  parts: Parts,
  { sure, others }: Documents,
  { person, wanted: { among, found } }: { readonly person: Person; readonly wanted: Wanted },
): Candidates {
  const ids = new Set(sure);
  for (const id of others) if (among?.has(id) !== false && found?.has(id) !== true) ids.add(id);
  if (ids.size === sure.size) return { ids };
  const { reading } = parts;
  return { ids, isSure: (id) => sure.has(id) || (isTheirs(reading, id, person) && !isLost(parts)) };
}

function isTheirs(reading: Reading, id: string, person: Person, isThey = isPerson): boolean {
  return reading.holds(id, 'author', (printed) => isThey(person, printed));
}

function documentsOf(parts: Parts, person: Person): Documents {
  const { indexes, reading } = parts;
  const { sure, others } = boundedWords(person, reading.ways);
  const known = withAny(indexes, sure);
  if (isLost(parts)) return { sure: known, others: [] };
  const found = new Set(others.flatMap((needed) => [...withAll(indexes, needed)]));
  return { sure: known, others: [...found.difference(known)] };
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
  return new Set(starts.flatMap((start) => title.documentsBeginning(start, ['authors'])));
}

function withAny({ title }: Indexes, words: readonly string[]): Set<string> {
  const [only] = words;
  if (only !== undefined && words.length === 1) return title.documentsOf(only, ['authors']);
  return new Set(words.flatMap((word) => [...title.documentsOf(word, ['authors'])]));
}
