import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { Child } from './children/run.ts';
import { temporaryFolders } from './temporary.ts';

const newFolder = temporaryFolders();

function start(...values: ConstructorParameters<typeof Child>): Child {
  const child = new Child(...values);
  onTestFinished(() => child.kill());
  return child;
}

test('processes that make and write one library at once lose nothing', async () => {
  const file = join(newFolder(), 'library.db');
  const names = ['2402', '2403', '2404'];
  const writers = names.map((name) =>
    start(new URL('./children/writer.ts', import.meta.url), file, name, '20'),
  );
  for (const writer of writers) expect(await writer.line()).toBe('ready');
  for (const writer of writers) writer.send('go');
  for (const writer of writers) expect(await writer.line()).toBe('done');

  const store = await openSqliteStore(file);
  expect((await store.get(['2401.00001'])).get('2401.00001')?.paper.title).toBe('60');
  expect((await store.facts()).papers).toBe(61);
  expect(await store.lastSeq()).toBe(180);
  // Each transaction took one number for its change and two for its papers.
  expect((await store.changesAfter(0, 1000)).map(({ seq }) => seq)).toEqual(
    Array.from({ length: 60 }, (_, index) => 1 + 3 * index),
  );
  await store.close();
});

test('processes that cite at once never give a key twice, nor two keys to one paper', async () => {
  const file = join(newFolder(), 'library.db');
  await (await openSqliteStore(file)).close();
  const ids = Array.from({ length: 30 }, (_, index) => `2401.000${index + 10}`);
  const orders = [ids, ids.toReversed(), ids.toSorted((a, b) => Number(a.at(-1)) - Number(b.at(-1)))];
  const citers = orders.map((order) =>
    start(new URL('./children/citer.ts', import.meta.url), file, ...order),
  );
  for (const citer of citers) expect(await citer.line()).toBe('ready');
  for (const citer of citers) citer.send('go');
  const told = await Promise.all(
    citers.map(async (citer, index) => {
      const keys = (await citer.line()).split(' ');
      return Object.fromEntries((orders[index] ?? []).map((id, place) => [id, keys[place]]));
    }),
  );
  expect(told[1]).toEqual(told[0]);
  expect(told[2]).toEqual(told[0]);
  expect(new Set(Object.values(told[0] ?? {})).size).toBe(30);
});

test('a process killed inside a transaction leaves the former state', async () => {
  const file = join(newFolder(), 'library.db');
  const former = { paper: { id: '2401.00001', title: 'Former' }, sightings: {} };
  const before = await openSqliteStore(file);
  await before.transaction((writer) => writer.put([former], [], '2026-11-23T09:00:00.000Z'));
  await before.close();

  const child = start(new URL('./children/halfway.ts', import.meta.url), file);
  expect(await child.line()).toBe('inside');
  await child.kill();

  const store = await openSqliteStore(file);
  expect(await store.lastSeq()).toBe(1);
  expect(await store.get(['2401.00001', '2402.10000'])).toEqual(new Map([['2401.00001', former]]));
  expect(await store.changesAfter(0, 10)).toEqual([]);
  await store.transaction((writer) => writer.put([former], [], '2026-11-23T09:00:00.000Z'));
  expect(await store.lastSeq()).toBe(2);
  await store.close();
  const database = new DatabaseSync(file);
  expect(database.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
  database.close();
});
