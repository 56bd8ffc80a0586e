import { randomBytes } from 'node:crypto';
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Delivery, PlannedPost } from '../../core/digest/delivery.ts';
import { type Place, type Subscription, subjectOf } from '../../core/digest/subscription.ts';
import { remembered } from '../../core/remembered.ts';
import type { Card, Reply } from '../../core/reply.ts';
import { rowsInto } from '../forms.ts';
import { readJson } from '../json.ts';
import type { Schema } from '../schema.ts';
import { takeNumbers } from '../sequence.ts';

export type DeliveryRow = Selectable<Schema['deliveries']>;

/** What is kept of a message until it is settled. */
export type DeliveryBody = {
  readonly reply: Reply;
  /** Another delivery by its number, or a paper's thread root, and where there is none, another delivery. */
  readonly under?: { readonly delivery: number } | { readonly paper: string; readonly or?: number };
  readonly papers: readonly string[];
  /** See `PlannedPost`. */
  readonly copy?: true;
  /** Of a line that tells of a change: the user id of whoever made it. */
  readonly by?: string;
};

/** So many random bytes name a post; nobody can guess one, and no two are the same. */
const MARKER_BYTES = 12;

/** Messages that go to one place, and whose they are. */
export type PostsOfPlace = {
  readonly place: Place;
  readonly plannedAt: string;
  readonly posts: readonly PlannedPost[];
  readonly digest?: number;
  /** Of a line that tells of a change: the user id of whoever made it. */
  readonly by?: string;
};

const insertDeliveries = rowsInto('deliveries');

/** Adds messages at the end of what is to be posted in their places. */
export async function addDeliveries(db: Transaction<Schema>, all: readonly PostsOfPlace[]): Promise<void> {
  const number = all.reduce((sum, { posts }) => sum + posts.length, 0);
  if (number === 0) return;
  let next = await takeNumbers(db, number, 'deliveries');
  const markers = randomBytes(MARKER_BYTES * number).toString('hex');
  let at = 0;
  const marker = (): string => markers.slice(at, (at += 2 * MARKER_BYTES));
  const rows = all.flatMap((some) => {
    const first = next;
    next += some.posts.length;
    return rowsOf(some, first, marker);
  });
  await insertDeliveries(db, rows);
}

function rowsOf({ place, plannedAt, posts, digest, by }: PostsOfPlace, first: number, marker: () => string) {
  const { platform, channel } = place;
  return posts.map(({ reply, under, papers, copy }, index) => ({
    id: first + index,
    digest: digest ?? null,
    platform,
    channel,
    marker: marker(),
    state: 'planned' as const,
    open: 1,
    held: 0,
    attempts: 0,
    not_before: plannedAt,
    body: bodyText({
      reply,
      ...(under === undefined ? {} : { under: placeOf(under, first) }),
      papers,
      ...(copy === undefined ? {} : { copy }),
      ...(by === undefined ? {} : { by }),
    }),
  }));
}

/**
 * What many channels are told alike is made into text once: the news of a paper, and the card with its abstract. Remembering everything
 * else, too, would cost more than it saves.
 */
function bodyText({ reply, ...rest }: DeliveryBody): string {
  const isNews = rest.copy === true || (rest.under !== undefined && 'paper' in rest.under);
  return `{"reply":${isNews ? knownReply(reply) : replyText(reply)},${JSON.stringify(rest).slice(1)}`;
}

function replyText(reply: Reply): string {
  const { cards, ...rest } = reply;
  if (!cards.some(hasAbstract)) return JSON.stringify(reply);
  const texts = cards.map((card) => (hasAbstract(card) ? knownCard(card) : JSON.stringify(card)));
  return `{"cards":[${texts.join(',')}],${JSON.stringify(rest).slice(1)}`;
}

const knownReply = remembered(replyText);
const knownCard = remembered((card: Card) => JSON.stringify(card));

function hasAbstract(card: Card): boolean {
  return card.kind === 'paper' && card.abstract !== undefined;
}

/** Posts of a plan become deliveries, which are numbered from `first` on. */
function placeOf(
  under: NonNullable<PlannedPost['under']>,
  first: number,
): NonNullable<DeliveryBody['under']> {
  if ('post' in under) return { delivery: first + under.post };
  const { paper, or } = under;
  return or === undefined ? { paper } : { paper, or: first + or };
}

/** The open deliveries of a digest. The literal lets engines use the index of what is open. */
export function openOf(db: Kysely<Schema>, digest: number) {
  return db
    .selectFrom('deliveries')
    .where('digest', '=', digest)
    .where((row) => row('open', '=', row.lit(1)));
}

/** An update of the open deliveries of a digest. */
export function openUpdate(db: Transaction<Schema>, digest: number) {
  return db
    .updateTable('deliveries')
    .where('digest', '=', digest)
    .where((row) => row('open', '=', row.lit(1)));
}

/** Keeps the open deliveries of a digest back, or lets them go. */
export async function hold(db: Transaction<Schema>, digest: number, held: 0 | 1): Promise<void> {
  await openUpdate(db, digest).set({ held }).execute();
}

export function bodyOf(row: Pick<DeliveryRow, 'id' | 'body'>): DeliveryBody {
  return readJson(row.body ?? '', `delivery ${row.id}`) as DeliveryBody;
}

/** A delivery that was taken at `now`, of the digest of this subscription. */
export function asDelivery(row: DeliveryRow, now: string, subscription: Subscription | undefined): Delivery {
  const { id, marker, platform, channel, digest, thread, attempts, doubts } = row;
  return {
    id,
    marker,
    platform,
    channel,
    reply: bodyOf(row).reply,
    attempts,
    doubts,
    triedAt: row.tried_at ?? now,
    ...(digest === null ? {} : { digest }),
    ...(subscription === undefined
      ? {}
      : { subscription: { id: subscription.id, subject: subjectOf(subscription) } }),
    ...(thread === null ? {} : { thread }),
    ...(row.doubt_at === null ? {} : { doubtAt: row.doubt_at }),
  };
}

/** What a message leaves behind once nothing more is to be done with it. */
export const DONE = {
  open: 0,
  held: 0,
  body: null,
  not_before: null,
  holder: null,
  lease_until: null,
} as const;
