import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { nodeSqliteDialect, whenFree } from '../../src/store/node-sqlite.ts';

const busy = Object.assign(new Error('database is locked'), { code: 'ERR_SQLITE_ERROR', errcode: 5 });

function memory(): Kysely<{ things: { id: number; name: string } }> {
  const db = new Kysely<{ things: { id: number; name: string } }>({
    dialect: nodeSqliteDialect(new DatabaseSync(':memory:'), 'test.db'),
  });
  onTestFinished(() => db.destroy());
  return db;
}

test('what is refused as busy is tried again until it passes', async () => {
  let tries = 0;
  const value = await whenFree(() => {
    tries += 1;
    if (tries < 3) throw busy;
    return 'passed';
  });
  expect([value, tries]).toEqual(['passed', 3]);
});

test('waiting ends at its limit, and other faults do not wait', async () => {
  const always = (error: Error) => (): never => {
    throw error;
  };
  await expect(whenFree(always(busy), 20)).rejects.toBe(busy);
  const other = new Error('no such table');
  await expect(whenFree(always(other))).rejects.toBe(other);
});

test('statements that return rows give rows, others the number of rows they changed', async () => {
  const db = memory();
  await sql`create table things (id integer primary key, name text)`.execute(db);
  const inserted = await db
    .insertInto('things')
    .values([
      { id: 1, name: 'a' },
      { id: 2, name: 'b' },
    ])
    .executeTakeFirstOrThrow();
  expect(inserted.numInsertedOrUpdatedRows).toBe(2n);
  const updated = await db
    .updateTable('things')
    .set({ name: 'c' })
    .where('id', '=', 2)
    .returningAll()
    .execute();
  expect(updated).toEqual([{ id: 2, name: 'c' }]);
  const streamed: unknown[] = [];
  for await (const row of db.selectFrom('things').select('name').stream()) streamed.push(row);
  expect(streamed).toEqual([{ name: 'a' }, { name: 'c' }]);
});

test('a value without a column type is refused', async () => {
  await expect(sql`select ${{ a: 1 }}`.execute(memory())).rejects.toThrow(
    'no column for a value of type object',
  );
});

test('a fault of the program keeps its own words', async () => {
  await expect(memory().selectFrom('things').selectAll().execute()).rejects.toThrow('no such table: things');
});
