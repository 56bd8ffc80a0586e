import type { Transaction } from 'kysely';
import type { Reply } from '../../core/reply.ts';
import type { Schema } from '../schema.ts';
import { takeNumbers } from '../sequence.ts';

/** Something is to be said to a person; `digest` where that is to be decided of a message of it that is in doubt. */
export async function addWord(
  db: Transaction<Schema>,
  { platform, owner, digest = null }: { platform: string; owner: string; digest?: number | null },
  word: Reply,
): Promise<void> {
  const id = await takeNumbers(db, 1, 'words');
  await db
    .insertInto('owner_words')
    .values({ id, platform, owner, digest, reply: JSON.stringify(word) })
    .execute();
}

/** Nothing of the digest is in doubt any more, so nobody needs to be asked. */
export async function withdrawWords(db: Transaction<Schema>, digest: number): Promise<void> {
  await db.deleteFrom('owner_words').where('digest', '=', digest).execute();
}
