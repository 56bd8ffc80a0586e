import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/core/query-parser.ts';
import { createFullTextIndex } from '../../../src/search/fulltext/fulltext.ts';

const PAGE = { sort: 'newest', limit: 100, offset: 0 } as const;

type Paper = {
  readonly id: string;
  readonly words: readonly string[];
  readonly categories: readonly string[];
};
/** A condition as it is typed, and whether a paper meets it. */
type Asked = { readonly text: string; readonly isMet: (paper: Paper) => boolean };

const WORDS = ['lattice', 'gap', 'boson', 'quark', 'neutrino'];
const CATEGORIES = ['cs.LG', 'cs.AI', 'hep-th', 'hep-ph'];
/** Every way to have some of the words, in some categories. */
const PAPERS = Array.from(
  { length: 2 ** WORDS.length },
  (_, at): Paper => ({
    id: `p${at}`,
    words: WORDS.filter((_word, place) => (at >> place) % 2 === 1),
    categories: CATEGORIES.filter((_category, place) => (at % 3) + (at % 5) === place),
  }),
);

const word = fc
  .constantFrom(...WORDS)
  .map((text): Asked => ({ text, isMet: ({ words }) => words.includes(text) }));
const category = fc.constantFrom('cs.LG', 'cs', 'cs*', 'hep*', 'hep-th', 'h*', '*x').map(
  (text): Asked => ({
    text: `cat:${text}`,
    isMet: ({ categories }) =>
      categories.some((one) =>
        text.includes('*')
          ? one.startsWith(text.replace(/\*.*$/, ''))
          : one === text || one.startsWith(`${text}.`),
      ),
  }),
);
const paper = fc
  .constantFrom('2101.00001', '2101.00002')
  .map((text): Asked => ({ text, isMet: ({ id }) => id === text }));

const { condition } = fc.letrec<{ condition: Asked }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, depthSize: 'large', withCrossShrink: true },
    fc.oneof(word, category, paper),
    fc.array(tie('condition'), { minLength: 2, maxLength: 3 }).map(
      (parts): Asked => ({
        text: `(${parts.map(({ text }) => text).join(' AND ')})`,
        isMet: (one) => parts.every(({ isMet }) => isMet(one)),
      }),
    ),
    fc.array(tie('condition'), { minLength: 2, maxLength: 3 }).map(
      (parts): Asked => ({
        text: `(${parts.map(({ text }) => text).join(' OR ')})`,
        isMet: (one) => parts.some(({ isMet }) => isMet(one)),
      }),
    ),
    fc.tuple(tie('condition'), tie('condition')).map(
      ([wanted, out]): Asked => ({
        text: `(${wanted.text} ANDNOT ${out.text})`,
        isMet: (one) => wanted.isMet(one) && !out.isMet(one),
      }),
    ),
  ),
}));

describe('a condition', () => {
  it('is met by just the papers that meet it, however its parts stand in each other', async () => {
    const index = createFullTextIndex();
    const named = PAPERS.map((one, at) => (at < 2 ? { ...one, id: `2101.0000${at + 1}` } : one));
    await index.put(
      named.map(({ id, words, categories }) => ({ id, title: words.join(' and '), categories })),
      1,
    );
    await fc.assert(
      fc.asyncProperty(condition, async ({ text, isMet }) => {
        // Within what a query may have.
        fc.pre((text.match(/cat:/g)?.length ?? 0) <= 8 && (text.match(/\w+/g)?.length ?? 0) < 100);
        const { hits, total } = await index.search(parseQuery(text), PAGE);
        const ids = hits.map(({ id }) => id).toSorted();
        expect(ids).toEqual(
          named
            .filter(isMet)
            .map(({ id }) => id)
            .toSorted(),
        );
        expect(total).toBe(ids.length);
      }),
      { numRuns: 400 },
    );
  });

  it('has what must be read looked for last, among the papers that meet everything else', async () => {
    const index = createFullTextIndex();
    const papers = Array.from({ length: 6_000 }, (_, number) => ({
      id: `p${number}`,
      title: `Neural ${number % 2 === 0 ? 'networks' : 'network'} ${number < 2 ? 'rare' : 'usual'}`,
      abstract: number % 2 === 0 ? 'The state of the art.' : 'Of the state, in the art.',
      authors: number % 2 === 0 ? ['Jane Other', 'Kim One'] : ['Kim Other', 'Jane One'],
    }));
    await index.put(papers, 1);
    for (const [query, wanted] of [
      ['rare AND "neural networks"', ['p0']],
      ['"neural networks" AND rare', ['p0']],
      ['rare ANDNOT "neural networks"', ['p1']],
      ['rare AND ("neural networks" OR zzz)', ['p0']],
      ['("neural networks" OR "neural network") AND (rare AND "state of the art")', ['p0']],
      ['(rare OR zzz) ANDNOT "state of the art"', ['p1']],
      ['(rare OR zzz) ANDNOT (usual OR "state of the art")', ['p1']],
      ['(rare OR zzz) ANDNOT au:"Jane Other"', ['p1']],
      ['au:"Jane Other" AND rare', ['p0']],
      ['(rare OR zzz) AND (au:"Kim Other" OR au:"Ann Nobody")', ['p1']],
    ] as const) {
      const { hits, ...rest } = await index.search(parseQuery(query), PAGE);
      expect([query, hits.map(({ id }) => id).toSorted()]).toEqual([query, wanted]);
      expect([query, rest]).toEqual([query, { total: wanted.length, corrections: [] }]);
    }
  });

  it('corrects a name that nobody has, and none that only the other papers have', async () => {
    const index = createFullTextIndex();
    await index.put(
      [
        { id: 'a', title: 'Lattices', authors: ['Max Tegmark', 'Aaron van den Oord'] },
        { id: 'b', title: 'Gaps', authors: ['Ann Vandenoord'] },
      ],
      1,
    );
    expect(await index.search(parseQuery('au:"Ann Vandenoord" AND lattices'), PAGE)).toMatchObject({
      total: 0,
      corrections: [],
    });
    expect(await index.search(parseQuery('au:"A. Vandenoord" AND lattices'), PAGE)).toMatchObject({
      total: 0,
      corrections: [],
    });
    expect(await index.search(parseQuery('(au:tegmrk AND lattces) AND max'), PAGE)).toMatchObject({
      total: 1,
      corrections: [
        { typed: 'tegmrk', used: 'tegmark' },
        { typed: 'lattces', used: 'lattices' },
      ],
    });
  });
});
