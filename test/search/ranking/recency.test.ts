import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { favourRecent } from '../../../src/search/ranking/recency.ts';

const ids = (hits: readonly { id: string }[]): string[] => hits.map(({ id }) => id);

describe('newer papers', () => {
  const days: Readonly<Record<string, string>> = {
    old: '2005-01-01',
    older: '2001-01-01',
    fresh: '2025-01-01',
  };

  it('stand before older ones that are about equally good', () => {
    const hits = [
      { id: 'old', score: 10 },
      { id: 'older', score: 5 },
      { id: 'fresh', score: 4.9 },
    ];
    expect(ids(favourRecent(hits, ({ id }) => days[id]))).toEqual(['old', 'fresh', 'older']);
  });

  it('do not hide better ones', () => {
    const hits = [
      { id: 'old', score: 10 },
      { id: 'older', score: 5 },
      { id: 'fresh', score: 4.5 },
    ];
    expect(ids(favourRecent(hits, ({ id }) => days[id]))).toEqual(['old', 'older', 'fresh']);
  });

  it('never take the place of the best match', () => {
    const hits = [
      { id: 'old', score: 5 },
      { id: 'fresh', score: 4.999 },
    ];
    expect(ids(favourRecent(hits, ({ id }) => days[id]))).toEqual(['old', 'fresh']);
  });

  it('change nothing where papers have no days', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 300 });
    fc.assert(
      fc.property(scores, (numbers) => {
        const hits = numbers.toSorted((a, b) => b - a).map((score, index) => ({ id: `${index}`, score }));
        expect(favourRecent(hits, () => undefined)).toEqual(hits);
      }),
    );
  });
});
