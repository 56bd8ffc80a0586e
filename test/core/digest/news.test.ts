import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/core/change.ts';
import { gatherNews, type JudgedNews, judging, type NewsItem } from '../../../src/core/digest/news.ts';
import type { PaperVersion } from '../../../src/core/paper.ts';
import { stored, subscription, version } from './papers.ts';

const ID = '2603.00001';
const added: Change = { kind: 'new-paper', paperId: ID };
const v2: Change = step(1, 2, '2026-03-02');
const v3: Change = step(2, 3, '2026-03-02');
const published: Change = { kind: 'published', paperId: ID, journalRef: 'Nature 1' };
const withdrawn: Change = { kind: 'withdrawn', paperId: ID };
const restored: Change = { kind: 'restored', paperId: ID };

function step(from: number, to: number, day: string): Change {
  return {
    kind: 'new-version',
    paperId: ID,
    from: version(from, '2026-02-01'),
    to: version(to, day),
    diff: {},
  };
}

function judged(
  changes: readonly Change[],
  {
    submitted = '2026-03-02',
    told = [] as number[],
    from = '2026-03-01',
    knows = false,
    ...more
  }: {
    submitted?: string;
    told?: number[];
    from?: string;
    knows?: boolean;
    first?: PaperVersion;
    latest?: PaperVersion;
  } = {},
  of: Parameters<typeof subscription>[0] = {},
): JudgedNews {
  const items = new Map<string, NewsItem[]>();
  gatherNews(stored(changes), items);
  const news = { paperId: ID, first: version(1, submitted), items: items.get(ID) ?? [], ...more };
  return judging({
    subscription: subscription(of),
    from,
    told: (_, seq) => told.includes(seq),
    knows: () => knows,
  })(news);
}

describe('what is news of a paper', () => {
  it.each([
    [[added], 'new'],
    [[added, v2], 'new'],
    [[added, published], 'new'],
    [[v2, v3, published], 'versions'],
    [[published], 'published'],
    [[v2, withdrawn], 'withdrawn'],
    [[added, withdrawn], 'withdrawn'],
    [[restored], 'withdrawn'],
  ] as const)('is one entry, however much happened: case %#', (changes, section) => {
    const news = judged(changes);
    expect(news).toMatchObject({ section });
    if (news.section === undefined) throw new Error('it is news');
    expect(news.items).toHaveLength(changes.length);
  });

  it('is not a withdrawal that was taken back meanwhile', () => {
    expect(judged([withdrawn, restored])).toEqual({ section: undefined, why: 'old' });
    expect(judged([v2, withdrawn, restored])).toMatchObject({ section: 'versions' });
  });

  it('is not what was dealt with before', () => {
    expect(judged([added], {}, { cursor: 1 })).toEqual({ section: undefined, why: 'before' });
    expect(judged([added, v2], {}, { cursor: 1 })).toMatchObject({ section: 'versions' });
  });

  it('is not a paper that had been announced when somebody subscribed', () => {
    // Begun on a Sunday morning: the last announcement was that of Thursday, of what had come until two in the afternoon.
    expect(judged([added], { submitted: '2026-02-26' })).toMatchObject({ section: 'new' });
    expect(judged([added], { submitted: '2026-02-25' })).toEqual({ section: undefined, why: 'old' });
    const first = (submittedAt: string) => ({ first: { ...version(1, '2026-02-26'), submittedAt } });
    expect(judged([added], first('2026-02-26T19:00:00Z'))).toEqual({ section: undefined, why: 'old' });
    expect(judged([added], first('2026-02-26T19:00:01Z'))).toMatchObject({ section: 'new' });
  });

  it('is the version with which an old paper is first seen, where that is young', () => {
    const old = { submitted: '2024-05-01' };
    const news = judged([added], { ...old, latest: version(3, '2026-03-02') });
    expect(news).toEqual({
      section: 'versions',
      items: [
        {
          seq: 1,
          at: '2026-03-03T03:00:00.000Z',
          kind: 'new-version',
          from: { number: 2, exact: true },
          to: version(3, '2026-03-02'),
        },
      ],
    });
    const nothing = { section: undefined, why: 'old' };
    expect(judged([added], { ...old, latest: version(3, '2026-02-20') })).toEqual(nothing);
    expect(judged([added], { ...old, latest: { ...version(3, '2026-03-02'), exact: false } })).toEqual(
      nothing,
    );
    expect(judged([added], { ...old, latest: version(3, '2026-03-02'), told: [1] })).toMatchObject({
      why: 'told',
    });
  });

  it('is each version of an old paper once, where more come after the first sight', () => {
    const news = judged([added, v2, v3], { submitted: '2024-05-01', latest: version(3, '2026-03-02') });
    expect(news).toMatchObject({ section: 'versions', items: [{ seq: 2 }, { seq: 3 }] });
  });

  it('is not a paper or version that was looked up long after it came', () => {
    const long = { since: '2020-01-01T00:00:00.000Z', createdAt: '2020-01-01T00:00:00.000Z' };
    expect(judged([added], { submitted: '2026-01-02', from: '2026-03-03' }, long)).toMatchObject({
      section: 'new',
    });
    const old = { section: undefined, why: 'old' };
    expect(judged([added], { submitted: '2025-12-30' }, long)).toEqual(old);
    expect(judged([step(1, 2, '2025-12-01')], {}, long)).toEqual(old);
  });

  it('is what came while nobody looked for months', () => {
    const long = { since: '2020-01-01T00:00:00.000Z', createdAt: '2020-01-01T00:00:00.000Z' };
    const news = { submitted: '2025-10-20', from: '2025-10-01T09:00:00.000Z' };
    expect(judged([added], news, long)).toMatchObject({ section: 'new' });
  });

  it('is what lies between the day that a person named and the day on which they did, whenever it was seen', () => {
    const asked = { since: '2025-05-01T00:00:00.000Z', createdAt: '2026-03-02T10:00:00.000Z' };
    expect(judged([added], { submitted: '2025-05-21' }, asked)).toMatchObject({ section: 'new' });
    expect(judged([added], { submitted: '2025-02-20' }, asked)).toEqual({ section: undefined, why: 'old' });
  });

  it('is every version of a paper that the channel knows, however late the library learns of it', () => {
    const late = step(1, 2, '2025-06-01');
    expect(judged([late])).toEqual({ section: undefined, why: 'old' });
    expect(judged([late], { knows: true })).toMatchObject({ section: 'versions' });
  });

  it('is a version from before the subscription, but not together with a paper from before it', () => {
    const early = step(1, 2, '2026-02-01');
    expect(judged([early])).toMatchObject({ section: 'versions' });
    expect(judged([added, early], { submitted: '2026-01-20' })).toEqual({ section: undefined, why: 'old' });
  });

  it('is not what another digest of the channel told', () => {
    expect(judged([added], { told: [1] })).toEqual({ section: undefined, why: 'told' });
    expect(judged([added, v2], { told: [1] })).toMatchObject({ section: 'versions' });
  });

  it('keeps to the sections that are wanted', () => {
    expect(judged([added], {}, { sections: ['versions'] })).toEqual({ section: undefined, why: 'section' });
    expect(judged([added, v2], {}, { sections: ['versions'] })).toMatchObject({ section: 'versions' });
  });
});
