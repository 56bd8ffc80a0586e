import type { Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

/** Small things by space and key, some of them only for a while. */
export async function createNotes(db: Transaction<Schema>): Promise<void> {
  await db.schema
    .createTable('notes')
    .addColumn('space', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text')
    .addPrimaryKeyConstraint('notes_key', ['space', 'key'])
    .execute();
  await db.schema.createIndex('notes_expiry').on('notes').column('expires_at').execute();
}
