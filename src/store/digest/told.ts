import type { Kysely } from 'kysely';
import type { Digest } from '../../core/digest/delivery.ts';
import type { ToldSoFar } from '../../core/digest/ports.ts';
import type { Place, Subscription } from '../../core/digest/subscription.ts';
import { chunks } from '../chunks.ts';
import type { Schema } from '../schema.ts';
import { asDigest } from './digest-rows.ts';

/** What the channels of subscriptions have been told (`Subscriptions.told`), in a few statements for hundreds of them. */
export async function readTold(
  db: Kysely<Schema>,
  subscriptions: readonly Subscription[],
): Promise<Map<number, ToldSoFar>> {
  const told = new Map<number, ToldSoFar>();
  for (const some of chunks(subscriptions)) {
    const ids = some.map(({ id }) => id);
    // In this order: a digest that comes in between makes the plan void, where it would be told again otherwise.
    const newest = await newestOf(db, ids);
    const reaching = Map.groupBy(await reachingOf(db, ids), keyOf);
    for (const subscription of some) {
      const { id, cursor, since, lookedUntil: inVain = since } = subscription;
      const digests = reaching.get(keyOf(subscription)) ?? [];
      const { newest: last, own } = newest.get(id) ?? {};
      told.set(id, {
        digests: digests.filter(({ upTo }) => upTo > cursor),
        newest: last,
        until: later(inVain, own?.until),
        lookedUntil: later(inVain, own?.lookedUntil ?? own?.until),
      });
    }
  }
  return told;
}

/** The digests that reach beyond the cursor of any subscription of their channel, the newest first. */
async function reachingOf(db: Kysely<Schema>, ids: readonly number[]): Promise<Digest[]> {
  const rows = await db
    .selectFrom('digests')
    .selectAll()
    .where('id', 'in', (one) =>
      one
        .selectFrom('subscriptions')
        .innerJoin('digests', (join) =>
          join
            .onRef('digests.platform', '=', 'subscriptions.platform')
            .onRef('digests.channel', '=', 'subscriptions.channel')
            .onRef('digests.up_to', '>', 'subscriptions.seen'),
        )
        .select('digests.id')
        .where('subscriptions.id', 'in', ids),
    )
    .orderBy('id', 'desc')
    .execute();
  return rows.map(asDigest);
}

/** By subscription: the newest digest of its channel, and the last one of its own. */
async function newestOf(
  db: Kysely<Schema>,
  ids: readonly number[],
): Promise<Map<number, { readonly newest: number | undefined; readonly own: Digest | undefined }>> {
  const rows = await db
    .selectFrom('subscriptions')
    .select([
      'id',
      (one) =>
        one
          .selectFrom('digests')
          .select((digest) => digest.fn.max('digests.id').as('newest'))
          .whereRef('digests.platform', '=', 'subscriptions.platform')
          .whereRef('digests.channel', '=', 'subscriptions.channel')
          .as('newest'),
      (one) =>
        one
          .selectFrom('digests')
          .select((digest) => digest.fn.max('digests.id').as('last'))
          .whereRef('digests.subscription', '=', 'subscriptions.id')
          .as('last'),
    ])
    .where('id', 'in', ids)
    .execute();
  const lasts = rows.flatMap(({ last }) => last ?? []);
  const bodies =
    lasts.length === 0 ? [] : await db.selectFrom('digests').selectAll().where('id', 'in', lasts).execute();
  const owns = new Map(bodies.map((row) => [row.id, asDigest(row)]));
  return new Map(
    rows.map(({ id, newest, last }) => [
      id,
      { newest: newest ?? undefined, own: last === null ? undefined : owns.get(last) },
    ]),
  );
}

function later(one: string, other = one): string {
  return one > other ? one : other;
}

function keyOf({ platform, channel }: Place): string {
  return `${platform} ${channel}`;
}
