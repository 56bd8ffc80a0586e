import type { Kysely, Selectable, Transaction } from 'kysely';
import type { AuditRecord } from '../../core/digest/ports.ts';
import type { NewSubscription, Place, Subscription } from '../../core/digest/subscription.ts';
import { rowsInto } from '../forms.ts';
import { readJson } from '../json.ts';
import type { Schema } from '../schema.ts';
import { takeNumbers } from '../sequence.ts';
import { addDeliveries } from './delivery-rows.ts';

export type SubscriptionRow = Selectable<Schema['subscriptions']>;

export function asSubscription(row: SubscriptionRow): Subscription {
  const rest = readJson(row.body, `subscription ${row.id}`) as Omit<
    NewSubscription,
    'platform' | 'channel' | 'kind' | 'query' | 'cursor' | 'dueAt'
  >;
  const { id, platform, channel, query, revision } = row;
  const kind = row.kind === 'papers' ? 'papers' : 'query';
  return { ...rest, id, platform, channel, kind, query, cursor: row.seen, dueAt: row.due_at, revision };
}

export async function subscriptionRow(db: Kysely<Schema>, id: number): Promise<SubscriptionRow | undefined> {
  return db.selectFrom('subscriptions').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The subscription of a digest, unless it is gone. */
export async function subscriberOf(db: Kysely<Schema>, digest: number): Promise<SubscriptionRow | undefined> {
  const row = await db
    .selectFrom('digests')
    .select('subscription')
    .where('id', '=', digest)
    .executeTakeFirst();
  return row === undefined ? undefined : subscriptionRow(db, row.subscription);
}

/** Writes it as a new row. */
export async function insertSubscription(
  db: Transaction<Schema>,
  wanted: NewSubscription,
): Promise<Subscription> {
  const id = await takeNumbers(db, 1, 'subscriptions');
  const row = { id, revision: 1, open_digest: null, ...columnsOf(wanted, null) };
  await db.insertInto('subscriptions').values(row).execute();
  return asSubscription(row);
}

/** Puts it in the place of the row, one revision on. */
export async function updateSubscription(
  db: Transaction<Schema>,
  before: SubscriptionRow,
  wanted: NewSubscription,
  openDigest: number | null = before.open_digest,
): Promise<Subscription> {
  const row = nextRow({ before, wanted, openDigest });
  await db.updateTable('subscriptions').set(row).where('id', '=', before.id).execute();
  return asSubscription(row);
}

/** A subscription as it is to be, with its open digest, in the place of the row. */
type NextSubscription = {
  readonly before: SubscriptionRow;
  readonly wanted: NewSubscription;
  readonly openDigest: number | null;
};

/** Does so for many, in few statements: where they are and what they are about stays as it was. */
export async function updateSubscriptions(
  db: Transaction<Schema>,
  all: readonly NextSubscription[],
): Promise<void> {
  await overwriteRows(db, all.map(nextRow));
}

const overwriteRows = rowsInto('subscriptions', (insert) =>
  insert.onConflict((conflict) =>
    conflict.column('id').doUpdateSet((row) => ({
      seen: row.ref('excluded.seen'),
      due_at: row.ref('excluded.due_at'),
      idle: row.ref('excluded.idle'),
      open_digest: row.ref('excluded.open_digest'),
      revision: row.ref('excluded.revision'),
      body: row.ref('excluded.body'),
    })),
  ),
);

function nextRow({ before, wanted, openDigest }: NextSubscription): SubscriptionRow {
  return {
    id: before.id,
    revision: before.revision + 1,
    open_digest: openDigest,
    ...columnsOf(wanted, openDigest),
  };
}

/** Whether the place has the same query, or follows papers, in another subscription than this one. */
export async function isThere(
  db: Transaction<Schema>,
  { platform, channel, kind, query }: NewSubscription,
  but = 0,
): Promise<boolean> {
  const same = db
    .selectFrom('subscriptions')
    .select('id')
    .where('platform', '=', platform)
    .where('channel', '=', channel)
    .where('kind', '=', kind)
    .where('id', '!=', but);
  const found = await (kind === 'papers' ? same : same.where('query', '=', query)).executeTakeFirst();
  return found !== undefined;
}

/** Writes down who did what, and plans the line that tells the channel. */
export async function writeRecord(
  db: Transaction<Schema>,
  { platform, channel, id: subscription }: Place & { readonly id: number },
  { by, at, what, notice }: AuditRecord,
): Promise<void> {
  const id = await takeNumbers(db, 1, 'audit');
  await db.insertInto('audit').values({ id, platform, channel, at, by, subscription, what }).execute();
  if (notice !== undefined)
    await addDeliveries(db, [
      { place: { platform, channel }, plannedAt: at, posts: [{ reply: notice, papers: [] }], by },
    ]);
}

function columnsOf(wanted: NewSubscription, openDigest: number | null) {
  const { owner, cadence, sections, cap, empty, newsAlso, since, lookedUntil, createdAt, plannedAt, paused } =
    wanted;
  const { platform, channel, kind, query, cursor: seen, dueAt: due_at } = wanted;
  const body = {
    owner,
    cadence,
    sections,
    cap,
    empty,
    newsAlso,
    since,
    lookedUntil,
    createdAt,
    plannedAt,
    paused,
  };
  const idle = paused === undefined && openDigest === null ? 0 : 1;
  return { platform, channel, kind, query, seen, due_at, idle, body: JSON.stringify(body) };
}
