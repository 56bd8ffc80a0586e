import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import type { Store } from '../core/ports.ts';
import { checkWritable, prepareFolder } from './folder.ts';
import { DATABASE_VERSION, migrate } from './migrate.ts';
import { nodeSqliteDialect, whenFree } from './node-sqlite.ts';
import type { Schema } from './schema.ts';
import { checkSqliteFile } from './sqlite-check.ts';
import { explainSqliteError } from './sqlite-errors.ts';
import { buildStore, type Engine } from './store.ts';

/** How long a read may wait inside SQLite. In WAL mode it only ever waits while another process opens or closes the file. */
const READ_WAIT_MS = 5_000;

/**
 * Opens the library in an SQLite file, makes it (and its folder) if it is missing, and brings it up to this release.
 * `:memory:` gives a library that is gone when closed; there, reads wait for a running transaction.
 *
 * @throws SetupError in words, with nothing written, when the file is damaged, newer than this release, or cannot be used
 */
export async function openSqliteStore(file: string): Promise<Store> {
  if (file === ':memory:') {
    const memory = connect(new DatabaseSync(file), 'in memory');
    await migrate(memory);
    return buildStore({ reads: memory, writes: memory, close: () => memory.destroy() });
  }
  const path = resolve(file);
  prepareFolder(dirname(path));
  checkWritable(path);
  const version = await checkSqliteFile(path);
  return buildStore(await openFile(path, version));
}

async function openFile(path: string, version: number): Promise<Engine> {
  let writer: DatabaseSync | undefined;
  try {
    // No waiting inside SQLite: see whenFree.
    const opened = new DatabaseSync(path, { timeout: 0, enableForeignKeyConstraints: true });
    writer = opened;
    await whenFree(() => prepareWriter(opened));
    const writes = connect(opened, path);
    // Asking first spares whoever only reads from waiting for the writers.
    if (version < DATABASE_VERSION) await migrate(writes);
    const reads = connect(new DatabaseSync(path, { readOnly: true, timeout: READ_WAIT_MS }), path);
    return { reads, writes, close: () => close(reads, writes) };
  } catch (error) {
    writer?.close();
    throw explainSqliteError(error, path);
  }
}

/**
 * WAL: reads go on while somebody writes. FULL: a commit is on the disk before it is reported, also when the power fails;
 * a paper that was announced in a channel must not become new again. That is one flush per commit, and commits are few.
 */
function prepareWriter(database: DatabaseSync): void {
  database.exec('pragma journal_mode = wal');
  database.exec('pragma synchronous = full');
}

function connect(database: DatabaseSync, name: string): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: nodeSqliteDialect(database, name) });
}

/** The writer goes last: SQLite then brings the log home and leaves one complete file, if nobody else has it open. */
async function close(reads: Kysely<Schema>, writes: Kysely<Schema>): Promise<void> {
  await reads.destroy();
  await writes.destroy();
}
