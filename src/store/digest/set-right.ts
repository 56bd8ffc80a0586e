import type { Transaction } from 'kysely';
import type { Subscription } from '../../core/digest/subscription.ts';
import type { Schema } from '../schema.ts';
import { asSubscription, updateSubscription } from './subscription-rows.ts';

/** Neither a message nor a word waits longer for its next try; see `restAfter`, and what platforms ask for. */
const LONGEST_WAIT_MS = 3 * 3_600_000;

/** See `Subscriptions.setRight`. */
export async function setRight(
  db: Transaction<Schema>,
  now: string,
  due: (subscription: Subscription) => string,
): Promise<void> {
  for (const row of await db.selectFrom('subscriptions').selectAll().where('due_at', '>', now).execute()) {
    const subscription = asSubscription(row);
    const dueAt = due(subscription);
    if (dueAt < subscription.dueAt) await updateSubscription(db, row, { ...subscription, dueAt });
  }
  const latest = new Date(Date.parse(now) + LONGEST_WAIT_MS).toISOString();
  const open = () => db.updateTable('deliveries').where((row) => row('open', '=', row.lit(1)));
  await open().set({ not_before: now }).where('not_before', '>', latest).execute();
  await open().set({ lease_until: now }).where('lease_until', '>', latest).execute();
  await db.updateTable('owner_words').set({ not_before: now }).where('not_before', '>', latest).execute();
}
