import type { SQLInputValue } from 'node:sqlite';
import type { TextField } from '../../core/query.ts';
import type { FullTextDatabase } from './database.ts';
import { allOf, anyOf } from './match.ts';

/** A test of `rowid` in SQL, with its values. */
export type RowTest = {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
  /** What FTS5 finds, where that is all of the test. */
  readonly match?: Match;
  /** The words of which one is enough, where that is all of the match. */
  readonly words?: Words;
  /** The select that lists the rows, where that is all of the test. */
  readonly select?: string;
  /** The categories of which one is enough, where that is all of the test. */
  readonly categories?: ReadonlySet<string>;
  /** What must not be passed, where that is all of the test. */
  readonly without?: RowTest;
};

/** Stems in the topic table, in a field or anywhere. */
export type Words = { readonly stems: readonly string[]; readonly field: TextField | undefined };

export type Match = { readonly table: 'topic' | 'known'; readonly expression: string };

/** Where documents are kept for one query: those that pass its filters, and those that match its words, too. */
export type Kept = 'allowed' | 'met';

/** SQLite takes 500 selects in one union. */
const MOST_SELECTS = 400;

export const ALL: RowTest = { sql: '1', values: [] };
export const NONE: RowTest = { sql: '0', values: [] };

/** All but these. */
export function not(without: RowTest): RowTest {
  return { sql: `not (${without.sql})`, values: without.values, without };
}

/** Any of several tests. */
export function either(tests: readonly RowTest[]): RowTest {
  const all = listsOf(tests, false);
  const listings = all.flatMap(({ select, values }) => (select === undefined ? [] : { select, values }));
  // One list of rows is gone through once, several are looked up for each row.
  const lists = Array.from({ length: Math.ceil(listings.length / MOST_SELECTS) }, (_, index) => {
    const some = listings.slice(index * MOST_SELECTS, (index + 1) * MOST_SELECTS);
    const sql = some.map(({ select }) => select).join(' union all ');
    return among(sql, ...some.flatMap(({ values }) => values));
  });
  return joined([...lists, ...all.filter(({ select }) => select === undefined)], 'or', '0');
}

/** All of several tests. */
export function both(tests: readonly RowTest[]): RowTest {
  const [only] = tests;
  if (only !== undefined && tests.length === 1) return only;
  return joined(listsOf(tests, true), 'and', '1');
}

/** Several tests, of which all or one must be passed, as few as can say the same. */
export function listsOf(tests: readonly RowTest[], isAll: boolean): RowTest[] {
  return isAll
    ? withAllCategories(matchesJoined(tests, allOf))
    : withAnyCategory(matchesJoined(tests, anyOf));
}

/** What FTS5 finds is joined by FTS5, in one go through its lists. */
function matchesJoined(
  tests: readonly RowTest[],
  join: (expressions: readonly string[]) => string,
): RowTest[] {
  const found = (['topic', 'known'] as const).flatMap((table) => {
    const expressions = tests.flatMap(({ match }) => (match?.table === table ? match.expression : []));
    return expressions.length === 0 ? [] : matching(table, join([...new Set(expressions)]));
  });
  return [...found, ...tests.filter(({ match }) => match === undefined)];
}

/** Several lists of categories are one, however they were typed. */
function withAnyCategory(tests: readonly RowTest[]): RowTest[] {
  const each = tests.flatMap(({ categories }) => (categories === undefined ? [] : [...categories]));
  const others = tests.filter(({ categories }) => categories === undefined);
  return each.length === 0 ? others : [inCategories(new Set(each)), ...others];
}

/** Who is in the narrower of two lists of categories is in the wider one. */
function withAllCategories(tests: readonly RowTest[]): RowTest[] {
  const narrowest: ReadonlySet<string>[] = [];
  return tests
    .toSorted((a, b) => (a.categories?.size ?? 0) - (b.categories?.size ?? 0))
    .filter(({ categories }) => {
      if (categories === undefined) return true;
      if (narrowest.some((one) => one.isSubsetOf(categories))) return false;
      narrowest.push(categories);
      return true;
    });
}

function joined(all: readonly RowTest[], operator: string, none: string): RowTest {
  const [only] = all;
  if (only !== undefined && all.length === 1) return only;
  return {
    sql: all.map(({ sql }) => `(${sql})`).join(` ${operator} `) || none,
    values: all.flatMap(({ values }) => values),
  };
}

/** The rows that a match of FTS5 finds. */
export function matching(table: Match['table'], expression: string): RowTest {
  const rows = among(`select rowid from ${table} where ${table} match ?`, expression);
  return { ...rows, match: { table, expression } };
}

/** Those of them that pass another test, too. */
export function matchingAmong({ table, expression }: Match, { sql, values }: RowTest): RowTest {
  // The unary plus keeps SQLite from asking FTS5 for one row after the other.
  return among(`select rowid from ${table} where ${table} match ? and +(${sql})`, expression, ...values);
}

/** The rows of the papers that are in one of some categories. */
export function inCategories(categories: ReadonlySet<string>): RowTest {
  if (categories.size === 0) return NONE;
  const rows = among(
    'select number from categories where category in (select value from json_each(?))',
    JSON.stringify([...categories]),
  );
  return { ...rows, categories };
}

/** The rows that a select lists. */
export function among(sql: string, ...values: SQLInputValue[]): RowTest {
  return { sql: `rowid in (${sql})`, values, select: sql };
}

/**
 * The documents that pass a test, worked out once and kept until the next query: each statement that asks for them would work them out
 * again.
 */
export function keptOf(
  database: FullTextDatabase,
  { sql, values, select }: RowTest,
  table: Kept = 'allowed',
): RowTest {
  const rows = select ?? `select number from documents where ${sql}`;
  database.exec(`delete from temp.${table}`);
  database.run(`insert or ignore into temp.${table} ${rows}`, ...values);
  // The unary plus keeps SQLite from asking FTS5 for one row after the other.
  return { sql: `+rowid in (select number from temp.${table})`, values: [] };
}

/** These rows. */
export function listed(numbers: readonly number[]): RowTest {
  return numbers.length === 0 ? NONE : among('select value from json_each(?)', JSON.stringify(numbers));
}
