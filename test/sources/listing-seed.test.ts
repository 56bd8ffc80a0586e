import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readItems, readText, SEEN_AT } from './read-text.ts';

type Expected = {
  id: string;
  formats: string[];
  categories: string[];
  title: string;
  authors: string[];
  hiddenAuthors: number;
  abstractStart: string;
  abstractEnd: string;
  dates: string;
  comments?: string;
  journalRef?: string;
};

const page = readFileSync(new URL('../../data/listing-michaud.txt', import.meta.url));
const expected = JSON.parse(
  readFileSync(new URL('../fixtures/listing/michaud.json', import.meta.url), 'utf8'),
) as Expected[];

describe('the listing that ships', () => {
  it('holds 17 papers in the order of the page and nothing that is not understood', async () => {
    const { papers, skipped } = await readText(page);
    expect(papers.map((paper) => paper.id)).toEqual([
      '2509.02565',
      '2505.15811',
      '2501.16496',
      '2501.12391',
      '2410.19750',
      '2410.08201',
      '2405.17420',
      '2405.14860',
      '2403.19647',
      '2402.05110',
      '2307.15217',
      '2303.13506',
      '2210.13447',
      '2210.01117',
      '2205.10343',
      '2012.05862',
      '2010.13871',
    ]);
    expect(skipped).toEqual([]);
  });

  it('gives every paper its title, authors, categories, links, comments and journal reference as printed', async () => {
    const { papers } = await readText(page);
    expect(
      papers.map(({ title, authors, hiddenAuthors, categories, formats, comments, journalRef }) => ({
        title,
        authors,
        hiddenAuthors,
        categories,
        formats,
        comments,
        journalRef,
      })),
    ).toEqual(
      expected.map(({ title, authors, hiddenAuthors, categories, formats, comments, journalRef }) => ({
        title,
        authors,
        hiddenAuthors,
        categories,
        formats,
        comments,
        journalRef,
      })),
    );
    expect(papers.filter((paper) => paper.comments !== undefined)).toHaveLength(12);
    expect(papers.flatMap((paper) => paper.journalRef ?? [])).toEqual([
      'Entropy 2025, 27(4), 344',
      'International Conference on Learning Representations, 2025',
    ]);
  });

  it('counts 4 and 7 hidden authors and never takes them for names', async () => {
    const { papers } = await readText(page);
    const long = papers.filter((paper) => paper.hiddenAuthors !== 0);
    expect(long.map((paper) => [paper.id, paper.authors?.length, paper.hiddenAuthors])).toEqual([
      ['2501.16496', 25, 4],
      ['2307.15217', 25, 7],
    ]);
    expect(papers.flatMap((paper) => paper.authors ?? []).filter((name) => name.includes('et al'))).toEqual(
      [],
    );
  });

  it('marks all 17 abstracts as cut at the end, without the marks of the page', async () => {
    const { papers } = await readText(page);
    for (const [index, paper] of papers.entries()) {
      const abstract = paper.abstract ?? '';
      expect(paper.abstractCut).toBe('end');
      expect(abstract.length).toBeGreaterThanOrEqual(399);
      expect(abstract.length).toBeLessThanOrEqual(400);
      expect(abstract.startsWith(expected[index]?.abstractStart ?? '?')).toBe(true);
      expect(abstract.endsWith(expected[index]?.abstractEnd ?? '?')).toBe(true);
    }
  });

  it('reads both days and the month, and takes a second version for at least the second', async () => {
    const { papers } = await readText(page);
    const [first, , third] = papers;
    expect(first?.versions).toEqual([
      { number: 1, exact: true, submitted: '2025-09-02', calendar: 'eastern' },
      { number: 2, exact: false, submitted: '2025-09-04', calendar: 'eastern' },
    ]);
    expect(third?.versions).toEqual([
      { number: 1, exact: true, submitted: '2025-01-27', calendar: 'eastern' },
    ]);
    for (const [index, paper] of papers.entries()) {
      const line = expected[index]?.dates ?? '';
      const days = [...line.matchAll(/(\d+) ([A-Z][a-z]+), (\d{4})/g)].map((match) =>
        new Date(`${match[2]} ${match[1]}, ${match[3]} UTC`).toISOString().slice(0, 10),
      );
      expect(paper.versions?.map((version) => version.submitted)).toEqual(days.toReversed());
      const month = /announced ([A-Z][a-z]+) (\d{4})/.exec(line);
      expect(paper.announced).toBe(new Date(`${month?.[1]} 1, ${month?.[2]} UTC`).toISOString().slice(0, 7));
    }
  });

  it('leaves unknown facts out and knows that a paper with links is not withdrawn', async () => {
    const { papers } = await readText(page);
    for (const paper of papers) {
      expect(paper.withdrawn).toBe(false);
      expect(Object.keys(paper)).not.toContain('dois');
      expect(Object.keys(paper)).not.toContain('reportNumber');
      expect(Object.values(paper)).not.toContain(undefined);
    }
  });

  it('is yielded with its source and the time it was seen', async () => {
    const [item] = await readItems(page);
    expect(item).toMatchObject({ kind: 'record', record: { source: 'listing', seenAt: SEEN_AT } });
  });
});
