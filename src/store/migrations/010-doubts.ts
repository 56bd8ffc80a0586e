import type { Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

/** How often nobody knew whether a message was posted; and of a word about a message in doubt, the digest, as it ends with the doubt. */
export async function countDoubts(db: Transaction<Schema>): Promise<void> {
  await db.schema
    .alterTable('deliveries')
    .addColumn('doubts', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('owner_words').addColumn('digest', 'integer').execute();
}
