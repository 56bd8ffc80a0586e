import { describe, expect, it } from 'vitest';
import { unitsOf } from '../../../src/search/query/units.ts';
import { unitTest } from '../../../src/search/query/word-tests.ts';
import { singularOf } from '../../../src/search/text/irregular-plurals.ts';
import { sameWordKey } from '../../../src/search/text/same-word.ts';

describe('irregular plurals', () => {
  it.each([
    ['matrices', 'matrix'],
    ['vertices', 'vertex'],
    ['spectra', 'spectrum'],
    ['indices', 'index'],
    ['automata', 'automaton'],
    ['hypotheses', 'hypothesis'],
    ['nuclei', 'nucleus'],
    ['corpora', 'corpus'],
    ['genera', 'genus'],
    ['tori', 'torus'],
    ['loci', 'locus'],
    ['axes', 'axis'],
    ['children', 'child'],
    ['women', 'woman'],
  ])('%s are the same word as %s, also where a text is read', (plural, one) => {
    expect(sameWordKey(plural)).toBe(sameWordKey(one));
    for (const [asked, standing] of [
      [plural, one],
      [one, plural],
    ]) {
      const [unit] = unitsOf(asked ?? '');
      expect(unit !== undefined && unitTest(unit)(`of ${standing} here`)).toBe(true);
    }
  });

  it.each(['bases', 'data', 'quanta', 'models'])('but %s stays', (word) => {
    expect(singularOf(word)).toBe(word);
  });
});
