import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatQuery } from '../../src/core/query-format.ts';
import { parseQuery } from '../../src/core/query-parser.ts';

describe('a query in words', () => {
  it.each([
    'id:2402.05110v2 sparse "program synthesis" -author:"Michaud, E J" category:cs.* year:2022',
    'title:x year:2022..2024',
    'since:2025-06-15 before:2025-07-01 similar:2402.05110',
  ])('%s is what was typed', (typed) => {
    expect(formatQuery(parseQuery(typed))).toBe(typed);
  });

  it('reads as the same query', () => {
    const piece = fc.constantFrom(
      'sparse',
      '"a b"',
      '-x',
      'au:"Li, W"',
      'ti:y',
      'cat:cs.*',
      'year:2022',
      '2402.05110',
      '-ti:"p q"',
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
        const { text: _, ...query } = parseQuery(['z', ...pieces].join(' '));
        const { text: __, ...again } = parseQuery(formatQuery(query));
        expect(again).toEqual(query);
      }),
    );
  });
});
