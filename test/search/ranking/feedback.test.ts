import { describe, expect, it } from 'vitest';
import { withFeedback } from '../../../src/search/ranking/feedback.ts';
import type { TermVectors } from '../../../src/search/ranking/term-vectors.ts';

const [LAYER, FLOW, PLATE, RIGHT, WRONG] = [1, 2, 3, 4, 5];
const asked = new Map([
  [LAYER, 2],
  [FLOW, 1],
]);
/** What documents are about that have these terms. */
function aboutsOf(
  ...documents: readonly (readonly (readonly [term: number, weight: number])[])[]
): TermVectors {
  const starts = documents.map((_, at) => documents.slice(0, at).flat().length);
  const all = documents.flat();
  return {
    starts: [...starts, all.length],
    terms: all.map(([term]) => term),
    weights: all.map(([, weight]) => weight),
  };
}

describe('feedback', () => {
  it('asks for what the best documents are about, less than for what was typed', () => {
    const query = withFeedback(
      asked,
      [5],
      aboutsOf([
        [PLATE, 3],
        [LAYER, 1],
      ]),
      () => true,
    );
    expect([...query.keys()]).toEqual([LAYER, FLOW, PLATE]);
    const total = [...query.values()].reduce((a, b) => a + b, 0);
    expect(total).toBeCloseTo(1);
    expect(query.get(PLATE)).toBeLessThan(query.get(LAYER) ?? 0);
    expect(query.get(LAYER)).toBeGreaterThan(query.get(FLOW) ?? 0);
  });

  it('listens to a document much better than the others nearly alone', () => {
    const query = withFeedback(asked, [10, 5], aboutsOf([[RIGHT, 1]], [[WRONG, 1]]), () => true);
    expect(query.get(WRONG)).toBeLessThan((query.get(RIGHT) ?? 0) / 100);
  });

  it('leaves a query alone when nothing tells documents apart', () => {
    const query = withFeedback(asked, [1], aboutsOf([[PLATE, 1]]), () => false);
    expect([...query]).toEqual([
      [LAYER, 2 / 3],
      [FLOW, 1 / 3],
    ]);
    expect(withFeedback(asked, [], aboutsOf(), () => true)).toEqual(query);
  });
});
