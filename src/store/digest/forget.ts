import type { Transaction } from 'kysely';
import type { Channels, Workspace } from '../../core/digest/subscription.ts';
import type { Reply } from '../../core/reply.ts';
import { beginsWith } from '../begins-with.ts';
import { chunks } from '../chunks.ts';
import { readJson } from '../json.ts';
import type { Schema } from '../schema.ts';

const OF_CHANNELS = ['subscriptions', 'audit', 'digests', 'deliveries', 'thread_roots'] as const;

/** Deletes all rows of a workspace's channels, and what was to be said to its people, or about its channels. */
export async function forget(db: Transaction<Schema>, gone: Workspace | Channels): Promise<void> {
  if ('channels' in gone) return forgetChannels(db, gone);
  const { platform, within } = gone;
  for (const table of OF_CHANNELS)
    await db
      .deleteFrom(table)
      .where('platform', '=', platform)
      .where(beginsWith('channel', within))
      .execute();
  await db
    .deleteFrom('owner_words')
    .where('platform', '=', platform)
    .where(beginsWith('owner', within))
    .execute();
}

async function forgetChannels(db: Transaction<Schema>, { platform, channels }: Channels): Promise<void> {
  for (const some of chunks(channels))
    for (const table of OF_CHANNELS)
      await db.deleteFrom(table).where('platform', '=', platform).where('channel', 'in', some).execute();
  const all = new Set(channels);
  const words = await db
    .selectFrom('owner_words')
    .select(['id', 'reply'])
    .where('platform', '=', platform)
    .execute();
  for (const { id, reply } of words) {
    const { about } = readJson(reply, `word ${id}`) as Reply;
    if (about !== undefined && all.has(about))
      await db.deleteFrom('owner_words').where('id', '=', id).execute();
  }
}
