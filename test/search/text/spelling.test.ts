import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { americanSpelling } from '../../../src/search/text/spelling.ts';
import { stem } from '../../../src/search/text/stem.ts';

describe('one spelling of a word', () => {
  it.each([
    ['behaviour', 'behavior'],
    ['colouring', 'coloring'],
    ['neighbourhoods', 'neighborhoods'],
    ['optimisation', 'optimization'],
    ['regularised', 'regularized'],
    ['hypothesise', 'hypothesize'],
    ['centres', 'centers'],
    ['fibred', 'fibered'],
    ['catalogued', 'cataloged'],
    ['defence', 'defense'],
    ['analysing', 'analyzing'],
  ])('makes of %s the American %s', (british, american) => {
    expect(americanSpelling(british)).toBe(american);
    expect(stem(british)).toBe(stem(american));
  });

  it.each(
    'analyses supervised unsupervised precise denoising noise rising stepwise otherwise comprising enterprises expertise contour source journal exercise promising surprisingly raise diseases basis parent'.split(
      ' ',
    ),
  )('leaves %s', (word) => {
    expect(americanSpelling(word)).toBe(word);
  });

  it('is the same when it is made twice, of any letters', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'aeioursinlcetgdfz'.split('')) });
    fc.assert(
      fc.property(letters, (word) => {
        const once = americanSpelling(word);
        expect(americanSpelling(once)).toBe(once);
      }),
    );
  });
});
