import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from '../../../src/core/nearest.ts';
import { nearTerms } from '../../../src/search/text/near-terms.ts';

// Few letters, so that many words are near; one of them shares its bit with another.
const letters = fc.constantFrom('a', 'b', 'n', 'é', 'А', '1');
const words = (most: number) => fc.string({ unit: letters, minLength: 1, maxLength: most });

describe('the terms near a word', () => {
  it('are those and only those so many edits away', () => {
    fc.assert(
      fc.property(
        fc.array(words(8), { maxLength: 60 }),
        words(8),
        fc.constantFrom(0, 1, 2),
        (terms, word, most) => {
          const wanted = terms
            .map((term): [string, number] => [term, editDistance(word, term)])
            .filter(([, edits]) => edits <= most);
          expect(nearTerms(terms, word, most)).toEqual(wanted);
        },
      ),
    );
  });

  it('are found for words of up to thirty letters', () => {
    const word = 'pneumonoultramicroscopicsilico';
    expect(nearTerms([`${word}s`, word.slice(2)], word, 2)).toEqual([
      [`${word}s`, 1],
      [word.slice(2), 2],
    ]);
    const swapped = `np${word.slice(2, 28)}oc`;
    expect(nearTerms([swapped], word, 2)).toEqual([[swapped, 2]]);
    expect(nearTerms([`${word}s`], `${word}x`, 2)).toEqual([]);
  });

  it('are found in a list that has grown since it was last asked', () => {
    const terms = ['sparse'];
    expect(nearTerms(terms, 'dense', 1)).toEqual([]);
    terms.push('tense');
    expect(nearTerms(terms, 'dense', 1)).toEqual([['tense', 1]]);
  });
});
