import type { DigestPlan, PlannedPost } from '../../src/core/digest/delivery.ts';
import type { NewSubscription, Subscription } from '../../src/core/digest/subscription.ts';

/** So many minutes after nine. */
export function at(minutes: number): string {
  return new Date(Date.parse('2025-11-24T09:00:00.000Z') + minutes * 60_000).toISOString();
}

/** What somebody wants in a channel of Slack. */
export function newSubscription(more: Partial<NewSubscription> = {}): NewSubscription {
  return {
    platform: 'slack',
    channel: 'C1',
    owner: 'U1',
    kind: 'query',
    query: 'sparse “autoencoders”',
    cadence: { cron: '0 9 * * 5', zone: 'Europe/Berlin' },
    sections: ['new', 'versions'],
    cap: 15,
    empty: 'skip',
    newsAlso: 'thread',
    cursor: 7,
    since: at(0),
    createdAt: at(0),
    dueAt: at(5),
    ...more,
  };
}

/** A digest of these posts, which covers the changes up to number 12. */
export function planOf(
  subscription: Subscription,
  posts: readonly PlannedPost[],
  newest?: number,
): DigestPlan {
  return {
    subscription,
    newest,
    upTo: 12,
    from: at(0),
    until: at(1),
    lookedUntil: at(1),
    dueAt: at(9),
    plannedAt: at(0),
    content: { headline: 'A', shown: ['2401.00001'], left: [] },
    posts,
  };
}

export function postOf(
  summary: string,
  under?: NonNullable<PlannedPost['under']>,
  papers: readonly string[] = [],
): PlannedPost {
  return { reply: { summary, cards: [] }, papers, ...(under === undefined ? {} : { under }) };
}
