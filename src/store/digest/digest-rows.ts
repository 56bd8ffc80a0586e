import type { Selectable, Transaction } from 'kysely';
import type { Digest, DigestContent, DigestPlan } from '../../core/digest/delivery.ts';
import type { Subscription } from '../../core/digest/subscription.ts';
import { rowsInto } from '../forms.ts';
import { readJson } from '../json.ts';
import type { Schema } from '../schema.ts';
import { takeNumbers } from '../sequence.ts';
import { openOf } from './delivery-rows.ts';
import { shortIds, wholeIds } from './short-ids.ts';
import { asSubscription, subscriptionRow, updateSubscription } from './subscription-rows.ts';

type DigestRow = Selectable<Schema['digests']>;

/** What of a digest nobody asks for by it. */
type DigestBody = Pick<Digest, 'after' | 'from' | 'until' | 'lookedUntil' | 'content' | 'plannedAt'> & {
  /** ISO: since when its subscription was due. */
  readonly dueAt: string;
  /** From here on its subscription goes on once it is settled, as what another digest had claimed is to be told after all. */
  readonly back?: number;
};

export function asDigest(row: DigestRow): Digest {
  const { id, subscription, platform, channel } = row;
  const { dueAt: _, back: __, ...body } = digestBody(row);
  const settled = row.settled_at === null ? {} : { settledAt: row.settled_at };
  return { id, subscription, platform, channel, upTo: row.up_to, ...body, ...settled };
}

/** As it is kept; an earlier release kept lists of whole ids. */
type KeptBody = Omit<DigestBody, 'content'> & {
  readonly content: Omit<DigestContent, 'shown' | 'left'> & {
    readonly shown: string | readonly string[];
    readonly left: string | readonly string[];
  };
};

function digestBody({ id, body }: DigestRow): DigestBody {
  const { content, ...rest } = readJson(body, `digest ${id}`) as KeptBody;
  const idsOf = (kept: string | readonly string[]) => (typeof kept === 'string' ? wholeIds(kept) : kept);
  return { ...rest, content: { ...content, shown: idsOf(content.shown), left: idsOf(content.left) } };
}

function bodyText({ content, ...rest }: DigestBody): string {
  const { shown, left } = content;
  const kept: KeptBody = {
    ...rest,
    content: { ...content, shown: shortIds(shown), left: shortIds(left) },
  };
  return JSON.stringify(kept);
}

const insertRows = rowsInto('digests');

/** Writes planned digests down; returns the number of each. */
export async function insertDigests(
  db: Transaction<Schema>,
  plans: readonly DigestPlan[],
): Promise<ReadonlyMap<DigestPlan, number>> {
  if (plans.length === 0) return new Map();
  const first = await takeNumbers(db, plans.length, 'digests');
  const rows = plans.map(({ subscription, upTo, from, until, lookedUntil, content, plannedAt }, index) => {
    const { id: owner, platform, channel, cursor: after, dueAt } = subscription;
    const body: DigestBody = { after, from, until, lookedUntil, content, plannedAt, dueAt };
    const columns = { subscription: owner, platform, channel, up_to: upTo, settled_at: null };
    return { id: first + index, ...columns, body: bodyText(body) };
  });
  await insertRows(db, rows);
  return new Map(plans.map((plan, index) => [plan, first + index]));
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
  const cursor = digestBody(row).back ?? row.up_to;
  await updateSubscription(db, subscriber, { ...asSubscription(subscriber), cursor }, null);
}

/**
 * Forgets an open digest of which nothing can be in the channel, and gives its subscription back as it was before, which the caller
 * writes; other subscriptions of the channel go back to where it began, as they passed over what it was to tell. Undefined, with
 * nothing done, when some of it may be there.
 */
export async function undoUnbegun(
  db: Transaction<Schema>,
  id: number,
): Promise<Pick<Subscription, 'dueAt'> | undefined> {
  const begun = await db
    .selectFrom('deliveries')
    .select('id')
    .where('digest', '=', id)
    .where((one) => one.or([one('state', '!=', 'planned'), one('message', 'is not', null)]))
    .limit(1)
    .executeTakeFirst();
  const row = await db.selectFrom('digests').selectAll().where('id', '=', id).executeTakeFirst();
  if (begun !== undefined || row === undefined) return undefined;
  await db.deleteFrom('deliveries').where('digest', '=', id).execute();
  await db.deleteFrom('digests').where('id', '=', id).execute();
  const { after, dueAt } = digestBody(row);
  await goBack(db, row, after);
  return { dueAt };
}

/** Also those that are just being planned: their plans are void, as each is a revision on. */
async function goBack(db: Transaction<Schema>, undone: DigestRow, seq: number): Promise<void> {
  const others = await db
    .selectFrom('subscriptions')
    .selectAll()
    .where('platform', '=', undone.platform)
    .where('channel', '=', undone.channel)
    .where('id', '!=', undone.subscription)
    .execute();
  for (const row of others) {
    const subscription = asSubscription(row);
    await updateSubscription(db, row, { ...subscription, cursor: Math.min(subscription.cursor, seq) });
    if (row.open_digest !== null) await comeBack(db, row.open_digest, seq);
  }
}

async function comeBack(db: Transaction<Schema>, id: number, seq: number): Promise<void> {
  const row = await db.selectFrom('digests').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return;
  const body = digestBody(row);
  const back = Math.min(body.back ?? row.up_to, seq);
  await db
    .updateTable('digests')
    .set({ body: bodyText({ ...body, back }) })
    .where('id', '=', id)
    .execute();
}
