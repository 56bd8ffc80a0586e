import { describe, expect, it } from 'vitest';
import { DocumentTerms, termOf, timesOf } from '../../../src/search/memory/document-terms.ts';
import { TermIndex } from '../../../src/search/memory/term-index.ts';

const read = (terms: DocumentTerms, document: number): [name: string, times: number][] =>
  Array.from(terms.of(document), (packed) => [terms.nameOf(termOf(packed)), timesOf(packed)]);

describe('the terms of documents', () => {
  it('are each told once, with how often they stand there, and gone with the document', () => {
    const terms = new DocumentTerms();
    terms.set(2, ['shock', 'wave', 'shock']);
    expect(read(terms, 2)).toEqual([
      ['shock', 2],
      ['wave', 1],
    ]);
    terms.forget(2);
    expect([0, 1, 2, 3].flatMap((document) => read(terms, document))).toEqual([]);
    expect(terms.numberOf('wave')).toBe(1);
    expect(terms.numberOf('tube')).toBeUndefined();
  });

  it('are counted as far as there is room', () => {
    const terms = new DocumentTerms();
    terms.set(
      0,
      Array.from({ length: 1_000 }, () => 'moo'),
    );
    expect(read(terms, 0)).toEqual([['moo', 255]]);
  });

  it('are the same, in the same order, in an index that was restored', () => {
    const index = new TermIndex({ fields: ['title'] });
    index.add({ id: 'a', title: 'wave shock wave' });
    index.add({ id: 'b', title: 'gone' });
    index.add({ id: 'c', title: 'tube wave' });
    index.discard('b');
    const copy = new TermIndex({ fields: ['title'] });
    const reader = copy.restore();
    reader.next();
    for (const piece of index.pieces()) reader.next(piece);
    for (const document of [0, 1, 2])
      expect(read(copy.documentTerms, document)).toEqual(read(index.documentTerms, document));
    expect(read(copy.documentTerms, 0)).toEqual([
      ['shock', 1],
      ['wave', 2],
    ]);
    expect([copy.idOf(2), copy.numberOf('c')]).toEqual(['c', 2]);
  });
});
