import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { createForms, padded, rowsInto } from '../../src/store/forms.ts';
import { nodeSqliteDialect } from '../../src/store/node-sqlite.ts';
import type { Schema } from '../../src/store/schema.ts';

/** A database with one table, and how many statements that insert were prepared in it. */
function memory(): { readonly db: Kysely<Schema>; readonly prepared: () => number } {
  const database = new DatabaseSync(':memory:');
  database.exec('create table citation_keys (paper_id text, citation_key text default "none")');
  let prepared = 0;
  const prepare = database.prepare.bind(database);
  database.prepare = (sql) => {
    if (sql.startsWith('insert')) prepared += 1;
    return prepare(sql);
  };
  const db = new Kysely<Schema>({ dialect: nodeSqliteDialect(database, 'test.db') });
  onTestFinished(() => db.destroy());
  return { db, prepared: () => prepared };
}

test('rows of any number are written in their order, by a handful of statements', async () => {
  const { db, prepared } = memory();
  const insert = rowsInto('citation_keys');
  const all = [];
  for (let number = 0; number < 150; number += 7) {
    const rows = Array.from({ length: number }, (_, at) => ({
      paper_id: `${number}-${at}`,
      citation_key: `k${at}`,
    }));
    await db.transaction().execute((transaction) => insert(transaction, rows));
    all.push(...rows);
  }
  expect(await db.selectFrom('citation_keys').selectAll().execute()).toEqual(all);
  expect(prepared()).toBe(4);
});

test('rows of other columns are no rows of the columns before', async () => {
  const { db } = memory();
  const insert = rowsInto('citation_keys');
  await db.transaction().execute(async (transaction) => {
    await insert(transaction, [{ paper_id: 'a', citation_key: 'k' }]);
    await insert(transaction, [{ citation_key: 'l', paper_id: 'b' }]);
  });
  const rows = await db.selectFrom('citation_keys').select(['paper_id', 'citation_key']).execute();
  expect(rows).toEqual([
    { paper_id: 'a', citation_key: 'k' },
    { paper_id: 'b', citation_key: 'l' },
  ]);
});

test('a statement is built once for its key, and runs with new values each time', async () => {
  const { db } = memory();
  const ask = createForms<{ citation_key: string }>();
  let built = 0;
  const keyOf = (id: string) =>
    ask(db, 'one', [id], () => {
      built += 1;
      return db
        .selectFrom('citation_keys')
        .select('citation_key')
        .where('paper_id', '=', 'whatever')
        .compile();
    });
  await rowsInto('citation_keys')(db as never, [
    { paper_id: 'a', citation_key: 'k' },
    { paper_id: 'b', citation_key: 'l' },
  ]);
  expect([await keyOf('a'), await keyOf('b'), await keyOf('c')]).toEqual([
    [{ citation_key: 'k' }],
    [{ citation_key: 'l' }],
    [],
  ]);
  expect(built).toBe(1);
});

test('a list is made as long as the next power of two, by its last value', () => {
  expect(padded([])).toEqual([]);
  expect(padded([1])).toEqual([1]);
  expect(padded([1, 2, 3])).toEqual([1, 2, 3, 3]);
  expect(padded([1, 2, 3, 4, 5]).length).toBe(8);
});
