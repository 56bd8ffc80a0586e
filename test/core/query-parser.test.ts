import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import type { Condition, Term } from '../../src/core/query.ts';
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
    [
      'G{\\"o}del na\\"{\\i}ve Schr\\"odinger "M\\"uller x"',
      [word('Gödel'), word('naïve'), word('Schrödinger'), phrase('Müller x')],
    ],
    ['/papers grokking', [word('grokking')]],
    ['Could you find me some recent papers about grokking, please?', [word('grokking')]],
    ['What are the most recent papers on grokking please', [word('grokking')]],
    ['latest sparse coding papers', [word('sparse'), word('coding')]],
    ['papers by "Max Tegmark"', [phrase('Max Tegmark')]],
    ['papers', [word('papers')]],
    ['Liu et al., 2022 "Liu et al."', [word('Liu'), word('2022'), phrase('Liu et al.')]],
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
    'arXiv:2402.05110v2 [cs.CV] 14 Jan 2024',
    'arXiv 2402.05110v2',
    'arXiv preprint 2402.05110v2',
    'abs/2402.05110v2',
    'https://export.arxiv.org/api/query?id_list=2402.05110v2&max_results=1',
  ])('%s names one paper', (text) => {
    expect(parseQuery(text)).toMatchObject({ refs: [{ id: '2402.05110', version: 2 }], terms: [] });
  });

  it.each([
    ['hep-th 9901001', 'hep-th/9901001', []],
    ['see hep-th 9901001v2 and math.CA 0611800', 'hep-th/9901001 math/0611800', ['see', 'and']],
    ['arXiv 2402.05110 thoughts?', '2402.05110', ['thoughts?']],
    ['physics 1234567', '', ['physics', '1234567']],
    ['the arXiv dataset', '', ['the', 'arXiv', 'dataset']],
    ['"arXiv 2402.05110 [cs.LG]"', '', ['arXiv 2402.05110 [cs.LG]']],
  ])('%s names its papers, and what stands around their ids is no word', (text, ids, words) => {
    const { refs, terms } = parseQuery(text);
    expect(refs.map(({ id }) => id).join(' ')).toBe(ids);
    expect(terms.map((term) => term.text)).toEqual(words);
  });

  it.each([
    ['http://export.arxiv.org/api/query?search_query=all:electron&start=0', 'all:electron'],
    [
      'https://export.arxiv.org/api/query?search_query=au:del_maestro+ANDNOT+ti:%22quantum+fluid%22',
      'au:del_maestro ANDNOT ti:"quantum fluid"',
    ],
    ['https://arxiv.org/search/?query=sparse+autoencoders&searchtype=all', 'sparse autoencoders'],
    ['https://arxiv.org/search/?query=Michaud%2C+E+J&searchtype=author', 'author:"Michaud, E J"'],
    ['<https://arxiv.org/search/cs?searchtype=title&query=a+(b>', 'title:(a  b)'],
  ])('%s is read as what it asks for', (address, query) => {
    const { text: _, ...read } = parseQuery(address);
    expect(parseQuery(query)).toMatchObject(read);
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

  it.each<[string, Term[]]>([
    [
      'au:del_maestro AND ti:checkerboard',
      [word('del_maestro', { field: 'author' }), word('checkerboard', { field: 'title' })],
    ],
    [
      'au:del_maestro+AND+ti:%22quantum+fluid%22',
      [word('del_maestro', { field: 'author' }), phrase('quantum fluid', { field: 'title' })],
    ],
    [
      'ti:grokking ANDNOT au:liu AND NOT cat:stat.*',
      [
        word('grokking', { field: 'title' }),
        word('liu', { field: 'author', excluded: true }),
        word('stat.*', { field: 'category', excluded: true }),
      ],
    ],
    [
      'ti:(sparse auto-encoder)',
      [word('sparse', { field: 'title' }), word('auto-encoder', { field: 'title' })],
    ],
    ['(au:a AND (au:b))', [word('a', { field: 'author' }), word('b', { field: 'author' })]],
    ['ｔｉ：ａ　ＡＮＤ　ｔｉ：ｂ', [word('a', { field: 'title' }), word('b', { field: 'title' })]],
  ])('%s means the same as without operators', (typed, terms) => {
    const query = parseQuery(typed);
    expect(query.terms).toEqual(terms);
    expect(query.condition).toBeUndefined();
  });

  it.each<[string, Condition]>([
    ['a AND b', { all: [{ term: word('a') }, { term: word('b') }] }],
    ['a OR b', { any: [{ term: word('a') }, { term: word('b') }] }],
    [
      'all:electron ANDNOT (ti:review OR abs:survey)',
      {
        all: [
          { term: word('electron') },
          {
            not: {
              any: [
                { term: word('review', { field: 'title' }) },
                { term: word('survey', { field: 'abstract' }) },
              ],
            },
          },
        ],
      },
    ],
    // Side by side belongs together most closely, then AND, then OR.
    [
      'a b OR c AND d ANDNOT e f',
      {
        any: [
          { all: [{ term: word('a') }, { term: word('b') }] },
          {
            all: [
              { term: word('c') },
              { term: word('d') },
              { not: { all: [{ term: word('e') }, { term: word('f') }] } },
            ],
          },
        ],
      },
    ],
    [
      'ti:(a OR abs:b) -(c OR f(x))',
      {
        all: [
          { any: [{ term: word('a', { field: 'title' }) }, { term: word('b', { field: 'abstract' }) }] },
          { not: { any: [{ term: word('c') }, { term: word('f(x)') }] } },
        ],
      },
    ],
    ['(a OR (b', { any: [{ term: word('a') }, { term: word('b') }] }],
    ['RLHF OR DPO', { any: [{ term: word('RLHF') }, { term: word('DPO') }] }],
    ['a OR (arXiv:2402.05110v2)', { any: [{ term: word('a') }, { ref: { id: '2402.05110', version: 2 } }] }],
    [
      'au:Michaud, E J OR "AND"',
      { any: [{ term: phrase('Michaud, E J', { field: 'author' }) }, { term: phrase('AND') }] },
    ],
  ])('%s has its condition', (typed, condition) => {
    expect(parseQuery(typed).condition).toEqual(condition);
  });

  it('ranks by what is wanted, and keeps the period of the whole apart', () => {
    expect(parseQuery('(a OR ti:b) AND year:2022 ANDNOT (c OR d)')).toMatchObject({
      terms: [word('a'), word('b', { field: 'title' })],
      period: { from: '2022-01-01', to: '2022-12-31' },
    });
    expect(parseQuery('a OR submittedDate').period).toEqual({});
    expect(parseQuery('a AND submittedDate:[202201010600 TO 202203010600]').period).toEqual({
      from: '2022-01-01',
      to: '2022-03-01',
    });
  });

  it.each([
    'truth or dare (a survey)',
    'AND gates',
    'this or',
    'SOLAR AND LUNAR TIDES IN THE IONOSPHERE',
    'ATTENTION IS NOT ALL YOU NEED',
    'Attention is NOT all you need',
    'ALL YOU NEED IS NOT ATTENTION',
    'WHY MODELS DO NOT GENERALISE',
    'DEEP LEARNING NOT CONSIDERED HARMFUL',
    'SOLAR AND LUNAR TIDES (A REVIEW)',
    'TIDES: SOLAR, NOT LUNAR',
    'controlled NOT gate',
    'quantum NOT gates with ions',
    'universal NOT operation',
    'DO OR DIE',
    'why models do not generalise',
    'cnn not rnn',
    'not grokking',
    'what NOT to do in reinforcement learning',
    "Transformers don't NOT work",
    'why do language models NOT reason like people about the physical world',
    'NOT autoencoders',
    'Teacher Sentiment Analysis:The Large-Scale T-MED Dataset',
    'jet interference with supersonic flow -dash experimental papers .',
    'Differentiated E2f-1, -2, -3 TKO cells in the intestine do not exhibit apoptosis.',
    'Mouse models can be generated using "artificial spermatids."',
    'Do cells that lack IL-4 AND IL-10 grow in the dark?',
    'what is the ratio a:b of the "virtual" systems that people use in (small) groups, or in year: the first',
  ])('%s is plain words', (typed) => {
    const { terms, condition, period } = parseQuery(typed);
    expect(condition).toBeUndefined();
    expect(period).toEqual({});
    expect(terms.filter((term) => term.excluded || term.phrase || term.field !== undefined)).toEqual([]);
  });

  it.each([
    'sparse NOT autoencoders',
    'sparse coding NOT autoencoders',
    '(sparse) NOT autoencoders',
    '"SPARSE CODING" NOT autoencoders',
    'sparse AND NOT autoencoders',
  ])('%s leaves out what follows', (typed) => {
    const { condition, terms } = parseQuery(typed);
    const all = condition !== undefined && 'all' in condition ? condition.all : terms;
    expect(all).toContainEqual(
      condition === undefined
        ? word('autoencoders', { excluded: true })
        : { not: { term: word('autoencoders') } },
    );
  });

  it('with operators keeps its NOT gate', () => {
    expect(parseQuery('universal NOT gate OR cloning').condition).toEqual({
      any: [
        { all: ['universal', 'NOT', 'gate'].map((text) => ({ term: word(text) })) },
        { term: word('cloning') },
      ],
    });
  });

  it.each(['GAN NOT VAE', 'GAN AND NOT VAE', 'GAN ANDNOT VAE'])('%s in capitals leaves VAE out', (typed) => {
    expect(parseQuery(typed).condition).toEqual({
      all: [{ term: word('GAN') }, { not: { term: word('VAE') } }],
    });
  });

  it.each<[string, Condition]>([
    [
      'CNN LSTM NOT RNN',
      { all: [{ term: word('CNN') }, { term: word('LSTM') }, { not: { term: word('RNN') } }] },
    ],
    ['GPT-4 OR GPT-3.5', { any: [{ term: word('GPT-4') }, { term: word('GPT-3.5') }] }],
    [
      'DEEP LEARNING OR "TENSOR NETWORKS"',
      {
        any: [
          { all: [{ term: word('DEEP') }, { term: word('LEARNING') }] },
          { term: phrase('TENSOR NETWORKS') },
        ],
      },
    ],
  ])('%s joins what is written in capitals', (typed, condition) => {
    expect(parseQuery(typed).condition).toEqual(condition);
  });

  it.each([
    ['au:tegmark or au:hoel', 'au:tegmark OR au:hoel'],
    ['au:"max tegmark" or (ti:grokking or ti:quanta)', 'au:"max tegmark" OR (ti:grokking OR ti:quanta)'],
    ['ti:grokking not au:hoel', 'ti:grokking NOT au:hoel'],
    ['author:tegmark not title: grokking', 'author:tegmark NOT title:grokking'],
    ['author: tegmark or title: grokking', 'author:tegmark OR title:grokking'],
    ['au:tegmark and not ti:grokking', 'au:tegmark ANDNOT ti:grokking'],
    ['au:tegmark andnot ti:grokking', 'au:tegmark ANDNOT ti:grokking'],
    ['au:tegmark NOT ti:(grokking OR quanta)', 'au:tegmark ANDNOT ti:(grokking OR quanta)'],
    ['AU: TEGMARK NOT TI: GROKKING', 'AU:TEGMARK ANDNOT TI:GROKKING'],
    ['not ti:survey grokking', '-ti:survey grokking'],
  ])('%s is %s', (typed, loud) => {
    expect(parseQuery(typed)).toEqual({ ...parseQuery(loud), text: typed });
  });

  it.each([
    'grokking or au:hoel',
    'ti:"this or ti:that"',
    'ti:trick or treat',
    'whether or not au:hoel matters',
    'data that is not ti:grokking',
  ])('in %s "or" and "not" are words', (typed) => {
    const { condition, terms } = parseQuery(typed);
    expect(condition).toBeUndefined();
    expect(terms.filter((term) => term.excluded)).toEqual([]);
  });

  it('of thirty words and more is prose, whatever links and colons stand in it', () => {
    const prose = `${'we train sparse networks on many texts and find that they learn features '.repeat(3)}at:https://github.com/x/y code: 10.1145/3292500`;
    const { terms } = parseQuery(prose);
    expect(terms.map(({ text }) => text).slice(0, 3)).toEqual(['we', 'train', 'sparse']);
    expect(terms.filter((term) => term.field !== undefined || term.phrase || term.excluded)).toEqual([]);
    expect(() => parseQuery('sparse autoencoders https://github.com/x/y')).toThrow(
      'is not a link to a paper',
    );
    const many = `${'sparse networks learn features of texts '.repeat(6)}-vision`;
    expect(parseQuery(many).terms.at(-1)).toMatchObject({ text: 'vision', excluded: true });
  });

  it.each([
    'FINDING CONJUGATE STABILIZER SUBGROUPS IN PSL(2; Q) AND RELATED GROUPS',
    'NATURAL LANGUAGE OR NOT (NLON) - A PACKAGE FOR TEXT',
    'NATURAL LANGUAGE OR NOT (NLON) -- A PACKAGE FOR TEXT',
  ])('in capitals is its words where its AND and OR join nothing: %s', (title) => {
    const { condition, terms } = parseQuery(title);
    expect(condition).toBeUndefined();
    expect(terms.map(({ text }) => text)).toEqual(expect.arrayContaining(title.split(' ').slice(0, 3)));
  });

  it.each(['DPO NOT RLHF)', 'DPO ANDNOT (RLHF))', 'LSTM OR OR GRU', '深度学习 ANDNOT 强化学习)'])(
    'in capitals is refused where it is no title and cannot be joined: %s',
    (text) => {
      expect(() => parseQuery(text)).toThrow(UserError);
    },
  );

  it('of prose with very many hyphens and apostrophes these are blanks', () => {
    const prose = `${"L'étude d'un modèle état-de-l'art est faite ici pour la langue. ".repeat(25)}Fin.`;
    expect(
      parseQuery(prose)
        .terms.slice(0, 3)
        .map(({ text }) => text),
    ).toEqual(['L', 'étude', 'd']);
  });

  describe('of prose with filters around it', () => {
    const prose = `${"L'étude d'un modèle état-de-l'art est faite ici pour la langue. ".repeat(25)}Fin`;

    it.each([
      ['since:2024', { period: { from: '2024-01-01' } }, []],
      ['author:"Michaud, E J" cat:cs.LG', {}, ['Michaud, E J', 'cs.LG']],
      ['-ti:survey', {}, ['survey']],
      ['submittedDate:[20250601 TO 20250630]', { period: { from: '2025-06-01', to: '2025-06-30' } }, []],
    ])('has the words of the prose and the filters: %s', (filters, parts, values) => {
      for (const text of [`${prose} ${filters}`, `${filters} ${prose}.`]) {
        const query = parseQuery(text);
        expect(query).toMatchObject(parts);
        expect(query.terms.slice(0, 3).map((term) => term.text)).toEqual(['L', 'étude', 'd']);
        expect(query.terms.flatMap((term) => (term.field === undefined ? [] : term.text))).toEqual(values);
      }
    });

    it('refuses a filter that cannot be understood', () => {
      expect(() => parseQuery(`${prose} since:soon`)).toThrow('"soon" is not a day, month or year');
    });
  });

  it.each([
    `${'we build circuits from neurons and show how they learn to compute '.repeat(4)}an AND gate of two inputs`,
    `${'we build circuits from neurons and show how they learn to compute '.repeat(4)}an OR gate since:2024`,
  ])('of prose with a capital AND or OR in it is words: %s', (text) => {
    const { condition, terms } = parseQuery(text);
    expect(condition).toBeUndefined();
    expect(terms.length).toBeGreaterThan(30);
  });

  it('of thirty words and more is no prose where many operators join them', () => {
    const words = Array.from({ length: 16 }, (_, at) => `deep model${'abcdefghijklmnop'[at]}`);
    expect(parseQuery(words.join(' OR ')).condition).toBeDefined();
  });

  it('of thirty words and more is no prose where something is left out or quoted', () => {
    const many = 'sparse networks learn features of texts '.repeat(6);
    for (const dash of ['-', '–', '--'])
      expect(parseQuery(`${dash}vision ${many}`).terms[0]).toMatchObject({ text: 'vision', excluded: true });
    expect(parseQuery(`${many}"chain of thought"`).terms.at(-1)).toMatchObject({ phrase: true });
  });

  it('in a sentence leaves out what stands at its end with a minus', () => {
    const { terms } = parseQuery(
      'what is the best way to train -such models for vision -survey -"large language"',
    );
    expect(terms.slice(-3)).toEqual([
      word('vision'),
      word('survey', { excluded: true }),
      phrase('large language', { excluded: true }),
    ]);
    expect(terms.filter((term) => term.excluded)).toHaveLength(2);
  });

  it('asks for papers like one', () => {
    expect(parseQuery('similar:2402.05110v2 year:2024')).toMatchObject({
      similar: { id: '2402.05110', version: 2 },
      terms: [],
      refs: [],
    });
    expect(parseQuery('similar: https://arxiv.org/abs/2402.05110').similar).toEqual({ id: '2402.05110' });
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
    ['https://export.arxiv.org/api/query?start=1', 'is not a link to a paper on arXiv'],
    ['https://export.arxiv.org/api/query?search_query=%20%ff', 'Type what you look for'],
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
    ['a AND OR b', 'Nothing stands after AND; type something there, or write "and" and "or" small'],
    ['a OR b AND', 'Nothing stands after AND'],
    ['OR a AND b', 'Nothing stands before OR'],
    ['a AND () b', 'Nothing stands between the parentheses'],
    ['a OR b) AND c', 'A parenthesis is closed that was never opened'],
    ['a OR -b', 'One side of OR, or all of it, only says what to leave out'],
    ['-a AND -b', '"-a" only says what to leave out'],
    ['a OR year:2022', 'year:, since:, before: and similar: hold for the whole query'],
    ['year:2022 OR a', 'hold for the whole query'],
    ['a ANDNOT year:2022', 'hold for the whole query'],
    ['2410.1975', 'did you mean 2410.19750?'],
    ['id:2410.1975v2', '"2410.1975" lacks a digit'],
    ['author:m*', 'type at least two letters before the *'],
    ['ANDNOT ti:grokking', 'Nothing stands before ANDNOT'],
    ['grokking loss landscape geometry atuhor:tegmark', 'There is no field "atuhor:"'],
    ['year:(2022 OR 2023)', '"year:" takes one value, not several in parentheses'],
    ['submittedDate:2022', '"submittedDate:" takes two days as arXiv writes them'],
    [`a OR ${'('.repeat(50)}b`, 'That has more than 20 parentheses in each other'],
    [`a${' OR a'.repeat(200)}`, 'That joins 201 parts with AND and OR, and a query can join at most 60'],
    ['similar:foo', '"foo" is not an arXiv id'],
    ['x -similar:2402.05110', 'A minus cannot stand before similar:'],
    ['similar:2402.05110 similar:2402.05111', 'similar to one paper at a time'],
    ['a'.repeat(10_000), 'That is 10,000 characters, and a query can have at most 4,000 characters'],
    ['a '.repeat(900), 'That is 900 words, and a query can have at most 800'],
    ['abc* '.repeat(11), 'That is 11 words with a *, and a query can have at most 10'],
    ['"a b" '.repeat(26), 'That is 26 phrases, and a query can have at most 25'],
    [`a ${'-"a b" '.repeat(26)}`, 'That is 26 phrases, and a query can have at most 25'],
    [`a ANDNOT ("a b"${' OR "a b"'.repeat(25)})`, 'That is 26 phrases, and a query can have at most 25'],
    [`a ANDNOT (ab*${' OR ab*'.repeat(10)})`, 'That is 11 words with a *, and a query can have at most 10'],
    ['cat:cs* '.repeat(21), 'That is 21 categories, and a query can have at most 20; leave some out'],
    [`a ${'-cat:cs.LG '.repeat(21)}`, 'That is 21 categories, and a query can have at most 20'],
    [`a AND (cat:cs${' OR -cat:math'.repeat(20)})`, 'That is 21 categories, and a query can have at most 20'],
    [
      `(a OR cat:cs)${' AND (a OR cat:cs)'.repeat(8)}`,
      'That has categories in 9 places, and a query with AND or OR can have them in at most 8',
    ],
    [
      `a OR (cat:cs ANDNOT b)${' OR (a AND (b OR -(c AND cat:math)))'.repeat(8)}`,
      'That has categories in 9 places',
    ],
    [
      'neural-network-'.repeat(200),
      'That has 399 hyphens and apostrophes between words, and a query can have at most 80',
    ],
    [
      'in-model OR '.repeat(41) + 'grokking',
      'That has 41 hyphens and apostrophes between words, and a query with AND or OR can have at most 40',
    ],
    [
      'abs:in-model '.repeat(201),
      'That has 201 hyphens and apostrophes between words, and a query can have at most 80',
    ],
    [`au:"${'wei '.repeat(21)}"`, 'That is a name of 21 words, and a name can have at most 20'],
    [`au:${'\ufdfa'.repeat(99)}`, 'That is a name of 298 words, and a name can have at most 20'],
    ['-au:"wang li" '.repeat(61), 'That is 61 names, and a query can have at most 60'],
  ])('%# is explained to the asker', (text, message) => {
    const read = (): unknown => parseQuery(text);
    expect(read).toThrow(UserError);
    expect(read).toThrow(message);
  });
});

describe('categories', () => {
  it.each([
    `model ${'-cat:cs.LG '.repeat(20)}`,
    `model${' ANDNOT cat:cs.LG'.repeat(20)}`,
    `cat:cs.LG${' OR cat:cs.LG'.repeat(19)}`,
    `model AND (cat:cs.LG${' OR cat:cs.LG'.repeat(18)}) ANDNOT cat:math`,
    `(a OR cat:cs)${' AND (a OR cat:cs)'.repeat(7)}`,
  ])('%# are no more than a query may have', (text) => {
    expect(parseQuery(text).text).toBe(text.trim());
  });
});

describe('any text', () => {
  const piece = fc.constantFrom(
    'author:',
    ' AND ',
    ' OR ',
    ' ANDNOT ',
    '(',
    ')',
    'ti:(',
    'similar:',
    'submittedDate:[',
    'id:',
    'year:',
    ':',
    '-',
    '"',
    '“',
    '2402.05110',
    ' [cs.LG] 1 Jan 2024',
    'arXiv ',
    'hep-th 9901001',
    'arxiv.org/api/query?search_query=',
    '%41',
    'NOT gate',
    'latest papers on ',
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
