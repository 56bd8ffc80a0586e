import type { Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

/** What is remembered of each source that is followed. */
export async function createSourceStates(db: Transaction<Schema>): Promise<void> {
  await db.schema
    .createTable('source_states')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('body', 'text', (column) => column.notNull())
    .execute();
}
