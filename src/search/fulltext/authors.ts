import { isPerson, type Person, parsePerson } from '../../core/names.ts';
import type { Correction } from '../../core/query.ts';
import { mended } from '../query/mended-name.ts';
import { boundedWords } from '../query/name-words.ts';
import { type BoundedReading, numbersOf, papersOf, spendOnNames, verified } from './bounded-reading.ts';
import type { FullTextDatabase } from './database.ts';
import type { QueryLexicon } from './lexicon.ts';
import { allOf, anyOf, expression } from './match.ts';
import { either, listed, type Match, matching, matchingAmong, NONE, type RowTest } from './row-test.ts';

type Parts = {
  readonly database: FullTextDatabase;
  readonly reading: BoundedReading;
  /** Whether what is found is left out. */
  readonly excluded?: boolean;
  /** The papers among which it is enough to look, where they are few. */
  readonly among?: () => RowTest | undefined;
};

/** Letters of authors that cost as much as those of most papers; of a large collaboration there are a hundred times as many. */
const LONG = 300;
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
  const { among: some, ...whole } = parts;
  const { lexicon, reading } = parts;
  if (some?.() !== undefined) {
    // Who has written none of some papers may have written others; of these papers it is known already.
    const { byWords } = reading;
    const theirs = authorTest(whole, name);
    reading.byWords = byWords;
    if (theirs !== NONE) return NONE;
  }
  const other = mended(name, {
    find(read) {
      const theirs = authorTest(whole, read);
      return theirs === NONE ? undefined : theirs;
    },
    isNameWord: (word) => lexicon.isAuthorWord(word),
    lexicon,
    ways: reading.ways,
  });
  corrections.push(...(other?.changes ?? []));
  return other?.found ?? NONE;
}

/**
 * Whether somebody of this name, with its particles as typed, wrote one of the papers; false, too, where it takes more reading than is
 * left to know.
 * @param isThey whether a printed name is theirs
 */
export function isAuthor(parts: Parts, name: string, isThey = isPerson): boolean {
  const person = parsePerson(name);
  if (person === undefined) return false;
  const { apart: _, ...asTyped } = person;
  const { database, reading } = parts;
  const { sure, match } = personMatch(parts, asTyped);
  if (sure !== undefined && numbersOf(database, sure, 1).length > 0) return true;
  if (match === undefined || reading.names <= 0) return false;
  const rows = matching(match.table, match.expression);
  const numbers = numbersOf(database, rows, papersOf(reading.names));
  for (let start = 0; start < numbers.length; start += TOGETHER) {
    const some = listed(numbers.slice(start, start + TOGETHER));
    if (verified(database, some, 'authors', TOGETHER, isTheirs(asTyped, reading, isThey))?.length !== 0)
      return true;
  }
  return false;
}

/** The papers of a person, `NONE` when there are none; as a condition on their words where there are too many to read. */
function authorTest(parts: Parts, name: string): RowTest {
  const person = parsePerson(name);
  if (person === undefined) return NONE;
  const { database, reading, excluded = false, among } = parts;
  const { sure, match } = personMatch(parts, person);
  const tests: RowTest[] = [];
  if (sure !== undefined && numbersOf(database, sure, 1).length > 0) tests.push(sure);
  // What cannot be read is not left out, so it need not be looked up.
  const isIdle = excluded && reading.names <= 0;
  if (isIdle) reading.byWords ||= match !== undefined;
  if (match !== undefined && !isIdle) {
    const few = among?.();
    const rows = few === undefined ? matching(match.table, match.expression) : matchingAmong(match, few);
    const numbers = verified(database, rows, 'authors', papersOf(reading.names), isTheirs(person, reading));
    reading.byWords ||= numbers === undefined;
    if (numbers !== undefined && numbers.length > 0) tests.push(listed(numbers));
    // Rather too little is left out than too much.
    if (numbers === undefined && !excluded) tests.push(matching(match.table, match.expression));
  }
  const [only = NONE] = tests;
  return tests.length > 1 ? either(tests) : only;
}

/** Whether one of the authors of a paper, each on a line, is a person; counts what is read. */
function isTheirs(person: Person, reading: BoundedReading, isThey = isPerson): (authors: string) => boolean {
  return (authors) => {
    spendOnNames(reading, Math.max(1, authors.length / LONG));
    return authors.split('\n').some((printed) => isThey(person, printed));
  };
}

/** Where a person's papers are: those that surely are theirs, and those of which only reading can tell. */
function personMatch(
  { reading }: Parts,
  person: Person,
): { readonly sure?: RowTest; readonly match?: Match } {
  const whole = (word: string): string => expression([word], ['author']);
  const { sure, others } = boundedWords(person, reading.ways);
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
