import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { KnownPaper } from '../../src/core/paper.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { storeContract } from '../contract/store.ts';
import { temporaryFolders } from './temporary.ts';

const AT = '2026-11-23T09:00:00.000Z';
const PAPER: KnownPaper = { paper: { id: '2401.00001', title: 'Kept' }, sightings: {} };
const newFolder = temporaryFolders();

storeContract('SQLite file', () => openSqliteStore(join(newFolder(), 'library.db')));
storeContract('SQLite in memory', () => openSqliteStore(':memory:'));

test('what was written is there when the file is opened again, under the same identity', async () => {
  const file = join(newFolder(), 'library.db');
  const first = await openSqliteStore(file);
  const identity = await first.identity();
  await first.transaction((writer) => writer.put([PAPER], [], AT));
  await first.close();
  const second = await openSqliteStore(file);
  expect(await second.get(['2401.00001'])).toEqual(new Map([['2401.00001', PAPER]]));
  expect(await second.identity()).toBe(identity);
  await second.close();
});

test('a missing folder is made, with those above it', async () => {
  const file = join(newFolder(), 'group', 'data', 'library.db');
  const store = await openSqliteStore(file);
  await store.close();
  expect(existsSync(file)).toBe(true);
});

test('closing leaves one file that is whole by itself', async () => {
  const folder = newFolder();
  const store = await openSqliteStore(join(folder, 'library.db'));
  await store.transaction((writer) => writer.put([PAPER], [], AT));
  await store.close();
  expect(readdirSync(folder)).toEqual(['library.db']);
});

test('an empty file becomes a library', async () => {
  const file = join(newFolder(), 'library.db');
  new DatabaseSync(file).close();
  const store = await openSqliteStore(file);
  expect(await store.lastSeq()).toBe(0);
  await store.close();
});

test('reads see the committed state while a transaction runs, and do not wait for it', async () => {
  const store = await openSqliteStore(join(newFolder(), 'library.db'));
  await store.transaction(async (writer) => {
    await writer.put([PAPER], [], AT);
    expect(await store.lastSeq()).toBe(0);
    expect(await store.get(['2401.00001'])).toEqual(new Map());
  });
  expect(await store.lastSeq()).toBe(1);
  await store.close();
});

test('a library that only is read opens while another writer is at work', async () => {
  const file = join(newFolder(), 'library.db');
  const busy = await openSqliteStore(file);
  await busy.transaction(async (writer) => {
    await writer.put([PAPER], [], AT);
    const reader = await openSqliteStore(file);
    expect(await reader.lastSeq()).toBe(0);
    await reader.close();
  });
  await busy.close();
});

test('two stores of one process on one file take turns', async () => {
  const file = join(newFolder(), 'library.db');
  const stores = await Promise.all([openSqliteStore(file), openSqliteStore(file)]);
  await Promise.all(
    [...stores, ...stores].map((store) =>
      store.transaction(async (writer) => {
        const seen = (await writer.get(['2401.00001'])).get('2401.00001')?.paper.title ?? '';
        await new Promise((done) => setTimeout(done, 5));
        await writer.put([{ ...PAPER, paper: { id: '2401.00001', title: `${seen}+` } }], [], AT);
      }),
    ),
  );
  expect((await stores[0]?.get(['2401.00001']))?.get('2401.00001')?.paper.title).toBe('++++');
  await Promise.all(stores.map((store) => store.close()));
});

test('counting never reads the texts', async () => {
  const file = join(newFolder(), 'library.db');
  await (await openSqliteStore(file)).close();
  const database = new DatabaseSync(file);
  const plan = (sql: string): string =>
    String(
      database
        .prepare(`explain query plan ${sql}`)
        .all()
        .map((row) => row['detail']),
    );
  expect(plan('select count(*), sum(abstract_cut), sum(authors_cut), sum(withdrawn) from papers')).toContain(
    'COVERING INDEX papers_flags',
  );
  expect(plan('select source, count(*), max(seen_at) from paper_sources group by source')).toContain(
    'COVERING INDEX paper_sources_seen',
  );
  database.close();
});
