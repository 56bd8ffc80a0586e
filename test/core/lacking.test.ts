import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lackingOf } from '../../src/core/lacking.ts';
import { type Condition, canHold } from '../../src/core/query.ts';

const WORDS = ['a', 'b', 'c', 'd'];
const leaf = fc
  .constantFrom(...WORDS)
  .map((text): Condition => ({ term: { text, phrase: false, excluded: false } }));
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('condition').map((not) => ({ not })),
  ),
}));

it('names something exactly where a paper does not meet the condition', async () => {
  await fc.assert(
    fc.asyncProperty(condition, fc.subarray(WORDS), async (one, words) => {
      const lacking = await lackingOf(one, async (part) => 'term' in part && words.includes(part.term.text));
      const meets = canHold(one, (part) => 'term' in part && words.includes(part.term.text));
      expect(lacking.length === 0).toBe(meets);
    }),
  );
});
