import type { Change, StoredChange } from '../../../src/core/change.ts';
import type { Subscription } from '../../../src/core/digest/subscription.ts';
import type { Paper, PaperVersion } from '../../../src/core/paper.ts';

export function version(number: number, submitted: string): PaperVersion {
  return { number, exact: true, submitted, calendar: 'gmt' };
}

export function paper(id: string, more: Partial<Paper> = {}): Paper {
  return {
    id,
    title: `Paper ${id}`,
    authors: ['Ada One', 'Ben Two', 'Cy Three', 'Di Four'],
    abstract: `What ${id} is about.`,
    categories: ['cs.LG'],
    versions: [version(1, '2026-03-02')],
    ...more,
  };
}

/** Changes in the order of their numbers, one a minute. */
export function stored(changes: readonly Change[], from = 1): StoredChange[] {
  return changes.map((change, index) => ({
    seq: from + index,
    at: `2026-03-03T03:${String(index).padStart(2, '0')}:00.000Z`,
    change,
  }));
}

export function subscription(more: Partial<Subscription> = {}): Subscription {
  return {
    id: 5,
    platform: 'slack',
    channel: 'C1',
    owner: 'U1',
    kind: 'query',
    query: 'sparse autoencoders',
    cadence: { cron: '0 9 * * 5', zone: 'Europe/Berlin' },
    sections: ['new', 'versions', 'published', 'withdrawn'],
    cap: 20,
    empty: 'skip',
    newsAlso: 'thread',
    cursor: 0,
    since: '2026-03-01T00:00:00.000Z',
    createdAt: '2026-03-01T00:00:00.000Z',
    dueAt: '2026-03-06T08:00:00.000Z',
    revision: 1,
    ...more,
  };
}
