import { describe, expect, it } from 'vitest';
import { withFeedback } from '../../../src/search/ranking/feedback.ts';

const [LAYER, FLOW, PLATE, RIGHT, WRONG] = [1, 2, 3, 4, 5];
const asked = new Map([
  [LAYER, 2],
  [FLOW, 1],
]);
const about = (terms: readonly [term: number, weight: number][]) => ({
  terms: terms.map(([term]) => term),
  weights: terms.map(([, weight]) => weight),
});

describe('feedback', () => {
  it('asks for what the best documents are about, less than for what was typed', () => {
    const query = withFeedback(
      asked,
      [
        {
          score: 5,
          about: about([
            [PLATE, 3],
            [LAYER, 1],
          ]),
        },
      ],
      () => true,
    );
    expect([...query.keys()]).toEqual([LAYER, FLOW, PLATE]);
    const total = [...query.values()].reduce((a, b) => a + b, 0);
    expect(total).toBeCloseTo(1);
    expect(query.get(PLATE)).toBeLessThan(query.get(LAYER) ?? 0);
    expect(query.get(LAYER)).toBeGreaterThan(query.get(FLOW) ?? 0);
  });

  it('listens to a document much better than the others nearly alone', () => {
    const query = withFeedback(
      asked,
      [
        { score: 10, about: about([[RIGHT, 1]]) },
        { score: 5, about: about([[WRONG, 1]]) },
      ],
      () => true,
    );
    expect(query.get(WRONG)).toBeLessThan((query.get(RIGHT) ?? 0) / 100);
  });

  it('leaves a query alone when nothing tells documents apart', () => {
    const query = withFeedback(asked, [{ score: 1, about: about([[PLATE, 1]]) }], () => false);
    expect([...query]).toEqual([
      [LAYER, 2 / 3],
      [FLOW, 1 / 3],
    ]);
    expect(withFeedback(asked, [], () => true)).toEqual(query);
  });
});
