import { describe, expect, it } from 'vitest';
import { type Lexicon, patient } from '../../../src/search/query/lexicon.ts';
import { resolveUnits, unitsOf } from '../../../src/search/query/units.ts';

/** A library that knows some words, each in one document of its own, and what it was asked. */
function library(...known: string[]) {
  const together: (readonly string[])[] = [];
  const corrected: string[] = [];
  const lexicon: Lexicon = {
    countOf: (stem) => Number(known.includes(stem)),
    countWithAll(stems) {
      together.push(stems);
      return 0;
    },
    completionsOf: () => [],
    correct(word) {
      corrected.push(word);
      return undefined;
    },
    correctName: () => undefined,
  };
  return { lexicon, together, corrected };
}

const partsOf = (text: string) => unitsOf(text).map(({ parts }) => parts.join('-'));

describe('the words of a term', () => {
  it('are whole with up to eight parts, as the longest that papers have; of more each part is one, once', () => {
    expect(partsOf('1-palmitoyl-2-oleoyl-sn-glycero-3-phosphocholine')).toHaveLength(1);
    expect(partsOf('a-b-c-d-e-f-g-h-i')).toHaveLength(9);
    expect(partsOf(`${'neural-network-'.repeat(200)}model`)).toEqual(['neural', 'network', 'model']);
    expect(partsOf('\ufdfa'.repeat(1_000))).toHaveLength(5);
  });

  it('are each there once', () => {
    expect(partsOf('model.model/Model_on-policy.on-policy')).toEqual(['model', 'on-policy']);
  });

  it('are looked for together only so often in one query', () => {
    const words = ['alpha', 'beta', 'gamma', 'delta', 'kappa', 'lambda', 'sigma', 'omega', 'theta', 'zeta'];
    const { lexicon, together } = library(...words);
    const few = patient(lexicon);
    for (const a of words) for (const b of words) resolveUnits(few, `${a}-${b}`, false);
    expect(together.length).toBe(40);
    expect(Math.max(...together.map((stems) => stems.length))).toBe(2);
  });

  it('are corrected once as a whole where they have a hyphen, then part by part', () => {
    const { lexicon, corrected } = library('model');
    expect(resolveUnits(lexicon, 'quuantum-modxl', false)).toMatchObject([{ parts: ['quuantum', 'modxl'] }]);
    expect(corrected).toEqual(['quuantummodxl', 'quuantum', 'modxl']);
  });
});
