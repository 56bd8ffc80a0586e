import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearTerms } from '../../../src/search/text/near-terms.ts';

/** Letters more, less or other, worked out the long way. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let at = 0; at < a.length; at += 1) {
    const next = [at + 1];
    for (let column = 1; column <= b.length; column += 1) {
      const other = (row[column - 1] ?? 0) + Number(a[at] !== b[column - 1]);
      next.push(Math.min(other, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

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
            .map((term): [string, number] => [term, editsBetween(word, term)])
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
    expect(nearTerms([`${word}s`], `${word}x`, 2)).toEqual([]);
  });

  it('are found in a list that has grown since it was last asked', () => {
    const terms = ['sparse'];
    expect(nearTerms(terms, 'dense', 1)).toEqual([]);
    terms.push('tense');
    expect(nearTerms(terms, 'dense', 1)).toEqual([['tense', 1]]);
  });
});
