import type { Transaction } from 'kysely';
import type { Rest, Subscriptions } from '../../core/digest/ports.ts';
import type { NewSubscription, Subscription } from '../../core/digest/subscription.ts';
import type { Schema } from '../schema.ts';
import type { Read, Transact } from '../turns.ts';
import { adopt } from './adopt.ts';
import { bodyOf, DONE, hold, openOf, openUpdate } from './delivery-rows.ts';
import { settleDigest, undoUnbegun } from './digest-rows.ts';
import { forget } from './forget.ts';
import { addWord, withdrawWords } from './owner-words.ts';
import { buildPlans } from './plans.ts';
import { leaveOutCopy } from './settle.ts';
import {
  asSubscription,
  insertSubscription,
  isThere,
  type SubscriptionRow,
  subscriptionRow,
  updateSubscription,
  writeRecord,
} from './subscription-rows.ts';
import { threadOf } from './threads.ts';

/** Subscriptions as rows of the library. */
export function buildSubscriptions(read: Read, transact: Transact): Subscriptions {
  return {
    ...buildPlans(read, transact),
    list: (place) =>
      read(async (db) => {
        const all = db.selectFrom('subscriptions').selectAll().orderBy('id');
        const rows =
          place === undefined
            ? all
            : all.where('platform', '=', place.platform).where('channel', '=', place.channel);
        return (await rows.execute()).map(asSubscription);
      }),
    get: (id) =>
      read(async (db) => {
        const row = await subscriptionRow(db, id);
        return row === undefined ? undefined : asSubscription(row);
      }),
    add: (wanted, record) =>
      transact(async (db) => {
        if (await isThere(db, wanted)) return undefined;
        const added = await insertSubscription(db, wanted);
        await writeRecord(db, added, record(added));
        return added;
      }),
    change: (id, work, record) =>
      transact(async (db) => {
        const row = await subscriptionRow(db, id);
        if (row === undefined) return undefined;
        const before = asSubscription(row);
        const wanted = work(before);
        if (wanted === undefined || (await becomesAnother(db, before, wanted))) return undefined;
        const { paused = before.paused, ...rest } = wanted;
        const changed = { ...rest, ...(paused === undefined ? {} : { paused }) };
        const after =
          paused === undefined || row.open_digest === null
            ? await updateSubscription(db, row, changed)
            : await holdBack(db, row, changed, row.open_digest);
        await writeRecord(db, after, record(after));
        return after;
      }),
    remove: (id, record) =>
      transact(async (db) => {
        const row = await subscriptionRow(db, id);
        if (row === undefined) return undefined;
        const removed = asSubscription(row);
        await db.deleteFrom('subscriptions').where('id', '=', id).execute();
        const { at, ...more } = record(removed);
        // What nobody can have seen is not told, so another subscription of the channel may tell it.
        if (row.open_digest !== null && (await undoUnbegun(db, row.open_digest)) === undefined) {
          await withdrawWords(db, row.open_digest);
          await giveUp(db, row.open_digest, at);
          await settleDigest(db, row.open_digest, at);
        }
        await writeRecord(db, removed, { at, ...more });
        return removed;
      }),
    resume: (id, rest, record) =>
      transact(async (db) => {
        const row = await subscriptionRow(db, id);
        if (row === undefined) return undefined;
        const { paused: _, ...running } = asSubscription(row);
        const resumed = await updateSubscription(db, row, running);
        const written = record(resumed);
        if (row.open_digest !== null) await goOn(db, row.open_digest, rest, written.at);
        await writeRecord(db, resumed, written);
        const now = await subscriptionRow(db, id);
        return now === undefined ? resumed : asSubscription(now);
      }),
    tellOwner: (id, word) =>
      transact(async (db) => {
        const row = await subscriptionRow(db, id);
        if (row !== undefined) await addWord(db, asSubscription(row), word);
      }),
    audit: (place, limit) =>
      read((db) =>
        db
          .selectFrom('audit')
          .select(['platform', 'channel', 'at', 'by', 'subscription', 'what'])
          .where('platform', '=', place.platform)
          .where('channel', '=', place.channel)
          .orderBy('id', 'desc')
          .limit(limit)
          .execute(),
      ),
    forget: (workspace) => transact((db) => forget(db, workspace)),
    adopt: (workspace, spaces) => transact((db) => adopt(db, workspace, spaces)),
  };
}

/** Two that were alike when their channels became one can still be changed otherwise. */
async function becomesAnother(
  db: Transaction<Schema>,
  before: Subscription,
  wanted: NewSubscription,
): Promise<boolean> {
  if (wanted.kind === 'papers' || wanted.query === before.query) return false;
  return isThere(db, wanted, before.id);
}

/** A digest that has not begun is planned anew after the pause, and claims nothing until then; of another one the rest waits. */
async function holdBack(
  db: Transaction<Schema>,
  row: SubscriptionRow,
  wanted: NewSubscription,
  digest: number,
): Promise<Subscription> {
  const undone = await undoUnbegun(db, digest);
  if (undone !== undefined) return updateSubscription(db, row, { ...wanted, ...undone }, null);
  await hold(db, digest, 1);
  return updateSubscription(db, row, wanted);
}

/** Nothing more of a digest is posted. */
async function giveUp(db: Transaction<Schema>, digest: number, now: string): Promise<void> {
  await openUpdate(db, digest)
    .set({ ...DONE, state: 'failed', settled_at: now })
    .execute();
}

/** What is in doubt counts as posted. Nobody knows which message it is, so what could only go under it is left out. */
async function takeAsThere(db: Transaction<Schema>, digest: number, now: string): Promise<void> {
  const rows = await openOf(db, digest).selectAll().execute();
  const there = new Set(rows.filter(({ state }) => state === 'unproven').map(({ id }) => id));
  for (const row of rows) {
    const { under } = bodyOf(row);
    const above = under !== undefined && 'delivery' in under ? under.delivery : under?.or;
    const isBelow = above !== undefined && there.has(above) && (await threadOf(db, row)) === null;
    if (!there.has(row.id) && !isBelow) continue;
    const state = isBelow ? 'failed' : 'sent';
    await openUpdate(db, digest)
      .where('id', '=', row.id)
      .set({ ...DONE, state, settled_at: now })
      .execute();
    if (!isBelow && row.thread === null) await leaveOutCopy(db, row, now);
  }
}

async function goOn(db: Transaction<Schema>, digest: number, rest: Rest, now: string): Promise<void> {
  const inDoubt = openUpdate(db, digest).where('state', '=', 'unproven');
  if (rest === 'skip') await giveUp(db, digest, now);
  else if (rest === 'there') await takeAsThere(db, digest, now);
  else await inDoubt.set({ state: 'planned', doubt_at: null }).execute();
  await withdrawWords(db, digest);
  await openUpdate(db, digest).set({ held: 0, doubts: 0 }).execute();
  // One in doubt is looked for at its time: a message may be slow to show.
  await openUpdate(db, digest).where('state', '!=', 'unknown').set({ not_before: now }).execute();
  await settleDigest(db, digest, now);
}
