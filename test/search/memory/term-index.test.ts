import fc from 'fast-check';
import MiniSearch, { type Options, type SearchOptions } from 'minisearch';
import { describe, expect, it } from 'vitest';
import type { IndexedDocument } from '../../../src/core/ports.ts';
import { TermIndex } from '../../../src/search/memory/term-index.ts';

const OPTIONS: Options<IndexedDocument> = { fields: ['title', 'comments'] };

const IDS = Array.from({ length: 10 }, (_, number) => `a${number}`);

/** Few letters, so that words are each other's beginnings and neighbours. */
const word = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '🙂'), minLength: 1, maxLength: 5 });
const text = fc.option(
  fc.array(word, { maxLength: 6 }).map((words) => words.join(' ')),
  { nil: undefined },
);
const step = fc.oneof(
  fc.record({ id: fc.constantFrom(...IDS), title: text, comments: text }),
  fc.constantFrom(...IDS),
  fc.constant('vacuum' as const),
);
const lookup: fc.Arbitrary<SearchOptions> = fc.record(
  {
    prefix: fc.boolean(),
    fields: fc.constantFrom(['title'], ['comments']),
    combineWith: fc.constantFrom('AND', 'OR'),
  },
  { requiredKeys: [] },
);

type Steps = readonly (string | { id: string; title?: string | undefined; comments?: string | undefined })[];

async function take(index: MiniSearch<IndexedDocument>, steps: Steps): Promise<void> {
  for (const one of steps) {
    if (one === 'vacuum') await index.vacuum();
    else if (typeof one === 'string') {
      if (index.has(one)) index.discard(one);
    } else {
      const { id, title, comments } = one;
      if (index.has(id)) index.discard(id);
      index.add({
        id,
        ...(title === undefined ? {} : { title }),
        ...(comments === undefined ? {} : { comments }),
      });
    }
  }
}

/** Results by id: papers of one score stand in no particular order. */
function found(index: MiniSearch<IndexedDocument>, words: string, options: SearchOptions): unknown[] {
  const results = index.search(words, options).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return results.map(({ id, score, terms, queryTerms }) => ({
    id,
    // Sums of the same numbers in another order.
    score: score.toFixed(9),
    terms: terms.toSorted(),
    queryTerms: queryTerms.toSorted(),
  }));
}

function restored(index: TermIndex): TermIndex {
  const copy = new TermIndex(OPTIONS);
  const reader = copy.restore();
  reader.next();
  for (const piece of index.pieces()) reader.next(piece);
  return copy;
}

describe('index of terms', () => {
  it('answers as MiniSearch does on its own, whatever was added, replaced, discarded and cleaned up', async () => {
    const questions = fc.array(fc.tuple(word, lookup), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), questions, async (steps, asked) => {
        const [plain, ours] = [new MiniSearch(OPTIONS), new TermIndex(OPTIONS)];
        await take(plain, steps);
        await take(ours, steps);
        for (const [words, options] of asked) {
          expect(found(ours, words, options)).toEqual(found(plain, words, options));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('goes on after it was restored as if it had never been away', async () => {
    const questions = fc.array(fc.tuple(word, lookup), { minLength: 1, maxLength: 4 });
    const steps = fc.array(step, { maxLength: 15 });
    await fc.assert(
      fc.asyncProperty(steps, steps, questions, async (before, after, asked) => {
        const plain = new TermIndex(OPTIONS);
        await take(plain, before);
        const copy = restored(plain);
        expect([...copy.pieces()]).toEqual([...plain.pieces()]);
        await take(plain, after);
        await take(copy, after);
        for (const [words, options] of asked) {
          expect(found(copy, words, options)).toEqual(found(plain, words, options));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('counts a word of many papers in each of them, also after some are gone', () => {
    const index = new TermIndex(OPTIONS);
    for (let number = 0; number < 100; number += 1) index.add({ id: `a${number}`, title: 'grokking' });
    for (let number = 0; number < 100; number += 3) index.discard(`a${number}`);
    expect(index.search('grokking')).toHaveLength(66);
    expect(restored(index).search('grokking')).toHaveLength(66);
  });

  it('takes a text that says one word more often than it can count', () => {
    const index = new TermIndex(OPTIONS);
    index.add({ id: 'first', title: 'moo '.repeat(5_000) });
    index.add({ id: 'second', title: 'moo' });
    expect(
      index
        .search('moo')
        .map(({ id }) => String(id))
        .toSorted(),
    ).toEqual(['first', 'second']);
  });
});

describe('the lengths of documents', () => {
  const open = (): TermIndex => new TermIndex({ fields: ['title', 'comments'] });

  it('count every word as often as it stands there, and forget a discarded document', () => {
    const index = open();
    index.add({ id: 'a', title: 'one two two', comments: 'three' });
    index.add({ id: 'b', title: 'one' });
    expect([0, 1].map((number) => index.lengthOf(number))).toEqual([4, 1]);
    expect(index.averageLength).toBe(2.5);
    index.discard('a');
    expect(index.lengthOf(0)).toBe(0);
    expect(index.averageLength).toBe(1);
  });

  it('are the same after a restart', () => {
    const index = open();
    for (const id of ['a', 'b', 'c']) index.add({ id, title: `one two ${id} ${id}`, comments: id });
    index.discard('b');
    const again = open();
    const reader = again.restore();
    reader.next();
    for (const piece of index.pieces()) reader.next(piece);
    for (const number of [0, 1, 2]) expect(again.lengthOf(number)).toBe(index.lengthOf(number));
    expect(again.averageLength).toBe(index.averageLength);
  });
});
