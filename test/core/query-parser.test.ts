import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import type { Term } from '../../src/core/query.ts';
import { parseQuery } from '../../src/core/query-parser.ts';

const word = (text: string, more: Partial<Term> = {}): Term => ({
  text,
  phrase: false,
  excluded: false,
  ...more,
});
const phrase = (text: string, more: Partial<Term> = {}): Term => word(text, { phrase: true, ...more });

describe('a query', () => {
  it.each<[string, Term[]]>([
    ['sparse autoencoders', [word('sparse'), word('autoencoders')]],
    ['"program synthesis" -latex', [phrase('program synthesis'), word('latex', { excluded: true })]],
    ['„foo bar“ «x y» “a b”', [phrase('foo bar'), phrase('x y'), phrase('a b')]],
    ['a\u00a0b\u3000c\u0000d', [word('a'), word('b'), word('c'), word('d')]],
    ['ｓｐａｒｓｅ　ｔｉ：ｘ', [word('sparse'), word('x', { field: 'title' })]],
    ['e\u0301tude', [word('étude')]],
    ['x² soft\u00adware', [word('x²'), word('software')]],
    [
      'well-known -x - –y −"a b"',
      [
        word('well-known'),
        word('x', { excluded: true }),
        word('y', { excluded: true }),
        phrase('a b', { excluded: true }),
      ],
    ],
    [
      'x -author:y -cat:"cs.LG"',
      [
        word('x'),
        word('y', { field: 'author', excluded: true }),
        phrase('cs.LG', { field: 'category', excluded: true }),
      ],
    ],
    [
      'AUTHOR:"Michaud, E J" au:x',
      [phrase('Michaud, E J', { field: 'author' }), word('x', { field: 'author' })],
    ],
    ['author:Michaud, E J grok', [phrase('Michaud, E J', { field: 'author' }), word('grok')]],
    ['author: tegmark', [word('tegmark', { field: 'author' })]],
    [
      'ti:a abs:b cat:cs.* co:c jr:d all:e',
      [
        word('a', { field: 'title' }),
        word('b', { field: 'abstract' }),
        word('cs.*', { field: 'category' }),
        word('c', { field: 'comments' }),
        word('d', { field: 'journal' }),
        word('e'),
      ],
    ],
    [
      'The Geometry of Concepts: Sparse',
      ['The', 'Geometry', 'of', 'Concepts:', 'Sparse'].map((text) => word(text)),
    ],
    ['"never closed', [phrase('never closed')]],
    ['x & 3:1 …', [word('x'), word('3:1')]],
    ['"colour:red"', [phrase('colour:red')]],
    ['x -2402.05110', [word('x'), word('2402.05110', { excluded: true })]],
  ])('%j has its words, phrases and filters', (text, terms) => {
    expect(parseQuery(text)).toMatchObject({ refs: [], terms, period: {} });
  });

  it.each([
    '2402.05110v2',
    'arXiv:2402.05110v2',
    'arXiv: 2402.05110v2',
    'id:2402.05110v2',
    'id:arXiv:2402.05110v2',
    'https://arxiv.org/pdf/2402.05110v2.pdf',
    '<https://arxiv.org/abs/2402.05110v2|the paper>',
    '(arXiv:2402.05110v2).',
    '10.48550/arXiv.2402.05110v2',
    'https://doi.org/10.48550/arXiv.2402.05110v2',
    'doi: 10.48550/arXiv.2402.05110v2',
    '2402.05110v2 2402.05110v2',
  ])('%s names one paper', (text) => {
    expect(parseQuery(text)).toMatchObject({ refs: [{ id: '2402.05110', version: 2 }], terms: [] });
  });

  it.each([
    ['year:2022', { from: '2022-01-01', to: '2022-12-31' }],
    ['year:2023..2025', { from: '2023-01-01', to: '2025-12-31' }],
    ['year:2025-2023', { from: '2023-01-01', to: '2025-12-31' }],
    ['year:2023–2025', { from: '2023-01-01', to: '2025-12-31' }],
    ['year:..2025', { to: '2025-12-31' }],
    ['year:2023..', { from: '2023-01-01' }],
    ['since:2025', { from: '2025-01-01' }],
    ['since:2025-06', { from: '2025-06-01' }],
    ['since:2025-06-15', { from: '2025-06-15' }],
    ['before:2024', { to: '2023-12-31' }],
    ['before:2024-03', { to: '2024-02-29' }],
    ['since:2024 year:2023..2025 before:2025-06', { from: '2024-01-01', to: '2025-05-31' }],
  ])('%s asks for a period', (text, period) => {
    expect(parseQuery(text).period).toEqual(period);
  });

  it('repeats what was typed, cleaned', () => {
    expect(parseQuery('  a\n\t"b  c" \u200b').text).toBe('a "b c"');
  });
});

describe('a query that cannot be read', () => {
  it.each([
    ['', 'Type what you look for, for example: /papers sparse autoencoders'],
    [' - … ""', 'Type what you look for'],
    ['-latex', '"-latex" only says what to leave out; type what to look for as well'],
    ['-author:"a b"', '"-author:"a b"" only says what to leave out'],
    ['colour:red', 'There is no field "colour:"; the fields are author, title, abstract, category, comments'],
    ['AI:safety', 'put it in quotes: "AI:safety"'],
    ['constructor:x', 'There is no field "constructor:"'],
    ['https://example.org/x', 'is not a link to a paper on arXiv'],
    ['author:', 'Nothing stands after "author:"; type author:tegmark'],
    ['author:""', 'Nothing stands after "author:"'],
    ['author: title:x', 'Nothing stands after "author:"'],
    ['year: -x', 'Nothing stands after "year:"; type year:2022'],
    ['year:22', '"22" is not a year; type year:2022 or year:2023..2025.'],
    ['year:20232025', 'is not a year'],
    ['year:9999', 'is not a year'],
    ['since:2025-13', '"2025-13" is not a day, month or year; type since:2025, since:2025-06 or'],
    ['before:2025-02-30', 'is not a day, month or year'],
    ['since:2025 before:2024', 'No day is from 2025-01-01 on and also not after 2023-12-31'],
    ['x -year:2022', 'A minus cannot stand before year:'],
    ['id:foo', '"foo" is not an arXiv id; type one like 2402.05110'],
    ['a'.repeat(10_000), 'That is 10,000 characters, and a query can have at most 4,000 characters'],
    ['a '.repeat(900), 'That is 900 words, and a query can have at most 800'],
  ])('%# is explained to the asker', (text, message) => {
    const read = (): unknown => parseQuery(text);
    expect(read).toThrow(UserError);
    expect(read).toThrow(message);
  });
});

describe('any text', () => {
  const piece = fc.constantFrom(
    'author:',
    'id:',
    'year:',
    ':',
    '-',
    '"',
    '“',
    '2402.05110',
    'x',
    ' ',
    '<',
    '|',
    '\ud800',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece).map((pieces) => pieces.join('')),
  );

  it('is read, or refused with words for the asker', () => {
    fc.assert(
      fc.property(text, (typed) => {
        try {
          const query = parseQuery(typed);
          expect(query.terms.every((term) => /[\p{L}\p{N}]/u.test(term.text))).toBe(true);
          expect(parseQuery(query.text)).toEqual(query);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('in quotes is one phrase with just that text', () => {
    const words = fc.array(fc.stringMatching(/^[a-zé0-9:()-]{1,8}$/), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(words, (typed) => {
        const inside = typed.join(' ');
        fc.pre(/[a-z0-9]/.test(inside));
        expect(parseQuery(`"${inside}"`).terms).toEqual([phrase(inside)]);
      }),
    );
  });
});
