import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../src/core/query-parser.ts';
import { emptyIndexes } from '../../src/search/indexes.ts';
import { createIndexForMany, createMiniSearchIndex } from '../../src/search/minisearch.ts';
import { rankWords } from '../../src/search/rank.ts';
import { unitsOf } from '../../src/search/units.ts';
import { inventPaper, inventQuery } from '../bench/papers.ts';

const PAPERS = Array.from({ length: 150 }, (_, number) => {
  const { id, title = '', authors = [], abstract = '' } = inventPaper(number);
  return { id, title, authors, abstract, submitted: '2026-11-16' };
});

describe('ranking', () => {
  it('gives few papers that are looked up one by one the scores that it gives them among all', () => {
    const indexes = emptyIndexes();
    for (const paper of PAPERS) {
      indexes.documents.put(paper);
      indexes.title.add(paper);
      indexes.topic.add(paper);
    }
    let compared = 0;
    for (let number = 0; number < 200; number += 1) {
      const units = unitsOf(
        number % 3 === 0 ? inventQuery(number, 5).replace(' ', '-') : inventQuery(number, 5),
      );
      const allowed = new Set(PAPERS.filter((_, at) => (at + number) % 3 === 0).map(({ id }) => id));
      // With so many that are allowed, all are scored.
      const many = new Set([...allowed, ...Array.from({ length: 300 }, (_, at) => `none${at}`)]);
      const ranked = rankWords(indexes, units, allowed);
      compared += ranked.length;
      expect(ranked).toEqual(rankWords(indexes, units, many));
    }
    expect(compared).toBeGreaterThan(500);
  });
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
