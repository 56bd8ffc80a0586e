import { describe, expect, it } from 'vitest';
import { partsWithoutEtAl, readEtAl } from '../../src/sources/et-al.ts';
import { readSource } from '../../src/sources/read-source.ts';
import { chunks } from './read-text.ts';

describe('"et al." among names', () => {
  it.each([
    [['E. Grauges et al.'], ['E. Grauges']],
    [['T. Aaltonen', 'et al'], ['T. Aaltonen']],
    [
      ['A. Bee', 'Et. al.', 'C. Dee'],
      ['A. Bee', 'C. Dee'],
    ],
    [['A. Bee and others'], ['A. Bee']],
    [['others'], []],
  ])('is no name and says that there are more: %j', (names, authors) => {
    expect(readEtAl(names)).toEqual({ authors, moreAuthors: true });
  });

  it('is not seen in names that only look like it', () => {
    const names = ['Jean Etal', 'Pet Al-Amin', 'Et Tu', 'A. Brothers'];
    expect(readEtAl(names)).toEqual({ authors: names });
  });

  it('is taken out of names in parts, as arXiv divides them', () => {
    expect(
      partsWithoutEtAl([
        { family: 'al.', given: 'E. Grauges et' },
        { family: 'al', given: 'et' },
      ]),
    ).toEqual({
      parts: [{ family: 'Grauges', given: 'E.' }],
      moreAuthors: true,
    });
    expect(partsWithoutEtAl([{ family: 'Bee', given: 'A.' }])).toEqual({
      parts: [{ family: 'Bee', given: 'A.' }],
    });
  });
});

describe('a list that ends in "et al." on arXiv itself', () => {
  const line = {
    id: '1305.0001',
    title: 'Search for Something Rare',
    categories: 'hep-ex',
    abstract: 'Some abstract.',
    versions: [{ version: 'v1', created: 'Mon, 4 Feb 2013 10:00:00 GMT' }],
  };

  it.each([
    { authors: 'E. Grauges et al. (BaBar Collaboration)', authors_parsed: [] },
    { authors: 'x', authors_parsed: [['al.', 'E. Grauges et', '']] },
  ])('is read as one with more authors: %j', async (authors) => {
    const bytes = new TextEncoder().encode(`${JSON.stringify({ ...line, ...authors })}\n`);
    const { items } = await readSource(chunks(bytes), '2025-11-01T00:00:00.000Z');
    const papers = [];
    for await (const item of items) if (item.kind === 'record') papers.push(item.record.paper);
    expect(papers).toMatchObject([{ authors: ['E. Grauges'], hiddenAuthors: 0, moreAuthors: true }]);
  });
});
