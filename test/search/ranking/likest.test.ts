import { describe, expect, it } from 'vitest';
import { amongLikest } from '../../../src/search/ranking/likest.ts';
import type { TermVectors } from '../../../src/search/ranking/term-vectors.ts';

/** What documents are about that have these words. */
function aboutsOf(documents: readonly (readonly string[])[]): TermVectors {
  const known = [...new Set(documents.flat())];
  const starts = documents.map((_, at) => documents.slice(0, at).flat().length);
  const terms = documents.flat().map((word) => known.indexOf(word));
  return { starts: [...starts, terms.length], terms, weights: terms.map(() => 1) };
}

describe('documents seen beside their likest', () => {
  it('put the one among good ones before the one of the same score that stands alone', () => {
    const [, alone = 0, among = 0] = amongLikest(
      [3, 2, 2],
      aboutsOf([
        ['shock', 'wave'],
        ['bird', 'song'],
        ['shock', 'wave', 'tube'],
      ]),
    );
    expect(among).toBeGreaterThan(alone);
  });

  it('are scored the same whatever was asked before', () => {
    const abouts = aboutsOf([['a', 'b'], ['b', 'c'], ['c']]);
    const before = amongLikest([3, 2, 1], abouts);
    amongLikest([1, 1], aboutsOf([['x', 'y', 'z', 'u', 'v'], ['v']]));
    expect(amongLikest([3, 2, 1], abouts)).toEqual(before);
  });

  it('keep their order where none is like another, and bear being without words', () => {
    const scores = amongLikest([3, 2, 1, 1], aboutsOf([['a'], ['b'], [], []]));
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(scores.every(Number.isFinite)).toBe(true);
  });
});
