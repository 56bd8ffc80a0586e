import { describe, expect, it } from 'vitest';
import type { Change, PaperDiff } from '../../src/core/change.ts';
import { diffBetween } from '../../src/core/compose-diff.ts';

function step(from: number, to: number, diff: PaperDiff, exact = true): Change {
  return {
    kind: 'new-version',
    paperId: '2611.00001',
    from: { number: from, exact: true },
    to: { number: to, exact },
    diff,
  };
}

const history: Change[] = [
  { kind: 'new-paper', paperId: '2611.00001' },
  step(1, 2, {
    title: { from: 'A', to: 'B' },
    abstract: { from: 'one', to: 'two' },
    comments: { to: '9 pages' },
    authors: { added: ['Cy Three'], removed: [], reordered: false },
    categories: { added: ['cs.AI'], removed: [] },
  }),
  { kind: 'published', paperId: '2611.00001', journalRef: 'J. Test 1' },
  step(2, 4, {
    title: { from: 'B', to: 'A' },
    abstract: { from: 'two', to: 'three' },
    authors: { added: ['Di Four'], removed: ['Cy Three'], reordered: false },
  }),
];

describe('what changed between two versions', () => {
  it('is one step as it was seen', () => {
    expect(diffBetween(history, 2, 4)).toMatchObject({ title: { from: 'B', to: 'A' } });
  });

  it('is several steps as one: what came and went again did not change', () => {
    expect(diffBetween(history, 1, 4)).toEqual({
      abstract: { from: 'one', to: 'three' },
      comments: { to: '9 pages' },
      authors: { added: ['Di Four'], removed: [], reordered: false },
      categories: { added: ['cs.AI'], removed: [] },
    });
  });

  it.each([
    [1, 3],
    [3, 4],
    [2, 5],
    [5, 6],
  ])('is not known from v%i to v%i, which the library did not see', (from, to) => {
    expect(diffBetween(history, from, to)).toBeUndefined();
  });

  it('is not known where a number was only inferred', () => {
    expect(diffBetween([step(1, 2, {}, false)], 1, 2)).toBeUndefined();
  });
});
