import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collapse, stripControls } from '../../src/core/text.ts';
import { fieldText } from '../../src/sources/listing-fields.ts';

describe('the text of a field', () => {
  it('has single blanks for white space and control characters of every kind, and nothing else is changed', () => {
    const sign = fc.oneof(
      fc.constantFrom(
        ' ',
        '\n',
        '\t',
        '\u00a0',
        '\u200b',
        '\u2028',
        '\u3000',
        '\u0000',
        '\ufeff',
        '\u2066',
        'a',
        'é',
        '𝔸',
      ),
      fc.string({ unit: 'binary', maxLength: 1 }),
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.array(sign).map((signs) => signs.join('')),
          { maxLength: 3 },
        ),
        (lines) => {
          expect(fieldText(lines)).toBe(collapse(stripControls(lines.join(' '))));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
