import type { Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

/** Citation keys: one per paper, and no two papers with the same. */
export async function createCitationKeys(db: Transaction<Schema>): Promise<void> {
  await db.schema
    .createTable('citation_keys')
    .addColumn('paper_id', 'text', (column) => column.primaryKey())
    .addColumn('citation_key', 'text', (column) => column.notNull().unique())
    .execute();
}
