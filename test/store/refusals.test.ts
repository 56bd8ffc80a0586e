import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { SetupError } from '../../src/core/errors.ts';
import { DATABASE_VERSION, migrate } from '../../src/store/migrate.ts';
import { nodeSqliteDialect } from '../../src/store/node-sqlite.ts';
import type { Schema } from '../../src/store/schema.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { checkSqliteFile } from '../../src/store/sqlite-check.ts';
import { buildStore } from '../../src/store/store.ts';
import { Child } from './children/run.ts';
import { temporaryFolders } from './temporary.ts';

const AT = '2026-11-23T09:00:00.000Z';
const newFolder = temporaryFolders();
let sound: Buffer;

beforeAll(async () => {
  const file = join(newFolder(), 'library.db');
  const store = await openSqliteStore(file);
  const papers = Array.from({ length: 200 }, (_, index) => ({
    paper: { id: `2401.${10000 + index}`, abstract: `abstract ${index} `.repeat(50) },
    sightings: {},
  }));
  await store.transaction((writer) => writer.put(papers, [], AT));
  await store.close();
  sound = readFileSync(file);
});

/** A library file with these bytes. */
function fileOf(bytes: Uint8Array | string): string {
  const file = join(newFolder(), 'library.db');
  writeFileSync(file, bytes);
  return file;
}

/** Bytes without any order, the same each time. */
function garbage(length: number): Buffer {
  const pieces: Buffer[] = [];
  for (let index = 0; index * 32 < length; index += 1)
    pieces.push(createHash('sha256').update(String(index)).digest());
  return Buffer.concat(pieces).subarray(0, length);
}

function withGarbage(start: number, length: number): Buffer {
  const bytes = Buffer.from(sound);
  garbage(length).copy(bytes, start);
  return bytes;
}

function hash(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** The words with which the file is refused. */
async function refusal(file: string): Promise<string> {
  const error: unknown = await openSqliteStore(file).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SetupError);
  return error instanceof Error ? error.message : '';
}

describe('a damaged file is refused in words that name it, and stays as it was', () => {
  test.each<[string, () => Uint8Array | string]>([
    ['nothing but garbage', () => garbage(20_000)],
    ['a few bytes', () => 'x'],
    ['a text', () => 'arXiv listing\n'.repeat(1000)],
    ['a file cut in half', () => sound.subarray(0, sound.length / 2)],
    ['a file cut inside a page', () => sound.subarray(0, sound.length - 1000)],
    ['a file cut inside its header', () => sound.subarray(0, 60)],
    ['garbage at the beginning', () => withGarbage(0, 50)],
    ['garbage in the table of tables', () => withGarbage(100, 2000)],
    ['garbage in the middle', () => withGarbage(40_000, 40_000)],
    ['zeros in the middle', () => Buffer.from(sound).fill(0, 40_960, 81_920)],
  ])('%s', async (_name, bytes) => {
    const file = fileOf(bytes());
    const before = hash(file);
    const words = await refusal(file);
    expect(words).toContain(file);
    expect(words).toMatch(/was not touched.*import the papers again.*restore a copy/);
    expect(hash(file)).toBe(before);
  });
});

test('a file too large for the full check is still refused when its end is missing', async () => {
  const file = fileOf(sound);
  expect(await checkSqliteFile(file, 0)).toBeGreaterThan(0);
  truncateSync(file, sound.length / 2);
  await expect(checkSqliteFile(file, 0)).rejects.toThrow(SetupError);
});

test('the database of another program is refused and stays as it was', async () => {
  const file = join(newFolder(), 'library.db');
  const other = new DatabaseSync(file);
  other.exec('create table papers (id text)');
  other.close();
  const before = hash(file);
  expect(await refusal(file)).toContain('not a Paperthread database');
  expect(hash(file)).toBe(before);
});

test('a library whose version cannot be read is refused as damaged', async () => {
  const file = fileOf(sound);
  const database = new DatabaseSync(file);
  database.exec('alter table database_version rename column version to other');
  database.close();
  expect(await refusal(file)).toContain('was not touched');
});

test('a library of a newer release is refused and stays as it was', async () => {
  const file = fileOf(sound);
  const database = new DatabaseSync(file);
  database.exec('update database_version set version = 9999');
  database.close();
  const before = hash(file);
  expect(await refusal(file)).toBe(
    `This library was written by a newer Paperthread (database version 9999, this release knows ${DATABASE_VERSION}). Update Paperthread; nothing was changed.`,
  );
  expect(hash(file)).toBe(before);
});

test('a row that is damaged inside is told by the id of its paper, and the others can be read', async () => {
  const file = fileOf(sound);
  const database = new DatabaseSync(file);
  database.exec(`update papers set paper = '{"id": "2401.1' where id = '2401.10007'`);
  database.exec(`update papers set sightings = '7' where id = '2401.10008'`);
  database.close();
  const store = await openSqliteStore(file);
  onTestFinished(() => store.close());
  await expect(store.get(['2401.10006', '2401.10007'])).rejects.toThrow('paper 2401.10007 cannot be read');
  await expect(store.get(['2401.10008'])).rejects.toThrow('paper 2401.10008 cannot be read');
  expect((await store.get(['2401.10006'])).size).toBe(1);
});

test('a folder in the place of the file is told in words', async () => {
  const file = join(newFolder(), 'library.db');
  mkdirSync(file);
  expect(await refusal(file)).toContain(`${file} cannot be opened. Check that it is a file`);
});

test('a file in the place of the folder is told in words', async () => {
  const file = fileOf('x');
  expect(await refusal(join(file, 'library.db'))).toContain('a file of that name is in the way');
});

describe.skipIf(process.platform === 'win32')('without the right to write', () => {
  async function openAsAnybody(file: string): Promise<string> {
    const child = new Child(new URL('./children/open.ts', import.meta.url), file);
    onTestFinished(() => child.kill());
    return await child.line();
  }

  test('a read-only file is told in words', async () => {
    const folder = newFolder();
    const file = join(folder, 'library.db');
    writeFileSync(file, sound);
    chmodSync(file, 0o444);
    chmodSync(folder, 0o777);
    expect(await openAsAnybody(file)).toContain(`SetupError: Paperthread may not write the file ${file}`);
    expect(readFileSync(file).equals(sound)).toBe(true);
  });

  test('a read-only folder is told in words', async () => {
    const folder = newFolder();
    chmodSync(folder, 0o555);
    const file = join(folder, 'library.db');
    expect(await openAsAnybody(file)).toContain(
      `SetupError: Paperthread may not write in the folder ${folder}`,
    );
    expect(await openAsAnybody(join(folder, 'data', 'library.db'))).toContain(
      'cannot be made (no permission)',
    );
  });
});

test('a full disk is told in words, what was being saved is undone, and the store goes on', async () => {
  const database = new DatabaseSync(':memory:');
  const db = new Kysely<Schema>({ dialect: nodeSqliteDialect(database, 'library.db') });
  await migrate(db);
  const store = buildStore({ reads: db, writes: db, close: () => db.destroy() });
  onTestFinished(() => store.close());
  database.exec('pragma max_page_count = 60');
  const papers = Array.from({ length: 500 }, (_, index) => ({
    paper: { id: `2401.${10000 + index}`, abstract: 'long '.repeat(200) },
    sightings: {},
  }));
  const saving = store.transaction((writer) => writer.put(papers, [], AT));
  await expect(saving).rejects.toThrow('The disk is full: the library library.db cannot grow');
  await expect(saving).rejects.toBeInstanceOf(SetupError);
  expect(await store.lastSeq()).toBe(0);
  await store.transaction((writer) => writer.put(papers.slice(0, 1), [], AT));
  expect(await store.lastSeq()).toBe(1);
});
