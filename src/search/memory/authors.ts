import { mendName } from '../../core/name-spellings.ts';
import { isPerson, type Person, parsePerson } from '../../core/names.ts';
import { fold } from '../../core/text.ts';
import { type NeededWords, nameWords } from '../query/name-words.ts';
import { particleReadings } from '../query/typed-names.ts';
import type { Correction } from '../query/units.ts';
import type { Reading } from './bounded-reading.ts';
import type { Indexes } from './indexes.ts';
import { correctName } from './lexicon.ts';
import { intersect } from './sets.ts';

type Parts = { readonly indexes: Indexes; readonly reading: Reading };

/** The documents of a person. A name that matches nobody is corrected where corrections are collected. */
export function byAuthor(parts: Parts, name: string, corrections: Correction[] | undefined): Set<string> {
  const ids = authorIds(parts, name);
  if (ids.size > 0 || corrections === undefined) return ids;
  for (const { name: reading, change } of particleReadings(name)) {
    const spread = authorIds(parts, reading);
    if (spread.size === 0) continue;
    corrections.push(change);
    return spread;
  }
  const { indexes } = parts;
  const words = fold(name).match(/[\p{L}\p{N}]+/gu) ?? [];
  const changes = words.flatMap((word) => {
    const known = indexes.title.hasIn(word, 'authors');
    const used = known ? undefined : correctName(indexes, word);
    return used === undefined ? [] : [{ typed: word, used }];
  });
  const better = changes.length === 0 ? ids : authorIds(parts, mendName(name, changes));
  if (better.size > 0) corrections.push(...changes);
  return better;
}

/** Whether somebody of this name wrote one of the documents; false, too, where it takes more reading than is left to know. */
export function isAuthor({ indexes, reading }: Parts, name: string): boolean {
  const person = parsePerson(name);
  if (person === undefined) return false;
  const { sure, others } = documentsOf(indexes, person);
  return sure.size > 0 || others.some((id) => isTheirs(reading, id, person) && !reading.isSpent);
}

function authorIds({ indexes, reading }: Parts, name: string): Set<string> {
  const person = parsePerson(name);
  if (person === undefined) return new Set();
  const { sure, others } = documentsOf(indexes, person);
  for (const id of others) if (isTheirs(reading, id, person)) sure.add(id);
  return sure;
}

function isTheirs(reading: Reading, id: string, person: Person): boolean {
  return reading.holds(id, 'author', (printed) => isPerson(person, printed));
}

/** The documents that surely are a person's, and those of which only reading can tell. */
function documentsOf(
  indexes: Indexes,
  person: Person,
): { readonly sure: Set<string>; readonly others: readonly string[] } {
  const { sure, others } = nameWords(person);
  const known = withAny(indexes, sure);
  const found = new Set(others.flatMap((needed) => [...withAll(indexes, needed)]));
  return { sure: known, others: [...found.difference(known)] };
}

function withAll(indexes: Indexes, { begins, words }: NeededWords): Set<string> {
  const tests = words.map((some) => () => withAny(indexes, some));
  if (begins !== undefined) tests.unshift(() => withAnyBeginning(indexes, begins));
  let ids: Set<string> | undefined;
  for (const test of tests) {
    if (ids?.size === 0) return ids;
    ids = ids === undefined ? test() : intersect(ids, test());
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
