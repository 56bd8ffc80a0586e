import { describe, expect, it } from 'vitest';
import type { Paper } from '../../src/core/paper.ts';
import type { SearchHit } from '../../src/core/ports.ts';
import { parseQuery } from '../../src/core/query-parser.ts';
import { bySimilarity, similarQuery } from '../../src/core/similar.ts';

const paper = (id: string, authors: string[], submitted = '2024-01-01'): Paper => ({
  id,
  title: 'Sparse auto-encoders of $\\alpha$',
  abstract: 'Features are found. Features of a dictionary.',
  authors,
  versions: [{ number: 1, exact: true, submitted, calendar: 'gmt' }],
});
const hit = (id: string, score: number): SearchHit => ({
  id,
  score,
  matched: [
    { word: 'Features', fields: ['abstract', 'comments'] },
    { word: 'Wu', fields: ['author'] },
  ],
});
const PAGE = { sort: 'relevance', limit: 10, offset: 0 } as const;

describe('papers like one', () => {
  it('are looked for by the words of its title and abstract, without itself, within what else is asked for', () => {
    const query = similarQuery(paper('2401.00001', []), parseQuery('similar:2401.00001 cat:cs.LG year:2024'));
    expect(query.terms[0]).toEqual({ text: 'cs.LG', phrase: false, field: 'category', excluded: false });
    const words = query.terms.filter((term) => !term.excluded && term.field === undefined);
    expect(words.map(({ text }) => text).slice(0, 3)).toEqual(['sparse', 'auto-encoders', 'features']);
    expect(query.terms.at(-1)).toMatchObject({ text: '2401.00001', excluded: true });
    expect(query.period).toEqual({ from: '2024-01-01', to: '2024-12-31' });
    expect(query.similar).toBeUndefined();
  });

  it('refuse what cannot be joined', () => {
    const query = parseQuery('similar:2401.00001 AND (a OR b)');
    expect(() => similarQuery(paper('2401.00001', []), query)).toThrow('not with AND, OR or other ids');
  });

  it('stand higher where they share authors, and say what they share', () => {
    const papers = new Map([
      ['a', paper('a', ['Cy Three'])],
      ['b', paper('b', ['Ada One', 'Ben Two'])],
    ]);
    const result = bySimilarity(
      paper('x', ['Ada Oné', 'Ben Two']),
      [hit('a', 10), hit('b', 9)],
      papers,
      PAGE,
    );
    expect(result.hits.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(result.hits[0]?.matched).toEqual([
      { word: 'Ada One', fields: ['author'] },
      { word: 'Ben Two', fields: ['author'] },
      { word: 'Features', fields: ['abstract'] },
    ]);
  });

  it('are sorted by day, and given in pages', () => {
    const papers = new Map([
      ['a', paper('a', [], '2020-01-01')],
      ['b', paper('b', [], '2024-01-01')],
    ]);
    const sorted = bySimilarity(paper('x', []), [hit('a', 10), hit('b', 9)], papers, {
      sort: 'newest',
      limit: 1,
      offset: 0,
    });
    expect(sorted.hits.map(({ id }) => id)).toEqual(['b']);
    expect(sorted.total).toBe(2);
  });
});
