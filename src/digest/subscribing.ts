import { formatDay } from '../core/day.ts';
import { describeCadence } from '../core/digest/cadence.ts';
import type { Asker, Changed, Digests, Edits } from '../core/digest/digests.ts';
import { describeEdits } from '../core/digest/edits.ts';
import { dayIn } from '../core/digest/period.ts';
import type { Rest, Subscriptions } from '../core/digest/ports.ts';
import { type Place, type Subscription, subjectOf } from '../core/digest/subscription.ts';
import { digestQuery, isSameQuery, subscriptionQuery } from '../core/digest/subscription-query.ts';
import { UserError } from '../core/errors.ts';
import { createInTurn } from '../core/in-turn.ts';
import type { Store } from '../core/ports.ts';
import type { Query } from '../core/query.ts';
import { count, listAnd } from '../core/text.ts';
import { checkAmount, describeAmount, type MeasureParts, measure } from './measure.ts';
import { readOtherwise } from './otherwise.ts';
import { recordOf } from './record.ts';
import { checkCadence, dueAfter } from './schedule.ts';
import { seqBefore } from './since.ts';

/** As many subscriptions as one channel can have: more than anybody can keep an eye on. */
export const MOST_IN_CHANNEL = 500;

export type SubscribingParts = MeasureParts & {
  readonly subscriptions: Subscriptions;
  readonly store: Pick<Store, 'changesAfter' | 'lastSeq'>;
  /** Why arXiv cannot be asked for a query; undefined when it can. */
  readonly unaskable: (query: Query) => string | undefined;
};

/** Subscribing and changing subscriptions. */
export function createSubscribing(
  parts: SubscribingParts,
): Pick<Digests, 'subscribe' | 'edit' | 'pause' | 'resume' | 'remove'> {
  const { subscriptions, clock } = parts;
  const nowIso = (): string => new Date(clock.now()).toISOString();
  /** To measure a query takes its time, and of several that are typed meanwhile each is to see those before it. */
  const turns = createInTurn();

  const checkRoom = async (asker: Asker, query: Query): Promise<void> => {
    const here = await subscriptions.list(asker);
    checkNew(here, query);
    if (here.length < MOST_IN_CHANNEL) return;
    throw new UserError(
      `This channel has ${count(here.length, 'subscription')}, as many as a channel can have. Remove one first: /digest list`,
    );
  };

  const changed = async (
    asker: Asker,
    id: number,
    {
      work,
      words,
    }: {
      work: (before: Subscription) => Subscription;
      words: (after: Subscription) => string;
    },
  ): Promise<Subscription> => {
    const after = await subscriptions.change(id, work, (one) => recordOf(asker, nowIso(), words(one)));
    if (after !== undefined) return after;
    throw notHere(id);
  };

  return {
    async subscribe(asker, wanted) {
      const now = nowIso();
      const query = digestQuery(wanted.query);
      await checkRoom(asker, query);
      checkCadence(wanted.cadence, new Date(now));
      const known = await knownOf(parts, query, wanted.anyway);
      const start = startOf(wanted.from, now, wanted.cadence.zone);
      const cursor =
        wanted.from === undefined ? await parts.store.lastSeq() : await seqBefore(parts.store, start);
      const added = await turns.run(async () => {
        await checkRoom(asker, query);
        return subscriptions.add(
          {
            platform: asker.platform,
            channel: asker.channel,
            owner: asker.user,
            kind: 'query',
            query: query.text,
            cadence: wanted.cadence,
            sections: wanted.sections,
            cap: wanted.cap,
            empty: wanted.empty,
            newsAlso: wanted.newsAlso,
            cursor,
            since: start,
            createdAt: now,
            dueAt: dueAfter(wanted.cadence, now),
          },
          (one) => recordOf(asker, now, told(one, 'made')),
        );
      });
      if (added === undefined) throw sameAgain(undefined);
      return { subscription: added, ...known };
    },

    async edit(asker, id, edits) {
      const now = nowIso();
      const query = edits.query === undefined ? undefined : digestQuery(edits.query);
      if (edits.cadence !== undefined) checkCadence(edits.cadence, new Date(now));
      const known = query === undefined ? { notes: [] } : await knownOf(parts, query, edits.anyway);
      return turns.run(async () => {
        let before = await ownOf(parts, asker, id);
        if (query !== undefined) checkNew(await subscriptions.list(asker), query, id);
        if (describeEdits(before, edited(before, edits, query?.text, now)).length === 0)
          return { subscription: before, ...known, changes: [] };
        const after = await changed(asker, id, {
          work(one) {
            before = one;
            return edited(one, edits, query?.text, now);
          },
          words: (one) => toldEdits(before, one),
        });
        return { subscription: after, ...known, changes: describeEdits(before, after) };
      });
    },

    async pause(asker, id) {
      const before = await ownOf(parts, asker, id);
      if (before.paused !== undefined)
        throw new UserError(`Subscription ${id} is paused already. To go on: /digest resume ${id}`);
      const paused = { at: nowIso(), by: asker.user, reason: 'Somebody in the channel paused it.' };
      const after = await changed(asker, id, {
        work: (one) => ({ ...one, paused }),
        words: (one) => told(one, 'paused'),
      });
      return { subscription: after, notes: [] };
    },

    async resume(asker, id, rest) {
      const before = await ownOf(parts, asker, id);
      const progress = await subscriptions.progress(id);
      if (before.paused === undefined && progress?.unproven === undefined)
        throw new UserError(`Subscription ${id} is not paused. When it is due: /digest list`);
      if (progress?.unproven !== undefined && rest === undefined) throw inDoubt(id);
      const after = await subscriptions.resume(id, rest ?? 'post', (one) =>
        recordOf(asker, nowIso(), told(one, 'resumed')),
      );
      if (after === undefined) throw notHere(id);
      return { subscription: after, notes: [] };
    },

    async remove(asker, id) {
      await ownOf(parts, asker, id);
      const removed = await subscriptions.remove(id, (one) =>
        recordOf(asker, nowIso(), told(one, 'removed')),
      );
      if (removed === undefined) throw notHere(id);
      return { subscription: removed, notes: [] };
    },
  };
}

/** The subscription of this number, if it is one of the channel. Throws UserError. */
export async function ownOf(
  { subscriptions }: Pick<SubscribingParts, 'subscriptions'>,
  { platform, channel }: Place,
  id: number,
): Promise<Subscription> {
  const found = await subscriptions.get(id);
  if (found?.platform !== platform || found.channel !== channel) throw notHere(id);
  return found;
}

/** The line that tells the channel what has become of a subscription. */
function told(after: Subscription, what: 'made' | 'paused' | 'resumed' | 'removed'): string {
  const about = subjectOf(after);
  if (what === 'made')
    return `This channel now gets a digest ${describeCadence(after.cadence)}, subscription ${after.id}, for: ${about}`;
  return `Subscription ${after.id} of this channel was ${what}: ${about}`;
}

function toldEdits(before: Subscription, after: Subscription): string {
  const changes = listAnd(describeEdits(before, after));
  return `Subscription ${after.id} of this channel, for ${subjectOf(before)}, was changed. It now has: ${changes}`;
}

function edited(before: Subscription, edits: Edits, query: string | undefined, now: string): Subscription {
  const { cadence = before.cadence, sections = before.sections, cap = before.cap } = edits;
  if (query !== undefined && before.kind === 'papers')
    throw new UserError('Papers are followed one by one: /follow PAPER and /unfollow PAPER.');
  return {
    ...before,
    query: query ?? before.query,
    cadence,
    sections,
    cap,
    empty: edits.empty ?? before.empty,
    newsAlso: edits.newsAlso ?? before.newsAlso,
    // What is due already comes, as it would have before.
    dueAt: edits.cadence === undefined || before.dueAt <= now ? before.dueAt : dueAfter(cadence, now),
  };
}

/** The first moment that counts. Throws UserError for a day that has not come in the zone. */
function startOf(from: string | undefined, now: string, zone: string): string {
  if (from === undefined) return now;
  if (from > dayIn(now, zone))
    throw new UserError(
      `${from} has not come yet; leave "from" out to begin now, or name a day before today.`,
    );
  const start = `${from}T00:00:00.000Z`;
  return start < now ? start : now;
}

/** What whoever wants a query should know, and how it may have been meant. Throws UserError when it brings very many papers. */
async function knownOf(
  parts: SubscribingParts,
  query: Query,
  anyway: boolean,
): Promise<Pick<Changed, 'notes' | 'otherwise'>> {
  const notes = await measured(parts, query, anyway);
  const read = await readOtherwise(parts.library, query);
  if (read === undefined) return { notes };
  return {
    notes: [...notes, read.note],
    ...(read.query === undefined ? {} : { otherwise: read.query }),
  };
}

/** What whoever wants a query should know. Throws UserError when it brings very many papers and that is not meant. */
async function measured(parts: SubscribingParts, query: Query, anyway: boolean): Promise<string[]> {
  const why = parts.unaskable(query);
  const unaskable =
    why === undefined
      ? []
      : [
          `arXiv cannot be asked for this by itself, so it finds what else is followed or imported here. (${why})`,
        ];
  const { to } = query.period;
  // Not only for what is measured: such a query has no new papers whatever there is.
  if (to !== undefined && to < new Date(parts.clock.now()).toISOString().slice(0, 10))
    return [
      ...unaskable,
      `It looks for papers of ${formatDay(to)} and before, so no new paper matches; what becomes of those is told.`,
    ];
  const amount = anyway ? undefined : await measure(parts, query);
  if (amount === undefined) return unaskable;
  checkAmount(query.text, amount);
  // That arXiv cannot be asked says why nobody could tell.
  return amount.by === 'nobody' && why !== undefined ? unaskable : [...unaskable, ...describeAmount(amount)];
}

/** Throws UserError where another of these looks for the same, however it was typed. */
function checkNew(here: readonly Subscription[], query: Query, but?: number): void {
  const same = here.find((one) => {
    const other = one.kind === 'query' ? subscriptionQuery(one) : undefined;
    return one.id !== but && other !== undefined && isSameQuery(other, query);
  });
  if (same !== undefined) throw sameAgain(same);
}

function sameAgain(same: Subscription | undefined): UserError {
  return new UserError(
    same === undefined
      ? 'This channel has that subscription already. /digest list shows it.'
      : `This channel has that already: subscription ${same.id}, ${describeCadence(same.cadence)}. To change it: /digest edit ${same.id}`,
  );
}

function inDoubt(id: number): UserError {
  const choices: Readonly<Record<Rest, string>> = {
    there: 'if it is there (what belongs in its thread is left out then)',
    post: 'if it is not',
    skip: 'to leave the rest out',
  };
  const lines = Object.entries(choices).map(([rest, when]) => `/digest resume ${id} rest:${rest} ${when}`);
  return new UserError(
    `Nobody can say whether the last message of this digest was posted. Look into the channel, then type ${lines.join(', ')}.`,
  );
}

function notHere(id: number): UserError {
  return new UserError(`This channel has no subscription ${id}. Those it has: /digest list`);
}
