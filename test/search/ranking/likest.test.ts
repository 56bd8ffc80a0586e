import { describe, expect, it } from 'vitest';
import { amongLikest } from '../../../src/search/ranking/likest.ts';

const known: string[] = [];
const document = (score: number, words: readonly string[]) => {
  known.push(...words.filter((word) => !known.includes(word)));
  return { score, about: { terms: words.map((word) => known.indexOf(word)), weights: words.map(() => 1) } };
};

describe('documents seen beside their likest', () => {
  it('put the one among good ones before the one of the same score that stands alone', () => {
    const [, alone = 0, among = 0] = amongLikest([
      document(3, ['shock', 'wave']),
      document(2, ['bird', 'song']),
      document(2, ['shock', 'wave', 'tube']),
    ]);
    expect(among).toBeGreaterThan(alone);
  });

  it('are judged by one that is like them alone more than by one as like them that is like everything', () => {
    const [score = 0] = amongLikest(
      [
        document(1, ['shock', 'wave']),
        document(5, ['shock', 'flow']),
        document(3, ['wave', 'tube']),
        document(0, ['flow', 'plate']),
        document(0, ['flow', 'wing']),
      ],
      { neighbours: 2, share: 1, beyondUsual: true },
    );
    expect(score).toBeGreaterThan(3);
    expect(score).toBeLessThan((5 + 3) / 2);
  });

  it('are not put before a far better one because it is the only one beside them', () => {
    const [best = 0, other = 0] = amongLikest(
      [document(10, ['shock', 'wave']), document(1, ['shock', 'tube'])],
      { neighbours: 15, share: 0.6, beyondUsual: false },
    );
    expect(best).toBeGreaterThan(other);
  });

  it('keep their order where none is like another, and bear being without words', () => {
    const scores = amongLikest([document(3, ['a']), document(2, ['b']), document(1, []), document(1, [])]);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(scores.every(Number.isFinite)).toBe(true);
  });
});
