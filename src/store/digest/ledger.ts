import type { Transaction } from 'kysely';
import type { Ledger } from '../../core/digest/ports.ts';
import type { Place } from '../../core/digest/subscription.ts';
import type { Reply } from '../../core/reply.ts';
import { readJson } from '../json.ts';
import type { Schema } from '../schema.ts';
import type { Read, Transact } from '../turns.ts';
import { asDelivery, type DeliveryRow } from './delivery-rows.ts';
import { gate, settle } from './settle.ts';
import { asSubscription, subscriberOf } from './subscription-rows.ts';
import { threadOf } from './threads.ts';

/** The ledger as rows of the library. */
export function buildLedger(read: Read, transact: Transact): Ledger {
  return {
    waiting: (now, platforms, limit) =>
      read(async (db) => {
        const rows = await db
          .selectFrom('deliveries')
          .select(['platform', 'channel', (row) => row.fn.min('not_before').as('since')])
          .where((row) => row('open', '=', row.lit(1)))
          .where('held', '=', 0)
          .where('not_before', '<=', now)
          .where('platform', 'in', platforms)
          .groupBy(['platform', 'channel'])
          .orderBy('since')
          .limit(limit)
          .execute();
        return rows.map(({ platform, channel }) => ({ platform, channel }));
      }),
    take: (place, lease) =>
      transact(async (db) => {
        const row = await firstOf(db, place, lease.now);
        if (row === undefined || !isFree(row, lease.now)) return undefined;
        const task = row.state === 'planned' ? 'post' : 'look';
        const taken = {
          ...row,
          state: task === 'post' ? ('sending' as const) : row.state,
          attempts: row.attempts + 1,
          not_before: lease.until,
          holder: lease.holder,
          lease_until: lease.until,
          tried_at: row.tried_at ?? lease.now,
          doubt_at: task === 'post' ? null : (row.doubt_at ?? lease.now),
          thread: row.tried_at === null ? await threadOf(db, row) : row.thread,
        };
        await gate(db, row, lease.until);
        await db.updateTable('deliveries').set(taken).where('id', '=', row.id).execute();
        const subscriber = row.digest === null ? undefined : await subscriberOf(db, row.digest);
        const subscription = subscriber === undefined ? undefined : asSubscription(subscriber);
        return { task, delivery: asDelivery(taken, lease.now, subscription) };
      }),
    extend: (delivery, lease) =>
      transact(async (db) => {
        const done = await db
          .updateTable('deliveries')
          .set({ lease_until: lease.until, not_before: lease.until })
          .where('id', '=', delivery)
          .where('holder', '=', lease.holder)
          .executeTakeFirst();
        return done.numUpdatedRows === 1n;
      }),
    settle: (delivery, settlement, when) => transact((db) => settle(db, delivery, settlement, when)),
    takeWord: (platforms, { now, until }) =>
      transact(async (db) => {
        const row = await db
          .selectFrom('owner_words')
          .selectAll()
          .where('platform', 'in', platforms)
          .where((one) => one.or([one('not_before', 'is', null), one('not_before', '<=', now)]))
          // One that fails again and again keeps no other one waiting.
          .orderBy('tries')
          .orderBy('id')
          .limit(1)
          .executeTakeFirst();
        if (row === undefined) return undefined;
        const { id, platform, owner: user } = row;
        const counts = { tries: row.tries + 1, doubts: row.doubts + 1 };
        await db
          .updateTable('owner_words')
          .set({ ...counts, not_before: until })
          .where('id', '=', id)
          .execute();
        return { id, ...counts, platform, user, reply: readJson(row.reply, `word ${id}`) as Reply };
      }),
    wordLater: (id, notBefore, known) =>
      transact(async (db) => {
        await db
          .updateTable('owner_words')
          .set((row) => ({
            not_before: notBefore,
            doubts: row('doubts', '-', row.lit(known === 'unsaid' ? 1 : 0)),
          }))
          .where('id', '=', id)
          .execute();
      }),
    wordOver: (id) =>
      transact(async (db) => {
        await db.deleteFrom('owner_words').where('id', '=', id).execute();
      }),
  };
}

/** What comes first in a place; what waits for a person is passed by, unless it is time to look again. */
async function firstOf(
  db: Transaction<Schema>,
  { platform, channel }: Place,
  now: string,
): Promise<DeliveryRow | undefined> {
  return db
    .selectFrom('deliveries')
    .selectAll()
    .where((row) => row('open', '=', row.lit(1)))
    .where('platform', '=', platform)
    .where('channel', '=', channel)
    .where('held', '=', 0)
    .where((row) => row.or([row('state', '!=', 'unproven'), row('not_before', '<=', now)]))
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
}

function isFree(row: DeliveryRow, now: string): boolean {
  return (row.lease_until === null || row.lease_until <= now) && (row.not_before ?? '') <= now;
}
