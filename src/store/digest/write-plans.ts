import type { Transaction } from 'kysely';
import type { DigestPlan } from '../../core/digest/delivery.ts';
import { chunks } from '../chunks.ts';
import type { Schema } from '../schema.ts';
import { addDeliveries } from './delivery-rows.ts';
import { insertDigests } from './digest-rows.ts';
import { asSubscription, type SubscriptionRow, updateSubscriptions } from './subscription-rows.ts';

/** Writes those plans that are not void (see `Subscriptions.plan`), in a few statements for all of them; returns them. */
export async function writePlans(
  db: Transaction<Schema>,
  plans: readonly DigestPlan[],
): Promise<ReadonlySet<DigestPlan>> {
  const rows = new Map<number, Subscriber>();
  for (const some of chunks(plans)) for (const row of await subscribersOf(db, some)) rows.set(row.id, row);
  const valid = new Map<DigestPlan, SubscriptionRow>();
  const given = new Set<string>();
  for (const plan of plans) {
    const { id, revision, platform, channel } = plan.subscription;
    const row = rows.get(id);
    const place = `${platform} ${channel}`;
    if (row === undefined || row.idle === 1 || row.revision !== revision) continue;
    if ((row.newest ?? undefined) !== plan.newest || given.has(place)) continue;
    // Of two plans for one subscription, or for one channel, the second is as void as if it came later.
    rows.delete(id);
    if (plan.posts.length > 0) given.add(place);
    valid.set(plan, row);
  }
  const numbers = await insertDigests(
    db,
    [...valid.keys()].filter(({ posts }) => posts.length > 0),
  );
  await addDeliveries(
    db,
    [...numbers].map(([plan, digest]) => {
      const { subscription: place, plannedAt, posts } = plan;
      return { place, plannedAt, posts, digest };
    }),
  );
  await updateSubscriptions(
    db,
    [...valid].map(([plan, before]) => {
      const { dueAt, upTo: cursor, lookedUntil, plannedAt } = plan;
      const planned = { ...asSubscription(before), dueAt, plannedAt };
      const digest = numbers.get(plan);
      return digest === undefined
        ? { before, wanted: { ...planned, cursor, lookedUntil }, openDigest: before.open_digest }
        : { before, wanted: planned, openDigest: digest };
    }),
  );
  return new Set(valid.keys());
}

/** A subscription's row, and the number of the newest digest of its channel. */
type Subscriber = SubscriptionRow & { readonly newest: number | null };

async function subscribersOf(db: Transaction<Schema>, plans: readonly DigestPlan[]): Promise<Subscriber[]> {
  return db
    .selectFrom('subscriptions')
    .selectAll()
    .select((one) =>
      one
        .selectFrom('digests')
        .select((digest) => digest.fn.max('digests.id').as('newest'))
        .whereRef('digests.platform', '=', 'subscriptions.platform')
        .whereRef('digests.channel', '=', 'subscriptions.channel')
        .as('newest'),
    )
    .where(
      'id',
      'in',
      plans.map(({ subscription }) => subscription.id),
    )
    .execute();
}
