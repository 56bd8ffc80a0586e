import type { Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

/** A word to an owner that cannot be said now is said later, by one process. */
export async function letWordsWait(db: Transaction<Schema>): Promise<void> {
  for (const name of ['tries', 'doubts'])
    await db.schema
      .alterTable('owner_words')
      .addColumn(name, 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
  await db.schema.alterTable('owner_words').addColumn('not_before', 'text').execute();
}
