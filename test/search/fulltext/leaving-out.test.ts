import { expect, it } from 'vitest';
import { parseQuery } from '../../../src/core/query-parser.ts';
import { createFullTextIndex } from '../../../src/search/fulltext/fulltext.ts';

const PAPERS = 3_000;
const titled = (number: number): string => `w${number % 100}`;
const written = (number: number): string => `v${number % 70}`;

it('leaves out what has one of very many words, in the field that was named', async () => {
  const index = createFullTextIndex();
  const papers = Array.from({ length: PAPERS }, (_, number) => ({
    id: `p${number}`,
    title: `Lattice ${titled(number)}`,
    abstract: `On ${written(number)} and neutron-star${number % 3 === 0 ? 's' : ' matter'} by turns of seven${number % 7}`,
  }));
  await index.put(papers, 1);
  const anywhere = Array.from({ length: 40 }, (_, number) => `w${number}`);
  const inTitles = ['w40', 'w41', 'v1', 'v2'];
  const inAbstracts = ['v3', 'v4', 'w50', 'w51'];
  const left = papers.filter(
    (_, number) =>
      !anywhere.includes(titled(number)) &&
      !inTitles.includes(titled(number)) &&
      !inAbstracts.includes(written(number)) &&
      number % 7 !== 6,
  );
  const typed = [
    'lattice',
    ...anywhere.map((word) => `-${word}`),
    ...inTitles.map((word) => `-ti:${word}`),
    ...inAbstracts.map((word) => `-abs:${word}`),
    // Neither of these stands in a list of its own: a beginning, and stop words.
    '-seven6*',
    '-"of the"',
    '-the',
  ].join(' ');
  for (const sort of ['relevance', 'newest'] as const) {
    const found = await index.search(parseQuery(typed), { sort, limit: PAPERS, offset: 0 });
    expect(found.hits.map(({ id }) => id).toSorted()).toEqual(left.map(({ id }) => id).toSorted());
    expect(found).toMatchObject({ total: left.length, corrections: [] });
  }
  // Hardly a paper is left after the first words, and none after the last.
  const most = Array.from({ length: 100 }, (_, number) => `-w${number}`).join(' ');
  expect(
    (await index.search(parseQuery(`lattice ${most}`), { sort: 'newest', limit: 5, offset: 0 })).total,
  ).toBe(0);
});

it('leaves out a name that is printed with its umlaut in two letters, beside very many other words', async () => {
  const index = createFullTextIndex();
  const papers = ['Gröbner bases', 'Groebner bases', 'Grobner bases', 'Other bases'];
  await index.put(
    papers.map((title) => ({ id: title, title })),
    1,
  );
  const others = Array.from({ length: 24 }, (_, number) => `-w${number}`).join(' ');
  const { hits } = await index.search(parseQuery(`bases -gröbner ${others}`), {
    sort: 'relevance',
    limit: 5,
    offset: 0,
  });
  expect(hits.map(({ id }) => id)).toEqual(['Other bases']);
});
