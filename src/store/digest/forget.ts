import type { Transaction } from 'kysely';
import type { Workspace } from '../../core/digest/subscription.ts';
import { beginsWith } from '../begins-with.ts';
import type { Schema } from '../schema.ts';

const OF_CHANNELS = ['subscriptions', 'audit', 'digests', 'deliveries', 'thread_roots'] as const;

/** Deletes all rows of a workspace's channels, and what was to be said to its people. */
export async function forget(db: Transaction<Schema>, { platform, within }: Workspace): Promise<void> {
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
