import type { Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

/** Turns that processes take with a service that wants one request at a time. */
export async function createTurns(db: Transaction<Schema>): Promise<void> {
  await db.schema
    .createTable('turns')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('holder', 'text', (column) => column.notNull())
    .addColumn('held_until', 'text', (column) => column.notNull())
    .addColumn('not_before', 'text', (column) => column.notNull())
    .execute();
}
