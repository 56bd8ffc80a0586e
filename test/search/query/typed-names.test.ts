import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/core/query-parser.ts';
import { withNames } from '../../../src/search/query/typed-names.ts';

function read(text: string, authors: readonly string[], words: readonly string[] = []) {
  const asked: string[] = [];
  const { query } = withNames(parseQuery(text), {
    isAuthor: (name) => {
      asked.push(name);
      return authors.includes(name);
    },
    isWhole: () => false,
    isWord: (word) => words.includes(word),
    hasAny: () => false,
    hasYear: () => false,
  });
  return { names: query.terms.flatMap(({ text: name, field }) => (field === 'author' ? name : [])), asked };
}

describe('names in a query', () => {
  it('with initials are found among other words', () => {
    expect(read('E. J. Michaud grokking', ['E. J. Michaud']).names).toEqual(['E. J. Michaud']);
    expect(read('sparse codes by E. J. Michaud', ['E. J. Michaud']).names).toEqual(['E. J. Michaud']);
  });

  it('are none of the short words of a title in capitals', () => {
    const { query } = withNames(parseQuery('COMMON KNOWLEDGE IN EMAIL EXCHANGES'), {
      isAuthor: () => true,
      isWhole: () => false,
      isWord: () => true,
      hasAny: () => false,
      hasYear: () => false,
    });
    expect(query.terms.map(({ field }) => field)).toEqual(Array.from({ length: 5 }, () => undefined));
    for (const name of ['E. J. MICHAUD', 'MICHAUD EJ']) expect(read(name, [name]).names).toEqual([name]);
  });

  it('are looked for a bounded number of times, however many stray initials there are', () => {
    const { names, asked } = read('QX ZV YU WK Michael Wang David XQ', []);
    expect(names).toEqual([]);
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.length).toBeLessThanOrEqual(12);
  });

  it('may have their particles apart where the rest is no other word', () => {
    expect(read('yann le cun', ['yann le cun'], ['yann', 'le']).names).toEqual(['yann le cun']);
    expect(read('yann le cun', ['yann le cun'], ['yann', 'le', 'cun']).names).toEqual([]);
    expect(read('yann le cun', []).names).toEqual([]);
    // What stands behind a first name that is also a particle may be run together itself.
    expect(read('ben dewitt', ['de witt, ben']).names).toEqual(['ben dewitt']);
  });
});
