import type { IndexedDocument } from '../../core/ports.ts';
import type { TextField } from '../../core/query.ts';
import { waysOfNames } from '../query/name-words.ts';
import type { Turns } from '../query/turns.ts';
import type { TextTest } from '../query/word-tests.ts';
import { allTexts, textsOf } from '../text/documents.ts';
import type { FullTextDatabase } from './database.ts';
import { both, listed, type Match, matching, matchingAmong, type RowTest } from './row-test.ts';

/**
 * Papers that are read for one query, about a tenth of a second, to see how the words of phrases stand in them; of more frequent
 * phrases other endings count too.
 */
const MOST_READ = 4_000;
/** With accents or commands, a text takes longer to read. */
const UNUSUAL = /[^ -~]|\\/;
const UNUSUAL_COST = 2;
/** The same for all names of a query; of those with more papers than that the words count, wherever they stand. */
const MOST_NAMED = 5_000;
/** So few papers are listed to look for a name or a phrase among them. */
export const MOST_LISTED = 5_000;
/** Papers that are read to see which words of a query are a name. */
const MOST_FOR_NAMES = 2_000;
/** Papers that are read to see whether the parts of words stand side by side: nearly all that FTS5 finds for those. */
const MOST_FOR_WORDS = 1_000;
/** Phrases that are looked for once more among the papers that pass everything else. */
const MOST_AGAIN = 6;

/** Papers that are counted to see whether these are too many, for all phrases of a query together. */
const MOST_COUNTED = 40_000;

/** How many papers may still be read, for phrases, for names and for words, and counted, and whether these were too few. */
export type BoundedReading = {
  left: number;
  counted: number;
  names: number;
  words: number;
  /** What may be looked up for names. */
  readonly ways: Turns;
  again: number;
  byWords: boolean;
};

export function newReading(): BoundedReading {
  return {
    left: MOST_READ,
    counted: MOST_COUNTED,
    names: MOST_NAMED,
    words: MOST_FOR_WORDS,
    ways: waysOfNames(),
    again: MOST_AGAIN,
    byWords: false,
  };
}

/** What may be read to find the names in a query. */
export function readingForNames(): BoundedReading {
  return { ...newReading(), names: MOST_FOR_NAMES };
}

/** What FTS5 finds by its words, and only reading can tell. */
export type Unread = {
  readonly match: Match;
  readonly field: TextField | undefined;
  readonly test: TextTest;
  /** What every text that passes has in it once its words are run together. */
  readonly letters: readonly string[];
  /** The papers that pass the test beyond doubt, where there are some. */
  readonly surely?: RowTest;
};

/** The documents of which a text, in the field or anywhere, passes the test; undefined when there are too many to read. */
export function read(
  database: FullTextDatabase,
  reading: BoundedReading,
  { match, field, test, letters }: Unread,
  among: readonly RowTest[] = [],
  most = papersOf(reading.left),
): number[] | undefined {
  if (reading.counted <= 0) return undefined;
  const found =
    among.length === 0 ? matching(match.table, match.expression) : matchingAmong(match, both(among));
  const numbers = verified(database, found, 'body', most, (body) => {
    const isUnusual = UNUSUAL.test(body);
    spend(reading, isUnusual ? UNUSUAL_COST : 1);
    if (!isUnusual && !mayHold(body, letters)) return false;
    const document = JSON.parse(body) as IndexedDocument;
    return (field === undefined ? allTexts(document) : textsOf(document, field)).some(test);
  });
  if (numbers === undefined) reading.counted -= most;
  return numbers;
}

/** The same for a word of several parts, of which fewer papers are read. */
export function readWord(
  database: FullTextDatabase,
  reading: BoundedReading,
  unread: Unread,
  among: readonly RowTest[],
): number[] | undefined {
  const { left } = reading;
  const numbers = read(database, reading, unread, among, papersOf(Math.min(left, reading.words)));
  reading.words -= left - reading.left;
  return numbers;
}

function spend(reading: BoundedReading, papers: number): void {
  reading.left -= papers;
  reading.names -= papers;
}

/** Takes the names that were read from what may be read: those of most papers cost half of what reading all of them does. */
export function spendOnNames(reading: BoundedReading, papers: number): void {
  reading.names -= papers;
  reading.left -= papers / 2;
}

/** How many papers may be read where so much is left. */
export function papersOf(left: number): number {
  return Math.max(0, Math.floor(left));
}

/** Tells most documents that do not pass from their JSON, which takes a fraction of the time: not those with accents or commands. */
function mayHold(body: string, letters: readonly string[]): boolean {
  if (letters.length === 0) return true;
  const together = body.toLowerCase().replace(/'s(?!['-]?[a-z0-9])|[^a-z0-9]+/g, '');
  return letters.every((one) => together.includes(one));
}

/** The same among the documents that pass all other filters, which may be few. */
export function readAgain(
  database: FullTextDatabase,
  reading: BoundedReading,
  unread: Unread,
  others: readonly RowTest[],
): number[] | undefined {
  reading.again -= 1;
  const isIdle = reading.again < 0 || others.length === 0 || papersOf(reading.left) === 0;
  const numbers = isIdle ? undefined : read(database, reading, unread, others);
  reading.byWords ||= numbers === undefined;
  return numbers;
}

/** The papers that meet some conditions, worked out when they are asked for; undefined when they are too many to list for each name. */
export function fewOf(database: FullTextDatabase, conditions: readonly RowTest[]): () => RowTest | undefined {
  let found: number[] | undefined;
  return () => {
    if (conditions.length === 0) return undefined;
    found ??= numbersOf(database, both(conditions), MOST_LISTED + 1);
    return found.length > MOST_LISTED ? undefined : listed(found);
  };
}

/** The documents of which a column passes a test; undefined when there are too many to read. */
export function verified(
  database: FullTextDatabase,
  rows: RowTest,
  column: 'authors' | 'body',
  most: number,
  test: (text: string) => boolean,
): number[] | undefined {
  const { sql, values } = listingOf(rows);
  // One text is read many times faster than many rows.
  const found = database.get(
    `select json_group_array(number) as numbers, count(*) as papers from (${sql} limit ?)`,
    ...values,
    most + 1,
  );
  if (Number(found?.['papers']) > most) return undefined;
  const texts = database.all(
    `select number, ${column} as text from documents where number in (select value from json_each(?))`,
    String(found?.['numbers']),
  );
  return texts.flatMap(({ number, text }) => (test(String(text)) ? Number(number) : []));
}

/** The numbers of so many documents that pass a test. */
export function numbersOf(database: FullTextDatabase, rows: RowTest, most: number): number[] {
  const { sql, values } = listingOf(rows);
  return database.all(`${sql} limit ?`, ...values, most).map(({ number }) => Number(number));
}

/** What is a list already is asked for its first rows, and not looked up as a whole; of FTS5 each comes once. */
function listingOf({ match, select, sql, values }: RowTest): Pick<RowTest, 'sql' | 'values'> {
  if (select === undefined) return { sql: `select number from documents where ${sql}`, values };
  const each = match === undefined ? 'distinct number' : 'number';
  return { sql: `with found(number) as (${select}) select ${each} from found`, values };
}
