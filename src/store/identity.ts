import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** The random text given to the database when it was made. A copy of a database has the identity of its original. */
export async function readIdentity(db: Kysely<Schema>): Promise<string> {
  const row = await db.selectFrom('library').select('identity').executeTakeFirstOrThrow();
  return row.identity;
}
