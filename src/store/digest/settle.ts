import { sql, type Transaction } from 'kysely';
import type { Settlement } from '../../core/digest/delivery.ts';
import type { Reply } from '../../core/reply.ts';
import type { Schema } from '../schema.ts';
import { bodyOf, type DeliveryRow, DONE, hold, openOf } from './delivery-rows.ts';
import { settleDigest, undoUnbegun } from './digest-rows.ts';
import { addWord, withdrawWords } from './owner-words.ts';
import {
  asSubscription,
  type SubscriptionRow,
  subscriberOf,
  updateSubscription,
} from './subscription-rows.ts';
import { threadBelow, threadOf, threadsBegun } from './threads.ts';

type When = { readonly holder: string; readonly now: string; readonly next: string };

/** In this time one word to an owner stands for all that is refused in a channel for the same reason. */
const ONE_WORD_MS = 86_400_000;
const FREE = { holder: null, lease_until: null } as const;

/** Writes down what came of a delivery; see the port. */
export async function settle(
  db: Transaction<Schema>,
  id: number,
  settlement: Settlement,
  when: When,
): Promise<boolean> {
  const row = await db.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined || row.open === 0) return false;
  if (row.holder !== when.holder && settlement.kind !== 'sent') return false;
  await gate(db, row, when.next);
  const { kind } = settlement;
  if (row.state === 'unproven' && row.digest !== null && kind !== 'unproven' && kind !== 'look')
    await letGo(db, row.digest);
  await write(db, row, settlement, when);
  if (row.digest !== null) await settleDigest(db, row.digest, when.now);
  return true;
}

async function write(
  db: Transaction<Schema>,
  row: DeliveryRow,
  settlement: Settlement,
  { now }: When,
): Promise<void> {
  switch (settlement.kind) {
    case 'sent':
      await takeRoots(db, row, settlement.id, now);
      if (row.thread === null) await leaveOutCopy(db, row, now);
      return update(db, row, { ...DONE, state: 'sent', message: settlement.id, settled_at: now });
    case 'again':
      return update(db, row, {
        ...FREE,
        state: 'planned',
        not_before: settlement.at,
        message: settlement.id ?? null,
        doubts: row.doubts + (settlement.refused === true ? 1 : 0),
      });
    case 'look': {
      const state = row.state === 'unproven' ? row.state : 'unknown';
      const doubts = row.state === 'sending' ? row.doubts + 1 : row.doubts;
      const doubt_at = row.doubt_at ?? now;
      return update(db, row, { ...FREE, state, not_before: settlement.at, doubts, doubt_at });
    }
    case 'unproven':
      if (row.digest === null) return fail(db, row, now);
      if (row.state !== 'unproven') await wait(db, row, row.digest, settlement.word);
      return update(db, row, { ...FREE, held: 0, state: 'unproven', not_before: settlement.at });
    case 'refused':
      if (row.digest === null) {
        const { by } = bodyOf(row);
        if (by !== undefined) await addWord(db, { platform: row.platform, owner: by }, settlement.word);
        return fail(db, row, now);
      }
      return refuse(db, row, row.digest, settlement, now);
    case 'rootless':
      if (settlement.full === true) return leaveOutThreads(db, row, now);
      return uproot(db, row, now);
  }
}

/**
 * Nothing of a place is to be done before this, but to look again for what waits for a person; and such a look, which only reads,
 * neither stops the others nor lets them go before their time.
 */
export async function gate(db: Transaction<Schema>, row: DeliveryRow, next: string): Promise<void> {
  if (row.state === 'unproven') return;
  await db
    .updateTable('deliveries')
    .set({ not_before: next })
    .where((one) => one('open', '=', one.lit(1)))
    .where('platform', '=', row.platform)
    .where('channel', '=', row.channel)
    .where('state', '!=', 'unproven')
    .execute();
}

async function takeRoots(db: Transaction<Schema>, row: DeliveryRow, id: string, now: string): Promise<void> {
  const { platform, channel } = row;
  const message = row.thread ?? id;
  const papers = [...new Set(bodyOf(row).papers)];
  if (papers.length === 0) return;
  const digest =
    row.digest === null
      ? undefined
      : await db.selectFrom('digests').select('subscription').where('id', '=', row.digest).executeTakeFirst();
  const subscription = digest?.subscription ?? null;
  const roots = papers.map((paper) => ({ platform, channel, paper, message, at: now, subscription }));
  await db
    .insertInto('thread_roots')
    .values(roots)
    // It stays where it is; where no query brought it, or one that is gone, the next one that does tells what becomes of it.
    .onConflict((conflict) =>
      conflict.columns(['platform', 'channel', 'paper']).doUpdateSet({
        subscription: sql<number | null>`case
          when exists (
            select 1 from subscriptions
            where subscriptions.id = thread_roots.subscription and subscriptions.kind = 'query'
          ) then thread_roots.subscription
          else coalesce(excluded.subscription, thread_roots.subscription)
        end`,
      }),
    )
    .execute();
}

/** Of news that came to the channel itself, as nothing was there to put it under, the copy for the channel is left out. */
export async function leaveOutCopy(db: Transaction<Schema>, row: DeliveryRow, now: string): Promise<void> {
  if (row.digest === null) return;
  const next = await openOf(db, row.digest)
    .selectAll()
    .where('id', '=', row.id + 1)
    .executeTakeFirst();
  if (next !== undefined && bodyOf(next).copy === true) await fail(db, next, now);
}

async function wait(db: Transaction<Schema>, row: DeliveryRow, digest: number, word: Reply): Promise<void> {
  await hold(db, digest, 1);
  const owner = await ownerOf(db, digest);
  if (owner !== undefined) await addWord(db, { platform: row.platform, owner, digest }, word);
}

/** The doubt is over, so the rest of the digest goes on; not while its subscription is paused. */
async function letGo(db: Transaction<Schema>, digest: number): Promise<void> {
  await withdrawWords(db, digest);
  const subscriber = await subscriberOf(db, digest);
  if (subscriber !== undefined && asSubscription(subscriber).paused === undefined) await hold(db, digest, 0);
}

async function refuse(
  db: Transaction<Schema>,
  row: DeliveryRow,
  digest: number,
  { reason, word, inDoubt, gone }: Extract<Settlement, { kind: 'refused' }>,
  now: string,
): Promise<void> {
  await update(
    db,
    row,
    inDoubt === true ? { ...FREE, state: 'unknown', doubt_at: now } : { ...FREE, state: 'planned' },
  );
  await hold(db, digest, 1);
  const subscriber = await subscriberOf(db, digest);
  if (subscriber === undefined) return;
  const before = asSubscription(subscriber);
  const silent = await wasTold(db, subscriber, reason, now);
  const undone = await undoUnbegun(db, digest);
  const paused = before.paused ?? { at: now, reason, ...(gone === undefined ? {} : { gone }) };
  const after = { ...before, ...undone, paused };
  await updateSubscription(db, subscriber, after, undone === undefined ? digest : null);
  if (!silent) await addWord(db, before, word);
}

/** Whether the owner has just heard that this channel takes no posts, and why: a subscription of theirs there was paused for it. */
async function wasTold(
  db: Transaction<Schema>,
  row: SubscriptionRow,
  reason: string,
  now: string,
): Promise<boolean> {
  const { owner, platform, channel, id } = asSubscription(row);
  const others = await db
    .selectFrom('subscriptions')
    .selectAll()
    .where('platform', '=', platform)
    .where('channel', '=', channel)
    .where('id', '!=', id)
    .execute();
  return others.map(asSubscription).some((other) => {
    if (other.owner !== owner || other.paused === undefined || other.paused.by !== undefined) return false;
    if (other.paused.reason !== reason) return false;
    return Date.parse(now) - Date.parse(other.paused.at) < ONE_WORD_MS;
  });
}

async function uproot(db: Transaction<Schema>, row: DeliveryRow, now: string): Promise<void> {
  const { under, ...body } = bodyOf(row);
  if (under === undefined || 'delivery' in under) return fail(db, row, now);
  if (under.or !== undefined && row.thread === (await threadBelow(db, under.or))) return fail(db, row, now);
  await db
    .deleteFrom('thread_roots')
    .where('platform', '=', row.platform)
    .where('channel', '=', row.channel)
    .where('paper', '=', under.paper)
    .where('message', '=', row.thread ?? '')
    .execute();
  const papers = [...new Set([...body.papers, under.paper])];
  const free = { ...FREE, thread: null, state: 'planned' as const };
  await update(db, row, { ...free, body: JSON.stringify({ ...body, papers }) });
}

/** What of a digest would open a thread is left out with this; a thread in which something of ours stands takes more. */
async function leaveOutThreads(db: Transaction<Schema>, row: DeliveryRow, now: string): Promise<void> {
  await fail(db, row, now);
  if (row.digest === null) return;
  const begun = await threadsBegun(db, row);
  const rest = await openOf(db, row.digest).selectAll().where('tried_at', 'is', null).execute();
  for (const one of rest) {
    const thread = await threadOf(db, one);
    if (thread !== null && !begun.has(thread)) await fail(db, one, now);
  }
}

async function fail(db: Transaction<Schema>, row: DeliveryRow, now: string): Promise<void> {
  await update(db, row, { ...DONE, state: 'failed', settled_at: now });
}

async function update(
  db: Transaction<Schema>,
  row: DeliveryRow,
  columns: Partial<DeliveryRow>,
): Promise<void> {
  await db.updateTable('deliveries').set(columns).where('id', '=', row.id).execute();
}

async function ownerOf(db: Transaction<Schema>, digest: number): Promise<string | undefined> {
  const subscriber = await subscriberOf(db, digest);
  return subscriber === undefined ? undefined : asSubscription(subscriber).owner;
}
