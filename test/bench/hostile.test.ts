import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { parseQuery } from '../../src/core/query-parser.ts';
import { hostileQueries, REFUSED } from './hostile.ts';
import { inventPaper } from './papers.ts';

describe('the hostile queries of the benchmark', () => {
  it('are answered, so that there is something to measure, but for those that are too long on purpose', () => {
    const papers = Array.from({ length: 2_000 }, (_, number) => {
      const { title = '', abstract = '', authors = [] } = inventPaper(number);
      return { title, abstract, authors: authors.join(', ') };
    });
    const refused = [...hostileQueries(papers)].flatMap(([name, text]) => (isRefused(text) ? [name] : []));
    expect(refused.toSorted()).toEqual([...REFUSED].toSorted());
  });
});

function isRefused(text: string): boolean {
  try {
    parseQuery(text);
    return false;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return true;
  }
}
