import { expect, it } from 'vitest';
import { parseQuery } from '../../src/core/query-parser.ts';
import { followedOf, sourcesOf } from '../../src/sync/round.ts';

const queries = ['"our competitor"', 'cat:math.NT', 'id:2401.00001', 'cat:cs.CL'].map(parseQuery);
const [competitor, , , category] = queries;

it('what is read for a query is its own source and the categories of all, never what others look for', () => {
  const forAll = ['OAI-PMH cs.LG', 'Feed cs.LG', 'OAI-PMH math.NT', 'Feed math.NT'];
  const of = (query: (typeof queries)[number] | undefined) =>
    sourcesOf(query, ['cs.LG'], queries.slice(0, 3)).map(({ name }) => name);
  expect(of(undefined)).toEqual(forAll);
  expect(of(competitor)).toEqual([...forAll, 'Search "our competitor"', 'Papers told of (weekly)']);
  expect(of(category)).toEqual([...forAll, 'OAI-PMH cs.CL', 'Feed cs.CL']);
  expect(of(queries[2])).toEqual([...forAll, 'Single papers']);
});

it('papers that channels were told of come last, where any channel wants to hear more of them', () => {
  const names = (told?: () => Promise<string[]>) =>
    followedOf(['cs.LG'], queries, told).map(({ name }) => name);
  expect(names(async () => []).at(-1)).toBe('Papers told of (weekly)');
  expect(names()).not.toContain('Papers told of (weekly)');
});

it('all of it is among what is read', () => {
  const names = followedOf(['cs.LG'], queries, async () => []).map(({ name }) => name);
  for (const query of queries)
    expect(names).toEqual(expect.arrayContaining(sourcesOf(query, ['cs.LG'], []).map(({ name }) => name)));
});
