import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentsOfAll, pack } from '../../../src/search/memory/postings.ts';

describe('documents of all lists', () => {
  it('are those that stand in each of them', () => {
    const list = fc.uniqueArray(fc.nat(60), { maxLength: 40 });
    fc.assert(
      fc.property(fc.array(list, { minLength: 1, maxLength: 4 }), (lists) => {
        const packed = lists.map((documents) =>
          documents.toSorted((a, b) => a - b).map((document) => pack(document, 1 + (document % 3))),
        );
        const [first = [], ...others] = lists;
        const inAll = first.filter((document) => others.every((other) => other.includes(document)));
        expect(documentsOfAll(packed)).toEqual(inAll.toSorted((a, b) => a - b));
      }),
    );
  });
});
