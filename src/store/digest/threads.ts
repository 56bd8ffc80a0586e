import type { Transaction } from 'kysely';
import type { Place } from '../../core/digest/subscription.ts';
import type { Schema } from '../schema.ts';
import { bodyOf, type DeliveryRow } from './delivery-rows.ts';

/** The message under which it goes; null where there is no such message, or nobody knows which one it is. */
export async function threadOf(db: Transaction<Schema>, row: DeliveryRow): Promise<string | null> {
  const { under } = bodyOf(row);
  if (under === undefined) return null;
  if ('delivery' in under) return threadBelow(db, under.delivery);
  const root = await db
    .selectFrom('thread_roots')
    .select('message')
    .where('platform', '=', row.platform)
    .where('channel', '=', row.channel)
    .where('paper', '=', under.paper)
    .executeTakeFirst();
  return root?.message ?? (under.or === undefined ? null : threadBelow(db, under.or));
}

/** Of a message that stands under another one itself, that one. */
export async function threadBelow(db: Transaction<Schema>, delivery: number): Promise<string | null> {
  const above = await db
    .selectFrom('deliveries')
    .select(['thread', 'message'])
    .where('id', '=', delivery)
    .executeTakeFirst();
  return above?.thread ?? above?.message ?? null;
}

/** The messages of a channel under which something was posted. */
export async function threadsBegun(
  db: Transaction<Schema>,
  { platform, channel }: Place,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('deliveries')
    .select('thread')
    .distinct()
    .where('platform', '=', platform)
    .where('channel', '=', channel)
    .where('state', '=', 'sent')
    .execute();
  return new Set(rows.flatMap(({ thread }) => thread ?? []));
}
