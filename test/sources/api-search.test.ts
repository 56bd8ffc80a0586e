import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../src/core/query-parser.ts';
import { apiSearchOf } from '../../src/sources/api-search.ts';

describe('a query as arXiv’s API takes it', () => {
  it.each([
    ['sparse autoencoders', 'all:sparse AND all:autoencoders'],
    ['"program synthesis" -latex', 'all:"program synthesis" ANDNOT (all:latex)'],
    ['author:"Michaud, E J"', 'au:michaud'],
    ['author:"Eric J. Michaud"', '(au:eric AND au:michaud)'],
    ['grokking -author:"Wang, Yi" -latex', 'all:grokking ANDNOT ((au:wang AND au:yi) OR all:latex)'],
    ['au:vukelić ti:grokking', 'au:vukelic AND ti:grokking'],
    ['cat:q-bio.NC', 'cat:q-bio.NC'],
    ['cat:cs', '(cat:cs OR cat:cs.*)'],
    ['cat:cs.*', '(cat:cs OR cat:cs.*)'],
    ['cat:hep-th', 'cat:hep-th'],
    ['year:2022 scaling', 'all:scaling AND submittedDate:[202201010000 TO 202212312359]'],
    ['since:2025-06 co:NeurIPS', 'co:neurips AND submittedDate:[202506010000 TO 210012312359]'],
    ['state-of-the-art', 'all:"state of the art"'],
    ['this and that', 'all:this AND all:and AND all:that'],
    ['this AND that', 'all:this AND all:that'],
    ['au:del_maestro AND ti:checkerboard', '(au:del AND au:maestro) AND ti:checkerboard'],
    ['all:electron ANDNOT (ti:review OR abs:survey)', 'all:electron ANDNOT (ti:review OR abs:survey)'],
    ['ti:(grokking OR "power law") AND cat:cs.*', '(ti:grokking OR ti:"power law") AND (cat:cs OR cat:cs.*)'],
    ['a OR b c ANDNOT d', '(all:a OR (all:b AND all:c ANDNOT all:d))'],
    ['(a OR b) year:2022', '(all:a OR all:b) AND submittedDate:[202201010000 TO 202212312359]'],
    ['a OR b', '(all:a OR all:b)'],
    ['submittedDate:[202201010600 TO 20220201] a', 'all:a AND submittedDate:[202201010000 TO 202202012359]'],
    ['2505.15811', undefined],
  ])('%s is %s', (typed, search) => {
    expect(apiSearchOf(parseQuery(typed))).toBe(search);
  });

  it.each([
    ['2505.15811 -latex', 'only says what to leave out'],
    [
      'a OR 2505.15811',
      'arXiv cannot be asked for an id beside other things; ask for 2505.15811 on its own.',
    ],
    ['similar:2505.15811', 'arXiv cannot be asked for similar papers'],
    ['author:"E J"', 'is no name that arXiv can look for'],
  ])('refuses %s in words', (typed, words) => {
    expect(() => apiSearchOf(parseQuery(typed))).toThrow(words);
  });

  it('lets nothing that is typed become an operator', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (typed) => {
        const query = { text: typed, refs: [], period: {} };
        const terms = [{ text: typed, phrase: true, excluded: false }] as const;
        fc.pre(/[\p{L}\p{N}]/u.test(typed));
        const search = apiSearchOf({ ...query, terms }) ?? '';
        expect(search).toMatch(/^all:(?:"[\p{L}\p{N} ]+"|[\p{L}\p{N}]+)$/u);
        expect(search).not.toMatch(/^all:(?:AND|OR|ANDNOT|NOT)$/);
      }),
    );
  });
});
