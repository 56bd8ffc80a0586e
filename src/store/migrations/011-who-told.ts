import { sql, type Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

/** Which subscription brought a paper to a channel first; whoever looks from a paper finds its channels. */
export async function rememberWhoTold(db: Transaction<Schema>): Promise<void> {
  await db.schema.alterTable('thread_roots').addColumn('subscription', 'integer').execute();
  // For this once; without, each message would be compared with all papers of its channel.
  await db.schema
    .createIndex('thread_roots_message')
    .on('thread_roots')
    .columns(['platform', 'channel', 'message'])
    .execute();
  await sql`
    update thread_roots set subscription = told.subscription
    from (
      select d.platform, d.channel, d.message, g.subscription
      from deliveries as d join digests as g on g.id = d.digest
      where d.message is not null
    ) as told
    where told.platform = thread_roots.platform and told.channel = thread_roots.channel
      and told.message = thread_roots.message
  `.execute(db);
  await db.schema.dropIndex('thread_roots_message').execute();
  await db.schema.createIndex('thread_roots_paper').on('thread_roots').column('paper').execute();
}
