import { describe, expect, it } from 'vitest';
import type { IndexedDocument, SearchIndex } from '../../../src/core/ports.ts';
import { parseQuery } from '../../../src/core/query-parser.ts';
import { createFullTextIndex } from '../../../src/search/fulltext/fulltext.ts';

/** Words that stand in every paper, by twos. */
const PAIRS = Array.from({ length: 12 }, (_, at) => `left${at} right${at}`);
/** Authors who take as long to read as those of a hundred papers. */
const MANY_AUTHORS = Array.from({ length: 2_500 }, (_, number) => `J. Many${number}`);

async function indexOf(papers: readonly IndexedDocument[]): Promise<SearchIndex> {
  const index = createFullTextIndex();
  await index.put(papers, 1);
  return index;
}

async function ask(index: SearchIndex, query: string) {
  const { total, byWords } = await index.search(parseQuery(query), { sort: 'newest', limit: 10, offset: 0 });
  return { total, byWords: byWords ?? false };
}

const papers = (number: number, paperOf: (at: number) => Omit<IndexedDocument, 'id'>): IndexedDocument[] =>
  Array.from({ length: number }, (_, at) => ({ id: `p${at}`, ...paperOf(at) }));
const quoted = (pairs: readonly string[]): string => pairs.map((pair) => `"${pair}"`).join(' ');

describe('what one query may have read', () => {
  it('is spent by phrases and names together', async () => {
    const index = await indexOf(
      papers(3_200, (at) => ({
        title: 'Neural networks',
        abstract: at < 100 ? 'Of collisions' : 'Of lattices',
        authors: at < 100 ? [...MANY_AUTHORS, 'Ann Other'] : ['Bob Other', 'C. Bob'],
      })),
    );
    for (const query of ['"neural networks"', 'au:"Ann Other"', 'au:"Bob Other"'])
      expect(await ask(index, query)).toMatchObject({ byWords: false });
    expect(await ask(index, 'au:"Ann Other" "neural networks"')).toEqual({ total: 100, byWords: true });
    expect(await ask(index, '"neural networks" au:"Bob Other"')).toEqual({ total: 3_100, byWords: true });
  });

  it('is not enough for a name that is left out after others were read, which is said', async () => {
    const index = await indexOf(
      papers(240, (at) => ({
        title: 'Collisions',
        authors: at < 80 ? [...MANY_AUTHORS, 'Ann Other'] : [at < 160 ? 'Bob Other' : 'Cy One'],
      })),
    );
    expect(await ask(index, 'ti:collisions -au:"Ann Other"')).toEqual({ total: 160, byWords: false });
    expect(await ask(index, 'ti:collisions -au:"Ann Other" -au:"Bob Other"')).toEqual({
      total: 160,
      byWords: true,
    });
  });

  it('is looked at again for six phrases among the papers that pass everything else', async () => {
    const index = await indexOf(
      papers(4_100, (at) => ({ title: at < 10 ? 'Rare' : 'Usual', abstract: PAIRS.join(' and ') })),
    );
    expect(await ask(index, `ti:rare ${quoted(PAIRS.slice(0, 6))}`)).toEqual({ total: 10, byWords: false });
    expect(await ask(index, `ti:rare ${quoted(PAIRS.slice(0, 7))}`)).toEqual({ total: 10, byWords: true });
  });

  it('is also what is counted to find that there is too much of it', async () => {
    const index = await indexOf(
      papers(4_100, (at) => ({
        title: ['Neural network', 'Neural networks'][at] ?? 'Lattices',
        abstract: PAIRS.join(' and '),
      })),
    );
    const asked = (many: number): string => `${quoted(PAIRS.slice(0, many))} "neural networks"`;
    expect(await ask(index, asked(9))).toEqual({ total: 1, byWords: true });
    // Then the words of the last one have to do.
    expect(await ask(index, asked(10))).toEqual({ total: 2, byWords: true });
  });

  it('is less for words of several parts, as these are nearly always where their stems are', async () => {
    const index = await indexOf(
      papers(1_200, (at) => ({
        abstract: at < 600 ? 'Multiple of the components' : 'Two of the levels',
      })),
    );
    for (const query of ['abs:multiple-component', 'abs:two-level'])
      expect(await ask(index, query)).toEqual({ total: 0, byWords: false });
    expect(await ask(index, 'abs:multiple-component OR abs:two-level')).toEqual({
      total: 600,
      byWords: false,
    });
  });
});

it('leaves out the papers of a person however many others there are', async () => {
  const index = await indexOf(
    papers(5_200, (at) => ({ title: 'On lattices', authors: [at < 5_199 ? 'Bob One' : 'Jane Other'] })),
  );
  for (const query of ['ti:lattices -au:"Jane Other"', '(lattices OR gaps) ANDNOT au:"Jane Other"'])
    expect([query, await ask(index, query)]).toEqual([query, { total: 5_199, byWords: false }]);
});
