import type { Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

/** Who waits for a turn, and when the row was written, so that a clock that was set back can be told. */
export async function queueTurns(db: Transaction<Schema>): Promise<void> {
  await db.schema
    .alterTable('turns')
    .addColumn('waiting', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute();
  await db.schema
    .alterTable('turns')
    .addColumn('written_at', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
}
