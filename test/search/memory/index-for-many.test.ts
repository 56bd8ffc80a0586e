import { describe, expect, it } from 'vitest';
import type { IndexedDocument } from '../../../src/core/ports.ts';
import { parseQuery } from '../../../src/core/query-parser.ts';
import { indexForMany } from '../../../src/search/memory/index-for-many.ts';
import { createMiniSearchIndex } from '../../../src/search/memory/minisearch.ts';
import { inventPaper, inventQuery } from '../../bench/papers.ts';
import { wholeResult } from '../whole-result.ts';

const PAPERS = Array.from({ length: 300 }, (_, number): IndexedDocument => {
  const { id, title = '', authors = [], abstract = '' } = inventPaper(number);
  const paper = { id, title, authors, abstract, submitted: `2026-11-${10 + (number % 10)}` };
  if (number % 3 === 0) return paper;
  if (number % 50 === 1) return { id };
  const more = `${abstract} well-known sparse auto-encoders`;
  return { ...paper, abstract: more, categories: ['cs.LG'], comments: `${number} pages` };
});

/** In batches that are no batches of the index. */
async function* batched(papers: readonly IndexedDocument[]): AsyncGenerator<readonly IndexedDocument[]> {
  for (let start = 0; start < papers.length; start += 130) yield papers.slice(start, start + 130);
}

function queryOf(number: number): string {
  const [first = '', second = ''] = inventQuery(number, 3).split(' ');
  const { authors: [author = ''] = [] } = PAPERS[number * 3] ?? {};
  const queries = [
    `${first} ${second}`,
    '"sparse auto-encoders"',
    `autoencoders OR ${inventQuery(number, 20)}`,
    `title:${first}`,
    'known -sparse*',
    `author:"${author}"`,
    `cat:cs.LG ${first}`,
    `${number} pages -${second}`,
    author,
  ];
  return queries[number % queries.length] ?? '';
}

describe('an index for many queries', () => {
  for (const way of [{}, { simply: true }] as const) {
    it(`finds what another index finds, in its order, with the same words${'simply' in way ? ', by their own words' : ''}`, async () => {
      const [one, other] = [await indexForMany(batched(PAPERS)), createMiniSearchIndex()];
      await other.put(PAPERS, 1);
      const options = { sort: 'relevance', limit: 50, offset: 0, every: true, ...way } as const;
      let words = 0;
      for (let number = 0; number < 90; number += 1) {
        const query = parseQuery(queryOf(number));
        const mine = wholeResult(await one.search(query, options));
        const plain = wholeResult(await other.search(query, options));
        words += plain.hits.reduce((sum, { matched }) => sum + matched.length, 0);
        expect(mine, query.text).toEqual(plain);
      }
      expect(words).toBeGreaterThan(1_000);
    });
  }

  it('finds the same in more papers than it keeps read, and nothing where there is none', async () => {
    const many = Array.from({ length: 5_100 }, (_, number) => ({
      id: `p${number}`,
      title: `Sparse ${number}`,
    }));
    const options = { sort: 'relevance', limit: 10_000, offset: 0, every: true } as const;
    const { hits } = await (await indexForMany(batched(many))).search(parseQuery('sparse'), options);
    expect(hits.map(({ matched }) => matched)).toEqual(
      many.map(() => [{ word: 'Sparse', fields: ['title'] }]),
    );
    const none = await indexForMany(batched([]));
    expect((await none.search(parseQuery('sparse -latex OR author:liu'), options)).hits).toEqual([]);
  });
});
