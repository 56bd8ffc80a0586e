import type { Asker, Changed, Digests } from '../core/digest/digests.ts';
import type { NewSubscription, Subscription } from '../core/digest/subscription.ts';
import { followedIds } from '../core/digest/subscription-query.ts';
import { UserError } from '../core/errors.ts';
import { clip } from '../core/text.ts';
import { recordOf } from './record.ts';
import { dueAfter } from './schedule.ts';
import type { SubscribingParts } from './subscribing.ts';

/** As many papers as one channel can follow: arXiv is asked for a hundred at once. */
const MOST_FOLLOWED = 500;
const CAP = 50;

type NamedPaper = { readonly id: string; readonly title: string };

/** Single papers that a channel follows: one subscription, whose query is their ids. */
export function createFollowing(parts: SubscribingParts): Pick<Digests, 'follow' | 'unfollow'> {
  const { subscriptions, clock } = parts;
  const nowIso = (): string => new Date(clock.now()).toISOString();
  const followed = async (asker: Asker): Promise<Subscription | undefined> =>
    (await subscriptions.list(asker)).find(({ kind }) => kind === 'papers');

  return {
    async follow(asker, paper, zone) {
      const now = nowIso();
      const record = () => recordOf(asker, now, `This channel now follows ${nameOf(paper)}.`);
      const before = await followed(asker);
      if (before === undefined) {
        const wanted = firstOf(asker, paper, { zone, now, cursor: await parts.store.lastSeq() });
        const added = await subscriptions.add(wanted, record);
        if (added !== undefined) return done(added);
      }
      const id = before?.id ?? (await followed(asker))?.id ?? 0;
      const after = await subscriptions.change(id, (one) => withPaper(one, paper), record);
      if (after === undefined) throw new UserError('That changed just now. Try again.');
      return done(after);
    },

    async unfollow(asker, paper) {
      const record = () => recordOf(asker, nowIso(), `This channel no longer follows ${nameOf(paper)}.`);
      const before = await followed(asker);
      if (before === undefined || !followedIds(before).includes(paper.id)) throw notFollowed(paper);
      const rest = (one: Subscription): string =>
        followedIds(one)
          .filter((id) => id !== paper.id)
          .join(' ');
      const after =
        rest(before) === ''
          ? await subscriptions.remove(before.id, record)
          : await subscriptions.change(before.id, (one) => ({ ...one, query: rest(one) }), record);
      if (after === undefined) throw notFollowed(paper);
      return done(after);
    },
  };
}

/** News of single papers are few and awaited: they are told on every announcement day. */
function firstOf(
  { platform, channel, user }: Asker,
  { id }: NamedPaper,
  { zone, now, cursor }: { readonly zone: string; readonly now: string; readonly cursor: number },
): NewSubscription {
  const cadence = { cron: '0 9 * * *', zone, announcementDays: true } as const;
  return {
    platform,
    channel,
    owner: user,
    kind: 'papers',
    query: id,
    cadence,
    sections: ['versions', 'published', 'withdrawn'],
    cap: CAP,
    empty: 'skip',
    newsAlso: 'thread',
    cursor,
    since: now,
    createdAt: now,
    dueAt: dueAfter(cadence, now),
  };
}

function withPaper(before: Subscription, paper: NamedPaper): Subscription {
  const ids = followedIds(before);
  if (ids.includes(paper.id)) throw new UserError(`This channel follows ${nameOf(paper)} already.`);
  if (ids.length >= MOST_FOLLOWED)
    throw new UserError(
      `This channel follows ${ids.length} papers, as many as a channel can. Take one back first: /unfollow PAPER`,
    );
  return { ...before, query: [...ids, paper.id].join(' ') };
}

function notFollowed(paper: NamedPaper): UserError {
  return new UserError(`This channel does not follow ${nameOf(paper)}. What it follows: /digest list`);
}

function nameOf({ id, title }: NamedPaper): string {
  return `${clip(title, 80)} (arXiv:${id})`;
}

function done(subscription: Subscription): Changed {
  return { subscription, notes: [] };
}
