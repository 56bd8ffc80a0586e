import { describe, expect, it } from 'vitest';
import { withFeedback } from '../../src/search/feedback.ts';

const asked = new Map([
  ['layer', 2],
  ['flow', 1],
]);
const about = (words: Record<string, number>) => ({
  stems: Object.keys(words),
  weights: Object.values(words),
});

describe('feedback', () => {
  it('asks for what the best documents are about, less than for what was typed', () => {
    const query = withFeedback(asked, [{ score: 5, about: about({ plate: 3, layer: 1 }) }], () => true);
    expect([...query.keys()]).toEqual(['layer', 'flow', 'plate']);
    const total = [...query.values()].reduce((a, b) => a + b, 0);
    expect(total).toBeCloseTo(1);
    expect(query.get('plate')).toBeLessThan(query.get('layer') ?? 0);
    expect(query.get('layer')).toBeGreaterThan(query.get('flow') ?? 0);
  });

  it('listens to a document much better than the others nearly alone', () => {
    const query = withFeedback(
      asked,
      [
        { score: 10, about: about({ right: 1 }) },
        { score: 5, about: about({ wrong: 1 }) },
      ],
      () => true,
    );
    expect(query.get('wrong')).toBeLessThan((query.get('right') ?? 0) / 100);
  });

  it('leaves a query alone when nothing tells documents apart', () => {
    const query = withFeedback(asked, [{ score: 1, about: about({ the: 1 }) }], () => false);
    expect([...query]).toEqual([
      ['layer', 2 / 3],
      ['flow', 1 / 3],
    ]);
    expect(withFeedback(asked, [], () => true)).toEqual(query);
  });
});
