import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bestOf } from '../../../src/search/ranking/best-of.ts';

it('the best of many are the first of all in order, of equal ones those that came first', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3, max: 3 })), fc.integer({ min: 1, max: 6 }), (scores, most) => {
      const numbers = [...scores.keys()];
      const inOrder = numbers.toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
      expect(bestOf(scores, most)).toEqual(inOrder.slice(0, most));
    }),
  );
});
