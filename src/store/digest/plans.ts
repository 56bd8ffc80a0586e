import type { Kysely } from 'kysely';
import type { Subscriptions } from '../../core/digest/ports.ts';
import type { Place } from '../../core/digest/subscription.ts';
import { chunks } from '../chunks.ts';
import { createForms, padded } from '../forms.ts';
import type { Schema } from '../schema.ts';
import type { Read, Transact } from '../turns.ts';
import { openOf } from './delivery-rows.ts';
import { asDigest } from './digest-rows.ts';
import { setRight } from './set-right.ts';
import { asSubscription, subscriptionRow } from './subscription-rows.ts';
import { readTold } from './told.ts';
import { writePlans } from './write-plans.ts';

/** What is planned, and what was. */
export function buildPlans(
  read: Read,
  transact: Transact,
): Pick<
  Subscriptions,
  | 'due'
  | 'setRight'
  | 'told'
  | 'plan'
  | 'planAll'
  | 'history'
  | 'progress'
  | 'roots'
  | 'rooted'
  | 'broughtBy'
  | 'setRoot'
> {
  return {
    due: (now, limit) =>
      read(async (db) => {
        const rows = await db
          .selectFrom('subscriptions')
          .selectAll()
          .where('idle', '=', 0)
          .where('due_at', '<=', now)
          .orderBy('due_at')
          .orderBy('id')
          .limit(limit)
          .execute();
        return rows.map(asSubscription);
      }),
    setRight: (now, due) => transact((db) => setRight(db, now, due)),
    told: (subscriptions) => read((db) => readTold(db, subscriptions)),
    plan: (plan) => transact(async (db) => (await writePlans(db, [plan])).has(plan)),
    planAll: (plans) => transact((db) => writePlans(db, plans)),
    history: (place, limit) =>
      read(async (db) => {
        const rows = await digestsOf(db, place).orderBy('id', 'desc').limit(limit).execute();
        return rows.map(asDigest);
      }),
    progress: (subscription) =>
      read(async (db) => {
        const row = await subscriptionRow(db, subscription);
        const id = row?.open_digest ?? undefined;
        if (id === undefined) return undefined;
        const digest = await db.selectFrom('digests').selectAll().where('id', '=', id).executeTakeFirst();
        if (digest === undefined) return undefined;
        const open = await openOf(db, id).select(['state', 'doubt_at']).orderBy('id').execute();
        const sent = await db
          .selectFrom('deliveries')
          .select((count) => count.fn.countAll().as('number'))
          .where('digest', '=', id)
          .where('state', '=', 'sent')
          .executeTakeFirstOrThrow();
        const unproven = open.find(({ state }) => state === 'unproven');
        return {
          digest: asDigest(digest),
          sent: Number(sent.number),
          left: open.length,
          ...(row !== undefined && asSubscription(row).paused !== undefined ? { paused: true as const } : {}),
          ...(unproven === undefined ? {} : { unproven: { at: unproven.doubt_at ?? '' } }),
        };
      }),
    roots: (place, papers) =>
      read(async (db) => {
        const found = new Map<string, RootRow>();
        for (const some of chunks(papers).map(padded)) {
          const values = [place.platform, place.channel, ...some];
          const rows = await askForRoots(db, String(some.length), values, () =>
            rootsOf(db, place, some).compile(),
          );
          for (const row of rows) found.set(row.paper, row);
        }
        return found;
      }),
    rooted: ({ platform, channel }, since) =>
      read(async (db) => {
        const rows = await db
          .selectFrom('thread_roots')
          .select('paper')
          .where('platform', '=', platform)
          .where('channel', '=', channel)
          .where('at', '>=', since)
          .execute();
        return rows.map(({ paper }) => paper);
      }),
    broughtBy: (papers) =>
      read(async (db) => {
        const found = new Map<number, string[]>();
        for (const some of chunks(papers)) {
          const rows = await db
            .selectFrom('thread_roots')
            .select(['subscription', 'paper'])
            .where('paper', 'in', some)
            .where('subscription', 'is not', null)
            .execute();
          for (const { subscription, paper } of rows) {
            if (subscription === null) continue;
            const own = found.get(subscription);
            if (own === undefined) found.set(subscription, [paper]);
            else own.push(paper);
          }
        }
        return found;
      }),
    setRoot: ({ platform, channel }, { paper, message, at }) =>
      transact(async (db) => {
        await db
          .insertInto('thread_roots')
          .values({ platform, channel, paper, message, at, subscription: null })
          .onConflict((conflict) =>
            conflict.columns(['platform', 'channel', 'paper']).doUpdateSet({ message, at }),
          )
          .execute();
      }),
  };
}

type RootRow = Pick<Schema['thread_roots'], 'paper' | 'message' | 'at'>;

const askForRoots = createForms<RootRow>();

function rootsOf(db: Kysely<Schema>, { platform, channel }: Place, papers: readonly string[]) {
  return db
    .selectFrom('thread_roots')
    .select(['paper', 'message', 'at'])
    .where('platform', '=', platform)
    .where('channel', '=', channel)
    .where('paper', 'in', papers);
}

function digestsOf(db: Kysely<Schema>, { platform, channel }: Place) {
  return db.selectFrom('digests').selectAll().where('platform', '=', platform).where('channel', '=', channel);
}
