import type { Kysely, Transaction } from 'kysely';
import { SetupError } from '../core/errors.ts';
import { createLibrary } from './migrations/001-library.ts';
import { createTurns } from './migrations/002-turns.ts';
import { createSourceStates } from './migrations/003-source-states.ts';
import { createNotes } from './migrations/004-notes.ts';
import { queueTurns } from './migrations/005-turn-queue.ts';
import { createCitationKeys } from './migrations/006-citation-keys.ts';
import { createSubscriptions } from './migrations/007-subscriptions.ts';
import { createLedger } from './migrations/008-ledger.ts';
import { letWordsWait } from './migrations/009-words-wait.ts';
import { countDoubts } from './migrations/010-doubts.ts';
import { rememberWhoTold } from './migrations/011-who-told.ts';
import type { Schema } from './schema.ts';

/** In order, never reordered and never edited once released: a database's version is how many of these it has seen. */
const MIGRATIONS: readonly ((db: Transaction<Schema>) => Promise<void>)[] = [
  createLibrary,
  createTurns,
  createSourceStates,
  createNotes,
  queueTurns,
  createCitationKeys,
  createSubscriptions,
  createLedger,
  letWordsWait,
  countDoubts,
  rememberWhoTold,
];

/** The database version this release writes. */
export const DATABASE_VERSION = MIGRATIONS.length;

/**
 * Brings a database up to this release, one transaction per step, each of which asks anew where the database stands: of two
 * processes that start at once one waits and then finds the work done.
 *
 * @param takeTurn makes a transaction wait for the writers before it, where the engine does not do so when one begins
 * @throws SetupError when a newer release wrote the database
 */
export async function migrate(
  db: Kysely<Schema>,
  takeTurn?: (transaction: Transaction<Schema>) => Promise<void>,
): Promise<void> {
  let version: number;
  do {
    version = await db.transaction().execute(async (transaction) => {
      await takeTurn?.(transaction);
      return await step(transaction);
    });
  } while (version < DATABASE_VERSION);
}

/** @throws SetupError when the version is newer than this release */
export function refuseNewer(version: number): void {
  if (version <= DATABASE_VERSION) return;
  throw new SetupError(
    `This library was written by a newer Paperthread (database version ${version}, this release knows ${DATABASE_VERSION}). ` +
      'Update Paperthread; nothing was changed.',
  );
}

async function step(transaction: Transaction<Schema>): Promise<number> {
  await transaction.schema
    .createTable('database_version')
    .ifNotExists()
    .addColumn('version', 'integer', (column) => column.notNull())
    .execute();
  const row = await transaction.selectFrom('database_version').select('version').executeTakeFirst();
  const version = row?.version ?? 0;
  refuseNewer(version);
  const next = MIGRATIONS[version];
  if (next === undefined) return version;
  await next(transaction);
  if (row === undefined) await transaction.insertInto('database_version').values({ version: 1 }).execute();
  else
    await transaction
      .updateTable('database_version')
      .set({ version: version + 1 })
      .execute();
  return version + 1;
}
