import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.ts';

/** The one sequence of papers and changes is `library`; the others number what people and posts are named by. */
export type SequenceName = 'library' | 'subscriptions' | 'audit' | 'digests' | 'deliveries' | 'words';

/**
 * Takes the next `count` numbers; returns the first of them. As the counter is a row of the same transaction, a rollback
 * gives the numbers back and later numbers are always committed later: there are no gaps and nobody can skip one.
 */
export async function takeNumbers(
  db: Transaction<Schema>,
  count: number,
  name: SequenceName = 'library',
): Promise<number> {
  const { value } = await db
    .updateTable('sequences')
    .set((row) => ({ value: row('value', '+', count) }))
    .where('name', '=', name)
    .returning('value')
    .executeTakeFirstOrThrow();
  return value - count + 1;
}

/** The number last given; 0 when none was. */
export async function lastNumber(db: Kysely<Schema>): Promise<number> {
  const row = await db
    .selectFrom('sequences')
    .select('value')
    .where('name', '=', 'library' satisfies SequenceName)
    .executeTakeFirstOrThrow();
  return row.value;
}
