import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/core/query-parser.ts';
import { createIndexForMany, createMiniSearchIndex } from '../../../src/search/memory/minisearch.ts';
import { inventPaper, inventQuery } from '../../bench/papers.ts';

const PAPERS = Array.from({ length: 150 }, (_, number) => {
  const { id, title = '', authors = [], abstract = '' } = inventPaper(number);
  return { id, title, authors, abstract, submitted: '2026-11-16' };
});

describe('an index for many queries', () => {
  it('finds what another index finds, with the same words, also in a paper that was replaced', async () => {
    const [one, other] = [createIndexForMany(), createMiniSearchIndex()];
    const options = { sort: 'relevance', limit: 50, offset: 0, every: true } as const;
    let words = 0;
    for (const more of ['', ' well-known sparse auto-encoders']) {
      // More of them would be cleaned up after in the background, at another moment in each index.
      const papers = (more === '' ? PAPERS : PAPERS.slice(0, 5)).map((paper) => ({
        ...paper,
        abstract: `${paper.abstract}${more}`,
      }));
      await Promise.all([one.put(papers, 1), other.put(papers, 1)]);
      for (let number = 0; number < 60; number += 1) {
        const text = [
          inventQuery(number, 3),
          '"sparse auto-encoders"',
          `autoencoders OR ${inventQuery(number, 20)}`,
          `title:${inventQuery(number, 3).split(' ')[0]}`,
          'known -sparse*',
        ][number % 5];
        const query = parseQuery(text ?? '');
        const [mine, plain] = [await one.search(query, options), await other.search(query, options)];
        words += plain.hits.reduce((sum, { matched }) => sum + matched.length, 0);
        expect(mine).toEqual(plain);
      }
    }
    expect(words).toBeGreaterThan(1_000);
  });
});
