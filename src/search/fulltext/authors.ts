import { mendName } from '../../core/name-spellings.ts';
import { isPerson, type Person, parsePerson } from '../../core/names.ts';
import { fold } from '../../core/text.ts';
import { nameWords } from '../query/name-words.ts';
import { particleReadings } from '../query/typed-names.ts';
import type { Correction } from '../query/units.ts';
import { type BoundedReading, matchingWords, numbersOf, verified } from './bounded-reading.ts';
import type { FullTextDatabase } from './database.ts';
import type { QueryLexicon } from './lexicon.ts';
import { allOf, anyOf, expression } from './match.ts';
import { either, listed, type Match, matching, NONE, type RowTest } from './row-test.ts';

type Parts = { readonly database: FullTextDatabase; readonly reading: BoundedReading };

/** Papers whose authors are read at a time until one is found. */
const TOGETHER = 200;

/** The papers of a person. A name that matches nobody is corrected where corrections are collected. */
export function ofAuthor(
  parts: Parts & { readonly lexicon: QueryLexicon },
  name: string,
  corrections: Correction[] | undefined,
): RowTest {
  const found = authorTest(parts, name);
  if (found !== NONE || corrections === undefined) return found;
  for (const { name: reading, change } of particleReadings(name)) {
    const spread = authorTest(parts, reading);
    if (spread === NONE) continue;
    corrections.push(change);
    return spread;
  }
  const words = fold(name).match(/[\p{L}\p{N}]+/gu) ?? [];
  const changes = words.flatMap((word) => {
    const used = parts.lexicon.isAuthorWord(word) ? undefined : parts.lexicon.correctName(word);
    return used === undefined ? [] : [{ typed: word, used }];
  });
  if (changes.length === 0) return NONE;
  const better = authorTest(parts, mendName(name, changes));
  if (better !== NONE) corrections.push(...changes);
  return better;
}

/** Whether somebody of this name wrote one of the papers; false, too, where it takes more reading than is left to know. */
export function isAuthor({ database, reading }: Parts, name: string): boolean {
  const person = parsePerson(name);
  if (person === undefined) return false;
  const { sure, match } = personMatch(person);
  if (sure !== undefined && numbersOf(database, sure, 1).length > 0) return true;
  if (match === undefined || reading.names <= 0) return false;
  const rows = matching(match.table, match.expression);
  const numbers = numbersOf(database, rows, reading.names);
  for (let start = 0; start < numbers.length; start += TOGETHER) {
    const some = listed(numbers.slice(start, start + TOGETHER));
    if (verified(database, some, 'authors', TOGETHER, isTheirs(person, reading))?.length !== 0) return true;
  }
  return false;
}

/** The papers of a person, `NONE` when there are none; as a condition on their words where there are too many to read. */
function authorTest({ database, reading }: Parts, name: string): RowTest {
  const person = parsePerson(name);
  if (person === undefined) return NONE;
  const { sure, match } = personMatch(person);
  const tests: RowTest[] = [];
  if (sure !== undefined && numbersOf(database, sure, 1).length > 0) tests.push(sure);
  if (match !== undefined) {
    const rows = matching(match.table, match.expression);
    const numbers = verified(database, rows, 'authors', reading.names, isTheirs(person, reading));
    if (numbers === undefined) tests.push(matchingWords(reading, match));
    else if (numbers.length > 0) tests.push(listed(numbers));
  }
  const [only = NONE] = tests;
  return tests.length > 1 ? either(tests) : only;
}

/** Whether one of the authors of a paper, each on a line, is a person; counts what is read. */
function isTheirs(person: Person, reading: BoundedReading): (authors: string) => boolean {
  return (authors) => {
    reading.names -= 1;
    return authors.split('\n').some((printed) => isPerson(person, printed));
  };
}

/** Where a person's papers are: those that surely are theirs, and those of which only reading can tell. */
function personMatch(person: Person): { readonly sure?: RowTest; readonly match?: Match } {
  const whole = (word: string): string => expression([word], ['author']);
  const { sure, others } = nameWords(person);
  const ways = others.map(({ begins, words }) =>
    allOf([
      ...(begins === undefined ? [] : [anyOf(begins.map((one) => `${whole(one)} *`))]),
      ...words.map((some) => anyOf(some.map(whole))),
    ]),
  );
  return {
    ...(sure.length === 0 ? {} : { sure: matching('known', anyOf(sure.map(whole))) }),
    ...(ways.length === 0 ? {} : { match: { table: 'known', expression: anyOf(ways) } }),
  };
}
