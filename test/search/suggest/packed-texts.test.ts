import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PackedTexts } from '../../../src/search/suggest/packed-texts.ts';
import { atOnce } from '../../../src/search/suggest/steps.ts';

it('gives every text back at its place, and nothing beyond the last', () => {
  const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 700 });
  fc.assert(
    fc.property(texts, (all) => {
      const packed = atOnce(PackedTexts.packing(all));
      expect(Array.from({ length: packed.length }, (_, place) => packed.at(place))).toEqual(all);
      expect(packed.at(all.length)).toBeUndefined();
    }),
  );
});
