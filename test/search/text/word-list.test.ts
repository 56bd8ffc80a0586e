import fc from 'fast-check';
import { expect, it } from 'vitest';
import { editDistance } from '../../../src/core/nearest.ts';
import { isListed, WordList } from '../../../src/search/text/word-list.ts';

// Few letters, so that words are each other's beginnings and neighbours.
const word = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '1'), minLength: 1, maxLength: 6 });
const some = fc.array(word, { maxLength: 30 });

function restored(list: WordList): WordList {
  const copy = new WordList();
  const reader = copy.restore();
  reader.next();
  for (const piece of list.pieces()) reader.next(piece);
  return copy;
}

it('a list of words has each once, near or begun, however they came, and when it was kept', () => {
  fc.assert(
    fc.property(some, some, word, fc.boolean(), (first, then, asked, settles) => {
      const list = new WordList();
      list.add(first);
      if (settles) list.settle();
      const kept = restored(list);
      for (const one of [list, kept]) {
        one.add(then);
        const wanted = [...new Set([...first, ...then])].filter(isListed).toSorted();
        const near = wanted.filter((other) => editDistance(asked, other) <= 1);
        expect(one.near(asked, 1).toSorted()).toEqual(near);
        expect([...one.beginning(asked)].toSorted()).toEqual(
          wanted.filter((other) => other.startsWith(asked)),
        );
        expect(one.has(asked)).toBe(wanted.includes(asked));
      }
    }),
  );
});

it('a list of words takes up many at a time', () => {
  const list = new WordList();
  const words = Array.from(
    { length: 5_000 },
    (_, number) => `word${number.toString(2).replace(/1/g, 'b').replace(/0/g, 'a')}`,
  );
  list.add(words.slice(0, 100));
  list.settle();
  list.add(words);
  expect([...list.beginning('word')].toSorted()).toEqual([...new Set(words)].toSorted());
  expect([...restored(list).beginning('word')]).toEqual([...new Set(words)].toSorted());
});
