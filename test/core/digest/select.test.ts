import { expect, it } from 'vitest';
import { selectEntries } from '../../../src/core/digest/select.ts';
import { subscription } from './papers.ts';

const AT = '2026-03-03T03:00:00.000Z';
const hits = ['a', 'b', 'c', 'd'].map((id, index) => ({ id, score: 9 - index, matched: [] }));

const NOBODY = { id: '', score: 0, matched: [] };

function select(known: readonly string[], published: readonly string[]) {
  return selectEntries(
    hits,
    hits.map(({ id: paperId }) => ({
      paperId,
      items: [{ seq: 1, at: AT, kind: published.includes(paperId) ? 'published' : 'new-paper' }],
    })),
    {
      subscription: subscription({ cap: 2 }),
      from: AT,
      told: () => false,
      knows: (paperId) => known.includes(paperId),
    },
  );
}

const ids = (entries: readonly { readonly paperId: string }[]): string[] =>
  entries.map(({ paperId }) => paperId);

it('over the cap the best are shown, and the others are left, the best first', () => {
  const { shown, left, counts } = select([], ['d']);
  expect([ids(shown), ids(left)]).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  expect(counts).toMatchObject({ new: 3, published: 1 });
});

it('what is restored comes after what is withdrawn', () => {
  const kindOf = (paperId: string) => (paperId === 'a' ? ('restored' as const) : ('withdrawn' as const));
  const { shown, counts } = selectEntries(
    hits.slice(0, 3),
    ['a', 'b', 'c'].map((paperId) => ({ paperId, items: [{ seq: 1, at: AT, kind: kindOf(paperId) }] })),
    { subscription: subscription(), from: AT, told: () => false, knows: () => false },
  );
  expect(ids(shown)).toEqual(['b', 'c', 'a']);
  expect(counts).toMatchObject({ withdrawn: 3 });
});

it('what becomes of a paper that the channel had is shown before papers that are only new', () => {
  const { shown, left } = select(['d', 'a'], ['d']);
  expect([ids(shown), ids(left)]).toEqual([
    ['a', 'd'],
    ['b', 'c'],
  ]);
});

it('of what another digest told only the papers that match are counted', () => {
  const news = (paperId: string) => ({ paperId, items: [{ seq: 1, at: AT, kind: 'published' as const }] });
  const [first = NOBODY, second = NOBODY] = hits;
  const { shown, told } = selectEntries([first, { ...second, isBrought: true }], ['a', 'b'].map(news), {
    subscription: subscription(),
    from: AT,
    told: () => true,
    knows: () => true,
  });
  expect([ids(shown), told]).toEqual([[], 1]);
});
