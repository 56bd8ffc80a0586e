import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import type { Query } from '../../../src/core/query.ts';
import { parseQuery } from '../../../src/core/query-parser.ts';
import { createMiniSearchIndex } from '../../../src/search/memory/minisearch.ts';
import { searchContract } from '../../contract/search.ts';
import { PAPERS } from '../papers.ts';

searchContract('MiniSearch', async () => createMiniSearchIndex());

const PAGE = { sort: 'relevance', limit: 10, offset: 0 } as const;
const PIECES = [
  'sparse',
  'autoencodrs',
  'the',
  'author:',
  'title:x',
  '-',
  '"',
  '“',
  '*',
  'cat:cs.*',
  'year:2022',
  '2402.05110',
  '\\alpha$_2$',
  'é',
  '漢字',
  '🙂',
  '-latex',
  'AND',
  'OR',
  'ANDNOT',
  '(',
  ')',
  'ti:(',
  'grok*',
  'constructor',
  '__proto__',
  'well-known',
  "o'brien",
  ' ',
];

describe('MiniSearch index', () => {
  it('counts what a beginning may become as one word, however many words of a paper begin like it', async () => {
    const index = createMiniSearchIndex();
    const others = ['Personatab', 'waves', 'plates', 'gases', 'slabs', 'wings'].map((title) => ({
      id: title,
      title,
    }));
    const wordy = 'trajectory transfer traffic trait trade tract';
    await index.put(
      [
        { id: 'meant', title: 'Personatab, predicting personality', abstract: 'Tables train a model' },
        { id: 'wordy', title: `Predicting personality: ${wordy}`, abstract: 'Tables fit a model' },
        ...others,
      ],
      1,
    );
    const { hits } = await index.search(parseQuery('personatab predicting personality tra'), PAGE);
    expect(hits[0]?.id).toBe('meant');
  });

  it('answers any query that can be read', async () => {
    const index = createMiniSearchIndex();
    await index.put(PAPERS, 17);
    const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((parts) => parts.join(' '));
    const glued = fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((parts) => parts.join(''));
    const any = fc.oneof(pieces, glued, fc.string({ unit: 'binary', maxLength: 60 }));
    await fc.assert(
      fc.asyncProperty(any, async (text) => {
        const query = readable(text);
        if (query === undefined) return;
        const result = await index.search(query, PAGE);
        expect(result.hits.length).toBe(Math.min(10, result.total));
        expect(new Set(result.hits.map((hit) => hit.id)).size).toBe(result.hits.length);
        for (const hit of result.hits) expect(Number.isFinite(hit.score)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('lets writers take turns and can be searched meanwhile', async () => {
    const index = createMiniSearchIndex();
    const many = Array.from({ length: 100 }, (_, number) => ({
      id: `a${number}`,
      title: `Paper number ${number}`,
    }));
    const first = index.put(many, 100);
    const second = index.put([{ id: 'a99', title: 'Replaced' }], 101);
    await index.search(parseQuery('paper'), PAGE);
    await Promise.all([first, second]);
    expect(index.seq).toBe(101);
    expect(index.size).toBe(100);
    expect((await index.search(parseQuery('replaced'), PAGE)).hits[0]?.id).toBe('a99');
  });

  it('answers a query of the greatest length', async () => {
    const index = createMiniSearchIndex();
    await index.put(PAPERS, 17);
    const words = Array.from({ length: 150 }, (_, number) => `wrod${'abcdefgh'[number % 8]}`).join(' ');
    expect((await index.search(parseQuery(words), PAGE)).total).toBeGreaterThanOrEqual(0);
  });
});

function readable(text: string): Query | undefined {
  try {
    return parseQuery(text);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

describe('a costly query', () => {
  it('is answered by its words where too much would have to be read, and says so, but not beside a rare word', async () => {
    const index = createMiniSearchIndex();
    const many = Array.from({ length: 700 }, (_, number) => ({
      id: `2401.${String(number).padStart(5, '0')}`,
      abstract: 'one two three four five six seven eight nine ten',
      ...(number === 0 ? { title: 'Grokking' } : {}),
    }));
    await index.put(many, 1);
    const words = 'one two three four five six seven eight nine ten'.split(' ');
    const ask = (text: string): Promise<unknown> => index.search(parseQuery(text), PAGE);
    const pairs = words.slice(1).flatMap((word) => words.map((other) => `abs:"${word} ${other}"`));
    const nowhere = pairs.filter((pair) => !many[0]?.abstract.includes(pair.slice('abs:"'.length, -1)));
    expect(await ask(nowhere.slice(0, 25).join(' OR '))).toMatchObject({ total: 700, byWords: true });
    // What was found already is not read again.
    const phrases = pairs.slice(0, 25).join(' OR ');
    const found = await ask(phrases);
    expect(found).toMatchObject({ total: 700 });
    expect(found).not.toHaveProperty('byWords');
    const reversed = words
      .slice(1)
      .flatMap((word, at) => [`-abs:"${word} ${words[at]}"`, `-abs:"${word} one"`]);
    expect(await ask(`abs:one ${reversed.join(' ')}`)).toMatchObject({ total: 700, byWords: true });
    const few = await ask(`ti:grokking AND (${phrases})`);
    expect(few).toMatchObject({ total: 1 });
    expect(few).not.toHaveProperty('byWords');
  });

  describe('reads last, and of the papers that all else leaves', () => {
    const index = createMiniSearchIndex();
    const many = Array.from({ length: 5_100 }, (_, number) => ({
      id: `p${number}`,
      title: number < 5_098 ? 'Lattices' : 'Rare lattices',
      abstract: number === 5_099 ? 'A neural network.' : 'The network is neural.',
      authors: number === 5_099 ? ['Jane Roe'] : ['Jane Doe', 'Bob Roe'],
    }));
    beforeAll(() => index.put(many, 1));

    it.each([
      ['(rare OR zzz) AND "neural network"', ['p5099']],
      ['"neural network" AND (rare OR zzz)', ['p5099']],
      ['rare AND ("neural network" OR zzz)', ['p5099']],
      ['"neural network" ANDNOT (lattices ANDNOT rare)', ['p5099']],
      ['au:"J. Roe" ti:rare', ['p5099']],
      ['au:"J. Roe" AND (rare OR zzz)', ['p5099']],
      ['(rare OR zzz) ANDNOT au:"J. Roe"', ['p5098']],
      ['lattices ANDNOT "neural network" ANDNOT (lattices ANDNOT rare)', ['p5098']],
    ])('for %s, and finds just %j', async (query, ids) => {
      const result = await index.search(parseQuery(query), PAGE);
      expect(result.hits.map(({ id }) => id)).toEqual(ids);
      expect(result).not.toHaveProperty('byWords');
    });

    it('and where that is too many leaves out no paper that only may have to be left out', async () => {
      const query = parseQuery('lattices ANDNOT (abs:network ANDNOT "neural network")');
      expect(await index.search(query, PAGE)).toMatchObject({ total: 5_100, byWords: true });
    });
  });
});
