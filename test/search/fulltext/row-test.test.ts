import { describe, expect, it } from 'vitest';
import { FullTextDatabase } from '../../../src/search/fulltext/database.ts';
import {
  among,
  both,
  either,
  inCategories,
  matching,
  NONE,
  not,
  type RowTest,
} from '../../../src/search/fulltext/row-test.ts';
import { createTables } from '../../../src/search/fulltext/schema.ts';

const DOCUMENTS = 1_200;
const CATEGORIES = ['cs.lg', 'cs.ai', 'math.ag'];

function library(): FullTextDatabase {
  const database = new FullTextDatabase(':memory:');
  createTables(database);
  for (let number = 1; number <= DOCUMENTS; number += 1) {
    database.run(`insert into documents values (?, 'p' || ?, '', '', '', '')`, number, number);
    const category = CATEGORIES[number % 4];
    if (category !== undefined) database.run('insert into categories values (?, ?)', category, number);
  }
  database.run("insert into categories values ('cs.ai', 4)");
  return database;
}

function rowsOf(database: FullTextDatabase, { sql, values }: RowTest): number[] {
  const rows = database.all(`select number from documents where ${sql} order by number`, ...values);
  return rows.map(({ number }) => Number(number));
}

const numbers = (isWanted: (number: number) => boolean): number[] =>
  Array.from({ length: DOCUMENTS }, (_, at) => at + 1).filter(isWanted);

describe('a test of rows', () => {
  it('takes any number of lists, more than fit into one union', () => {
    const database = library();
    const lists = Array.from({ length: 1_001 }, (_, at) => among('select ?', at + 1));
    expect(rowsOf(database, either(lists))).toEqual(numbers((number) => number <= 1_001));
    expect(rowsOf(database, not(either(lists)))).toEqual(numbers((number) => number > 1_001));
  });

  it('asks for any of some categories once, beside what else is enough', () => {
    const database = library();
    const [lg, ai] = [inCategories(new Set(['cs.lg'])), inCategories(new Set(['cs.ai', 'cs.xx']))];
    const any = either([lg, ai, lg, inCategories(new Set())]);
    expect(any.values).toHaveLength(1);
    expect(rowsOf(database, any)).toEqual(numbers((number) => number % 4 < 2));
    expect(rowsOf(database, either([lg, among('select 3'), ai]))).toEqual(
      numbers((number) => number % 4 < 2 || number === 3),
    );
  });

  it('asks of several lists of categories only for those that hold no other', () => {
    const database = library();
    const [lg, cs] = [inCategories(new Set(['cs.lg'])), inCategories(new Set(['cs.lg', 'cs.ai']))];
    const narrow = both([cs, lg, lg, cs]);
    expect(narrow.values).toHaveLength(1);
    expect(rowsOf(database, narrow)).toEqual(numbers((number) => number % 4 === 0));
    // Of both, as it is in both.
    expect(rowsOf(database, both([lg, inCategories(new Set(['cs.ai'])), cs]))).toEqual([4]);
    expect(rowsOf(database, both([lg, inCategories(new Set())]))).toEqual([]);
    expect(rowsOf(database, both([lg, NONE]))).toEqual([]);
  });

  it('finds nothing by words that stand nowhere', () => {
    expect(rowsOf(library(), either([matching('topic', '"model"'), NONE]))).toEqual([]);
  });
});
