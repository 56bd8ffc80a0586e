import type { Selectable, Transaction } from 'kysely';
import type { Digest, DigestPlan } from '../../core/digest/delivery.ts';
import { readJson } from '../json.ts';
import type { Schema } from '../schema.ts';
import { takeNumbers } from '../sequence.ts';
import { openOf } from './delivery-rows.ts';
import { asSubscription, subscriptionRow, updateSubscription } from './subscription-rows.ts';

export function asDigest(row: Selectable<Schema['digests']>): Digest {
  const { id, subscription, platform, channel } = row;
  const body = readJson(row.body, `digest ${id}`) as Pick<
    Digest,
    'after' | 'from' | 'until' | 'lookedUntil' | 'content' | 'plannedAt'
  >;
  const settled = row.settled_at === null ? {} : { settledAt: row.settled_at };
  return { id, subscription, platform, channel, upTo: row.up_to, ...body, ...settled };
}

/** Writes a planned digest down; returns its number. */
export async function insertDigest(db: Transaction<Schema>, plan: DigestPlan): Promise<number> {
  const { subscription, upTo, from, until, lookedUntil, content, plannedAt } = plan;
  const { id: owner, platform, channel, cursor: after } = subscription;
  const id = await takeNumbers(db, 1, 'digests');
  const body = JSON.stringify({ after, from, until, lookedUntil, content, plannedAt });
  const row = { id, subscription: owner, platform, channel, up_to: upTo, settled_at: null, body };
  await db.insertInto('digests').values(row).execute();
  return id;
}

/** Settles the digest and moves its subscription's cursor, if nothing of it is left to be done. */
export async function settleDigest(db: Transaction<Schema>, id: number, now: string): Promise<void> {
  const left = await openOf(db, id).select('id').limit(1).executeTakeFirst();
  if (left !== undefined) return;
  const row = await db.selectFrom('digests').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined || row.settled_at !== null) return;
  await db.updateTable('digests').set({ settled_at: now }).where('id', '=', id).execute();
  const subscriber = await subscriptionRow(db, row.subscription);
  if (subscriber?.open_digest !== id) return;
  await updateSubscription(db, subscriber, { ...asSubscription(subscriber), cursor: row.up_to }, null);
}

/** Forgets a digest of which nothing can be in the channel: no message of it was tried more often than this. False when there may be. */
export async function undoUnbegun(db: Transaction<Schema>, id: number, tries: number): Promise<boolean> {
  const begun = await db
    .selectFrom('deliveries')
    .select('id')
    .where('digest', '=', id)
    .where((one) =>
      one.or([one('state', 'in', ['sent', 'unknown', 'unproven']), one('attempts', '>', tries)]),
    )
    .limit(1)
    .executeTakeFirst();
  if (begun !== undefined) return false;
  await db.deleteFrom('deliveries').where('digest', '=', id).execute();
  await db.deleteFrom('digests').where('id', '=', id).execute();
  return true;
}
