import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchIndex } from '../../src/core/ports.ts';
import { parseQuery } from '../../src/core/query-parser.ts';
import { readOtherwise } from '../../src/digest/otherwise.ts';
import { createFullTextIndex } from '../../src/search/fulltext/fulltext.ts';
import { createMiniSearchIndex } from '../../src/search/memory/minisearch.ts';
import { PAPERS } from '../search/papers.ts';

describe.each([
  ['in memory', () => createMiniSearchIndex()],
  ['in the database', () => createFullTextIndex()],
])('a query to digest, read against the index %s', (_where, open) => {
  let index: SearchIndex;
  beforeAll(async () => {
    index = open();
    await index.put(PAPERS, 1);
  });
  afterAll(() => index.close());

  const read = (text: string) => readOtherwise(index, parseQuery(text));
  const finds = async (text: string) =>
    (await index.search(parseQuery(text), { sort: 'relevance', limit: 1, offset: 0, every: 'as typed' }))
      .total;

  it.each([
    ['interpretab', 'interpretab*'],
    ['autoenc', 'autoenc*'],
    ['grokkin', 'grokkin*'],
    ['quantizatio', 'quantizatio*'],
    ['Mechanistic Interpretab', 'Mechanistic Interpretab*'],
    ['title:autoenc author:michaud', 'title:autoenc* author:michaud'],
    ['interpretab since:2020-01', 'interpretab* since:2020-01-01'],
    ['autoencodrs interpretab -grokking', 'autoencoders interpretab* -grokking'],
  ])('is offered with the beginning of a word as one: %s', async (typed, query) => {
    expect(await finds(typed)).toBe(0);
    const otherwise = await read(typed);
    expect(otherwise?.query).toBe(query);
    expect(await finds(query)).toBeGreaterThan(0);
  });

  it('is told which beginning finds nothing by itself', async () => {
    expect((await read('mechanistic interpretab'))?.note).toBe(
      '"interpretab" finds nothing in this library, where "interpretab*" does; a digest looks for words and names exactly as they were typed.',
    );
    expect((await read('autoencodrs interpretab'))?.note).toMatch(
      /^"autoencodrs" and "interpretab" find nothing in this library, where "autoencoders" and "interpretab\*" do;/,
    );
  });

  it('with operators is only told so', async () => {
    const otherwise = await read('ti:grokking OR ti:autoenc');
    expect([otherwise?.note, otherwise?.query]).toEqual([
      expect.stringContaining('"autoenc" finds nothing in this library, where "autoenc*" does'),
      undefined,
    ]);
  });

  it.each([
    'interpretability',
    'interpretab*',
    'autoencoders quantization grokking',
    'autoencoders 2025',
    'Max Tegmark',
    'cat:cs',
    'cat:cs.L',
    'grokking -interpretab',
    'zzqx',
    'grokking before:2001',
    'id:2505.15811',
    'grokking OR quantization',
  ])('is left alone where no word of it is the beginning of others alone: %s', async (text) => {
    expect(await read(text)).toBeUndefined();
  });

  it('whose words are known is looked for once', async () => {
    const asked: string[] = [];
    const search: SearchIndex['search'] = (query, options) => {
      asked.push(query.text);
      return index.search(query, options);
    };
    await readOtherwise({ search }, parseQuery('sparse autoencoders'));
    expect(asked).toEqual(['sparse autoencoders']);
  });
});
