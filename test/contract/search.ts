import { describe, expect, it } from 'vitest';
import type { IndexedDocument, SearchIndex, SearchOptions, SearchResult } from '../../src/core/ports.ts';
import { parseQuery } from '../../src/core/query-parser.ts';
import { stem } from '../../src/search/text/stem.ts';
import { isStopWord } from '../../src/search/text/stop-words.ts';
import { PAPERS } from '../search/papers.ts';
import { nameReadAs, readAs, typosOf, wordsOf } from './corrections.ts';

const SPARSE = ['2410.08201', '2410.19750', '2509.02565'];
const GROKKING = ['2205.10343', '2210.01117'];

/** Queries and the papers they must find, those only, in any order. */
const MUST_FIND: readonly (readonly [query: string, ids: readonly string[]])[] = [
  ['author:tegmark grokking', GROKKING],
  ['michaud tegmark grokking', GROKKING],
  ['grokking', GROKKING],
  ['cat:q-bio.NC', ['2410.19750']],
  ['category:Q-BIO.nc', ['2410.19750']],
  ['cat:q-bio', ['2410.19750']],
  ['cat:q-bio.*', ['2410.19750']],
  ['cat:physics', ['2205.10343', '2210.01117', '2210.13447', '2501.12391']],
  ['year:2022', ['2205.10343', '2210.01117', '2210.13447']],
  ['since:2025-05 before:2025-09', ['2505.15811']],
  ['"program synthesis" -latex', ['2402.05110']],
  ['"synthesis program"', []],
  ['"sparse auto-encoders"', []],
  ['title:autoencoders', SPARSE],
  ['title:understanding title:grokking', ['2205.10343']],
  ['abstract:"power law"', ['2303.13506']],
  ['comments:iclr', ['2405.14860']],
  ['journal:entropy', ['2410.19750']],
  ['vukelic', ['2402.05110']],
  ['Vukelić', ['2402.05110']],
  ['segerie', ['2307.15217']],
  ['author:segerie', ['2307.15217']],
  ['author:"Hoel, E"', ['2010.13871']],
  ['author:"Hoel, J"', []],
  ['author:wu', ['2501.16496']],
  ['author:"Vukelić, Mat*"', ['2402.05110']],
  ['author:"M. vuk*"', ['2402.05110']],
  ['author:vukel*', ['2402.05110']],
  ['author:"tara rezaei vuk*"', []],
  ['author:"Vukelić, M*"', ['2402.05110']],
  ['author:"mateja vuk*"', ['2402.05110']],
  ['author:dewitt', ['2410.08201']],
  ['author:"dewitt, c"', ['2410.08201']],
  ['christian schroeder dewitt', ['2410.08201']],
  ['EJ Michaud cat:q-bio.NC', ['2410.19750']],
  ['Hoel et al', ['2010.13871']],
  ['Liu et al. (2022)', ['2205.10343', '2210.01117', '2210.13447']],
  ['Liu & Kitouni 2023', ['2205.10343']],
  ['hoe*', ['2010.13871']],
  ['of the', ['2010.13871', '2303.13506', '2405.17420', '2410.19750', '2505.15811', '2509.02565']],
  ['in cat:q-bio.NC', ['2410.19750']],
  ['the year:2022', ['2205.10343', '2210.01117', '2210.13447']],
  ['grokking -the', GROKKING],

  ['Hoel, E', ['2010.13871']],
  ['E. Hoel', ['2010.13871']],
  ['David D. Baek', ['2410.19750']],
  ['D. D. Baek', ['2410.19750']],
  ['D D Baek', ['2410.19750']],
  ['O. Kitouni grokking', ['2205.10343']],
  ['Schroeder de Witt, C', ['2410.08201']],
  ['Christian Schroeder de Witt', ['2410.08201']],
  ['goldowsky-dill nicholas', ['2501.16496']],
  ['author:"Goldowsky Dill, N."', ['2501.16496']],
  ['author:"Hoel et al."', ['2010.13871']],
  ['quanta', ['2303.13506']],
  ['textbf', []],
  ['author:tegmark -cat:cs.LG', []],
  ['grokking -title:omnigrok', ['2205.10343']],
  ['grokking -"loss landscapes"', ['2205.10343']],
  ['grokking -2210.01117', ['2205.10343']],
  ['2210.01117', ['2210.01117']],
  ['arXiv:2210.01117v2 https://arxiv.org/abs/2205.10343', GROKKING],
  ['10.48550/arXiv.2402.05110', ['2402.05110']],
  ['2210.01117, 2205.10343 and 2410.19750', [...GROKKING, '2410.19750']],
  ['of the 2210.01117', ['2210.01117']],
  ['9912.99999', []],
  ['the 9912.99999', []],
  ['2210.01117 author:hoel', []],
  ['xyzzyq', []],
  [
    'au:hoel OR cat:q-bio.NC OR 2210.01117 OR "power law"',
    ['2010.13871', '2210.01117', '2303.13506', '2410.19750'],
  ],
  ['(au:tegmark OR cat:q-bio.NC) AND (ti:grokking OR 2410.19750)', [...GROKKING, '2410.19750']],
  [
    'grokking -title:omnigrok -title:omnigrok -cat:q-bio.NC -au:hoel -"power law" -1901.00001',
    ['2205.10343'],
  ],
  [`author:"${'wei '.repeat(19)}"`, []],
  [`author:${'la'.repeat(1_900)}x`, []],
];

/** Queries with operators, and the papers that meet them. */
const OPERATORS: readonly (readonly [query: string, ids: readonly string[]])[] = [
  ['ti:grokking AND au:kitouni', ['2205.10343']],
  ['ti:grokking OR ti:quantization', ['2205.10343', '2210.01117', '2303.13506']],
  ['ti:(grokking OR quantization) AND cat:cond-mat.*', ['2205.10343', '2303.13506']],
  ['all:grokking ANDNOT (ti:omnigrok OR ti:quantization)', ['2205.10343']],
  ['grokking AND omnigrok', ['2210.01117']],
  ['grokking ANDNOT omnigrok', ['2205.10343']],
  ['sparse autoencoders AND michaud ANDNOT ti:(geometry OR switch)', ['2509.02565']],
  ['omnigrok OR quanta', ['2210.01117', '2303.13506']],
  ['(omnigrok OR quanta) AND year:2023', ['2303.13506']],
  ['au:hoel OR 2303.13506', ['2010.13871', '2303.13506']],
  ['au:hoel AND 2303.13506', []],
  ['au:tegmark ANDNOT cat:cs.LG', []],
  ['grokking OR (au:hoel ANDNOT causal)', GROKKING],
  ['"loss landscapes" OR "power law"', ['2210.01117', '2303.13506']],
  ['au:schroeder_de_witt AND ti:switch', ['2410.08201']],
  ['grokking AND quanta', []],
];

/** Queries all of whose words a paper must hold, and the papers that do. */
const EVERY_WORD: readonly (readonly [query: string, ids: readonly string[]])[] = [
  ['sparse autoencoders', SPARSE],
  ['SPARSE auto-encoder', SPARSE],
  ['the sparse autoencoders of Michaud', SPARSE],
  ['mechanistic interpretability python', ['2402.05110']],
  ['grokking quanta', []],
  ['spars autoencodrs', []],
  ['sparse autoenc', []],
  ['sparse autoenc*', SPARSE],
  ['author:tegmrak grokking', []],
  ['author:tegmark grokking', GROKKING],
  ['grokking -omnigrok', ['2205.10343']],
  ['grokking year:2022 cat:stat', ['2210.01117']],
  ['"loss landscapes" grokking', ['2210.01117']],
  ['of the', ['2010.13871', '2303.13506', '2405.17420', '2410.19750', '2505.15811', '2509.02565']],
  ['of the year:2025', ['2501.12391', '2501.16496', '2505.15811', '2509.02565']],
  ['2210.01117', ['2210.01117']],
];

/** Papers of several years, one of which names another. */
const WALKERS: readonly IndexedDocument[] = [
  { id: 'new', title: 'Walkers that walk', authors: ['Ann Brown'], submitted: '2025-05-01' },
  { id: 'naming', title: 'Walkers in the 2025 challenge', authors: ['Tom Young'], submitted: '2026-01-10' },
  { id: 'old', title: 'Walkers that walk', authors: ['Ann Brown'], submitted: '2023-05-01' },
  { id: 'gates', title: 'Gates', authors: ['Tom Young'], submitted: '2023-05-01' },
];

/** Papers whose authors are printed with initials, too. */
const PRINTED: readonly IndexedDocument[] = [
  { id: 'initials', title: 'Lamb shift', authors: ['U. D. Jentschura'], submitted: '2008-05-01' },
  { id: 'whole', title: 'Hyperfine structure', authors: ['Ulrich D. Jentschura'], submitted: '2012-05-01' },
  { id: 'ideals', title: 'Ulrich ideals', authors: ['Ann Ulrich'], submitted: '2012-05-01' },
  { id: 'other', title: 'Bismuth', authors: ['V. Shabaev'], submitted: '2012-05-01' },
  { id: 'both', title: 'Bismuth', authors: ['A. Jentschura', 'J. Shabaev'], submitted: '2012-05-01' },
];

/** What every search index promises. `open` gives an empty one at state 0. */
export function searchContract(name: string, open: () => Promise<SearchIndex>): void {
  describe(`the search index ${name}`, () => {
    const filled = async (documents: readonly IndexedDocument[] = PAPERS): Promise<SearchIndex> => {
      const index = await open();
      await index.put(documents, documents.length);
      return index;
    };

    it.each(MUST_FIND)('finds for %s exactly %j', async (query, ids) => {
      const result = await ask(await filled(), query);
      expect(idsOf(result).toSorted()).toEqual([...ids]);
      expect(result.total).toBe(ids.length);
    });

    it.each(['sparse autoencoders', 'sparse auto-encoders', 'SPARSE AUTOENCODER'])(
      'puts the papers on sparse autoencoders first for %s',
      async (query) => {
        const result = await ask(await filled(), query);
        expect(idsOf(result).slice(0, 3).toSorted()).toEqual(SPARSE);
        expect(result.corrections).toEqual([]);
      },
    );

    it('leaves out what has only the common one of two words when the order is by day', async () => {
      const { hits } = await ask(await filled(), 'sparse auto-encoders', { sort: 'newest' });
      expect(hits.map(({ id }) => id)).toEqual(SPARSE.toReversed());
    });

    it('corrects words that occur nowhere, finds the same, and says so', async () => {
      const index = await filled();
      const result = await ask(index, 'spars autoencodrs');
      expect(idsOf(result)).toEqual(idsOf(await ask(index, 'sparse autoencoders')));
      expect(result.corrections).toEqual([
        { typed: 'spars', used: 'sparse' },
        { typed: 'autoencodrs', used: 'autoencoders' },
      ]);
    });

    it('corrects a name that matches nobody', async () => {
      const result = await ask(await filled(), 'author:tegmrak grokking');
      expect(idsOf(result).toSorted()).toEqual(GROKKING);
      expect(result.corrections).toEqual([{ typed: 'tegmrak', used: 'tegmark' }]);
    });

    // Both indexes say the same of the same papers, so it is told here what that is.
    it('reads a word that occurs nowhere as the nearest of all words, by titles and names where several are', async () => {
      const index = await filled();
      const words = wordsOf(PAPERS);
      const typos = typosOf([...words.everywhere].filter((word) => /^[a-z]{5,}$/.test(word)));
      let told = 0;
      for (const typed of typos) {
        const query = parseQuery(`${typed} learning`);
        if (query.condition !== undefined || isStopWord(typed) || words.stems.has(stem(typed))) continue;
        const { corrections } = await index.search(query, { sort: 'relevance', limit: 1, offset: 0 });
        expect(corrections, typed).toEqual(asCorrections(typed, readAs(typed, words)));
        told += corrections.length;
      }
      expect(told).toBeGreaterThan(500);
    });

    it('reads a name that nobody has as the nearest of all names', async () => {
      const index = await filled();
      const words = wordsOf(PAPERS);
      let told = 0;
      for (const typed of typosOf([...words.names.keys()].filter((word) => /^[a-z]{5,}$/.test(word)))) {
        const used = nameReadAs(typed, words);
        if (words.names.has(typed) || used === undefined) continue;
        const { corrections } = await ask(index, `author:${typed}`);
        expect(corrections, typed).toEqual([{ typed, used }]);
        told += 1;
      }
      expect(told).toBeGreaterThan(50);
    });

    it('reads no word as a category, unless nothing but its signs is missing', async () => {
      const index = await filled([
        { id: '1', title: 'Chips', categories: ['cs.AR', 'stat.ML', 'q-bio.NC'] },
        { id: '2', title: 'Chips', categories: ['cs.AR', 'math.AG'], authors: ['Ann Matha'] },
      ]);
      const read = async (query: string) => (await ask(index, query)).corrections;
      expect(await read('cstar chips')).toEqual([]);
      expect(await read('csarx chips')).toEqual([]);
      expect(await read('statml chips')).toEqual([{ typed: 'statml', used: 'stat.ml' }]);
      expect(await read('qbionc chips')).toEqual([{ typed: 'qbionc', used: 'q-bio.nc' }]);
      expect(await read('mathag chips')).toEqual([{ typed: 'mathag', used: 'math.ag' }]);
      expect(await read('cs.ax chips')).toEqual([{ typed: 'cs.ax', used: 'cs.ar' }]);
    });

    const NAMED: readonly IndexedDocument[] = [
      { id: '1', title: 'One', authors: ['Thomas Mueller'] },
      { id: '2', title: 'Two', authors: ['Thomas Müller', 'Anna Schön'] },
      { id: '3', title: 'Three', authors: ['Yann LeCun'] },
      { id: '4', title: 'Four', authors: ['David McAllester', 'Manuel Blum'] },
      { id: '5', title: 'Five', authors: ['Jo Manul', 'Christian Schroeder deWitt'] },
      { id: '6', title: 'Six', authors: ['Maria Garcia Lopez', 'Michaud Eric J.'] },
      { id: '7', title: 'Seven', authors: ['Aäron van den Oord', 'Zhang-Wei Hong'] },
    ];

    it.each([
      ['author:müller', ['1', '2']],
      ['author:mueller', ['1', '2']],
      ['author:muller', ['2']],
      ['author:"Mueller, T"', ['1', '2']],
      ['author:"t. müller" schoen', ['2']],
      ['author:"Anna Schoen"', ['2']],
      ['author:schoen', ['2']],
      ['author:müll*', ['1', '2']],
      ['author:"thomas muell*"', ['1', '2']],
      ['author:manuel', ['4']],
      ['author:manul', ['5']],
      ['author:"manuel blum"', ['4']],
      ['author:"Le Cun"', ['3']],
      ['author:"Yann Le Cun"', ['3']],
      ['yann le cun', ['3']],
      ['author:"Le Cun, Y"', ['3']],
      ['author:"Le Cun, X"', []],
      ['author:lecun', ['3']],
      ['author:"Mc Allester"', ['4']],
      ['author:"de Witt"', ['5']],
      ['author:"schroeder de witt, c"', ['5']],
      ['author:vandenoord', ['7']],
      ['author:"garcia maria"', ['6']],
      ['author:"eric michaud"', ['6']],
      ['author:"wei zhang"', []],
    ])('finds for the name in %s exactly %j, however it is spelled', async (query, ids) => {
      expect(idsOf(await ask(await filled(NAMED), query)).toSorted()).toEqual(ids);
    });

    it.each([
      ['author:LeCun', ['1', '2']],
      ['author:"Yann LeCun"', ['1', '2']],
      ['author:"LeCun, Y"', ['1', '2']],
      ['author:"Le Cun"', ['1', '2']],
      ['paper -author:LeCun', ['3', '4', '5', '6', '7', '8']],
      ['au:LeCun AND ti:one', ['1']],
      ['author:McAllester', ['3', '4']],
      ['author:mcallester', ['3']],
      ['author:"D. McAllester"', ['3', '4']],
      ['author:"Mc Allester"', ['3', '4']],
      ['author:devries', ['5']],
      ['author:"DeVries, H"', ['5', '6']],
      ['author:"hugo de vries"', ['5', '6']],
      // "Ben" is a name of its own.
      ['author:Benson', ['7']],
      ['paper -author:Benson', ['1', '2', '3', '4', '5', '6', '8']],
    ])('finds for %s exactly %j, whether particles are apart or not', async (query, ids) => {
      const index = await filled([
        { id: '1', title: 'Paper one', authors: ['Yann LeCun'] },
        { id: '2', title: 'Paper two', authors: ['Yann Le Cun'] },
        { id: '3', title: 'Paper three', authors: ['David McAllester'] },
        { id: '4', title: 'Paper four', authors: ['David Mc Allester'] },
        { id: '5', title: 'Paper five', authors: ['Hugo DeVries'] },
        { id: '6', title: 'Paper six', authors: ['Hugo de Vries'] },
        { id: '7', title: 'Paper seven', authors: ['Alice Benson'] },
        { id: '8', title: 'Paper eight', authors: ['Ben Son'] },
      ]);
      const result = await ask(index, query);
      expect(idsOf(result).toSorted()).toEqual(ids);
      expect(result.corrections).toEqual([]);
      expect(result).not.toHaveProperty('byWords');
    });

    it('looks for so many readings of the names of a query, and says where these were too few', async () => {
      const surnames = Array.from('bcdfghjklmnpqrstvwxz', (letter) => `${letter}ang`);
      const others = ['Van Der Den Del', ...surnames.map((one) => `Q${one} Denq${one}`)];
      const index = await filled([
        { id: '9', authors: ['Li De Wang'] },
        { id: '8', authors: others },
      ]);
      const names = (count: number): string[] =>
        surnames.slice(0, count).map((one) => `au:"vanderq${one} deldenq${one}"`);
      const few = await ask(index, [...names(3), 'au:"dewang li"'].join(' OR '));
      expect(idsOf(few)).toEqual(['9']);
      expect(few).not.toHaveProperty('byWords');
      expect(await ask(index, [...names(20), 'au:"dewang li"'].join(' OR '))).toMatchObject({
        total: 0,
        byWords: true,
      });
      // Names with words that nobody has need not be looked up.
      const unknown = surnames.map((one) => `au:"vander${one} vonder${one}"`);
      const many = await ask(index, [...unknown, 'au:"dewang li"'].join(' OR '));
      expect(idsOf(many)).toEqual(['9']);
      expect(many).not.toHaveProperty('byWords');
      expect(await ask(index, unknown.join(' OR '))).toEqual({ total: 0, hits: [], corrections: [] });
    });

    it('leaves out only what surely is of a name where too many papers would have to be read, and says so', async () => {
      const many = Array.from({ length: 700 }, (_, number) => ({
        id: `p${number}`,
        title: number < 2 ? 'Graphs of lattices' : 'Graphs',
        authors: ['Pat Smith', number === 0 ? 'Quentin Smith' : 'Quentin Jones'],
      }));
      const index = await filled([...many, { id: 'other', title: 'Graphs', authors: ['Ann Brown'] }]);
      const names = Array.from('bcdefghijklm', (letter) => `-au:"smith, ${letter}"`).join(' ');
      const without = async (more: string) => ask(index, `ti:graphs ${names} ${more}`);
      expect(await without('-au:"quentin smith"')).toMatchObject({ total: 701, byWords: true });
      expect(await without('-au:"pat jo*"')).toMatchObject({ total: 701, byWords: true });
      expect(await without('-au:brown')).toMatchObject({ total: 700, byWords: true });
      const few = await ask(index, 'ti:graphs -au:"ann brown" -au:"smith, b"');
      expect(few).toMatchObject({ total: 700 });
      expect(few).not.toHaveProperty('byWords');
      // Only the papers that pass the other filters need be read.
      const rare = await ask(index, `ti:lattices ${names} -au:"quentin smith"`);
      expect(idsOf(rare)).toEqual(['p1']);
      expect(rare).not.toHaveProperty('byWords');
    });

    it('corrects no more than a few of the names of a query', async () => {
      const letters = Array.from('bcdfghjklmnp');
      const index = await filled(
        letters.map((letter) => ({ id: letter, authors: [`${letter.toUpperCase()}ernandovic`] })),
      );
      const typed = letters.map((letter) => `au:${letter}ernadnovic`);
      expect((await ask(index, typed.slice(0, 8).join(' OR '))).total).toBe(8);
      expect((await ask(index, typed.join(' OR '))).corrections).toHaveLength(8);
    });

    it('says which words of a name were found, in the spelling of the paper', async () => {
      const index = await filled(NAMED);
      const found = async (query: string) => (await ask(index, query)).hits.map(({ matched }) => matched);
      expect(await found('author:"anna schoen"')).toEqual([
        [
          { word: 'Anna', fields: ['author'] },
          { word: 'Schön', fields: ['author'] },
        ],
      ]);
      expect(await found('author:"Le Cun"')).toEqual([[{ word: 'LeCun', fields: ['author'] }]]);
      expect(await found('author:vandenoord')).toEqual([
        ['van', 'den', 'Oord'].map((word) => ({ word, fields: ['author'] })),
      ]);
    });

    it('goes by all words of names where too many papers would have to be read, and says so', async () => {
      const many = Array.from({ length: 700 }, (_, number) => ({
        id: `p${number}`,
        authors: ['Pat Smith', 'Quentin Jones'],
      }));
      const index = await filled([...many, { id: 'other', authors: ['Ann Brown'] }]);
      const names = Array.from('bcdefghijklm', (letter) => `au:"smith, ${letter}"`);
      const result = await ask(index, [...names, 'au:"ann smith"'].join(' OR '));
      expect(result).toMatchObject({ total: 700, byWords: true });
      // Of a name with an open word the others count, too.
      const begun = await ask(index, [...names, 'au:"ann sm*"', 'au:"brown, pat*"'].join(' OR '));
      expect(begun).toMatchObject({ total: 700, byWords: true });
      const few = await ask(index, 'au:"smith, b" OR au:"smith, p"');
      expect(few).toMatchObject({ total: 700 });
      expect(few).not.toHaveProperty('byWords');
    });

    it('says how it reads the year of a citation, and reads it as a word where nobody wrote anything then', async () => {
      const index = await filled();
      expect((await ask(index, 'Tegmark 2022')).corrections).toEqual([
        { typed: '2022', used: 'year:2021..2022', isReading: true },
      ]);
      const result = await ask(index, 'Tegmark 1999');
      expect(result.corrections).toEqual([]);
      expect(result.total).toBeGreaterThan(0);
    });

    it.each([
      ['walkers 2025', ['new', 'naming']],
      ['walkers (2025)', ['new', 'naming']],
      ['papers from 2025 on walkers', ['new', 'naming']],
      ['which walkers did Ann build in 2025?', ['new']],
      ['walkers ann 2025', ['new']],
      ['author:ann 2025', ['new']],
      ['walkers -author:ann 2025', ['naming']],
      ['challenge 2025', ['naming']],
      ['challenge 2025 walkers', ['naming', 'new']],
      ['ann brown 2025', ['new']],
    ])('takes a year beside other words for one: %s', async (query, ids) => {
      const index = await filled(WALKERS);
      const result = await ask(index, query);
      expect(idsOf(result).toSorted()).toEqual(ids.toSorted());
      expect(result.corrections).toContainEqual({
        typed: '2025',
        used: 'of 2025, or naming it',
        isReading: true,
      });
      const every = await ask(index, query, { every: true });
      expect(ids).toEqual(expect.arrayContaining(idsOf(every)));
    });

    it.each([
      ['walkers 2025', WALKERS, ['naming', 'new']],
      ['Ulrich Jentschura', PRINTED, ['initials', 'whole']],
    ])('reads %s with every word as without, so that a search is cited whole', async (query, papers, ids) => {
      const index = await filled(papers);
      for (const options of [{}, { every: true }] as const)
        expect(idsOf(await ask(index, query, options)).toSorted()).toEqual(ids);
    });

    it.each([
      ['walkers 2025', ['naming']],
      ['which walkers did Ann build in 2025?', []],
      ['author:ann 2025', []],
      ['challenge 2025', ['naming']],
    ])('takes a year as typed for a word of %s', async (query, ids) => {
      const result = await ask(await filled(WALKERS), query, { every: 'as typed' });
      expect(idsOf(result)).toEqual(ids);
      expect(result.corrections).toEqual([]);
    });

    it.each([
      ['Ulrich Jentschura', ['whole']],
      ['Vedran Shabaev', []],
      ['U. D. Jentschura', ['initials', 'whole']],
      ['Jentschura 2008', ['initials']],
    ])('takes as typed only for a name what is written as one: %s', async (query, ids) => {
      const result = await ask(await filled(PRINTED), query, { every: 'as typed' });
      expect(idsOf(result).toSorted()).toEqual(ids);
    });

    it.each([
      // None of that year has the other words, or none is of that year at all.
      'walkers 2024',
      'challenge 2019',
      'walkers since 2025',
      'walkers 2023 2025',
      '2025',
      'in 2025',
      'gates 2025',
      'a long title about walkers that was written by somebody else in 2025',
    ])('takes it for a word elsewhere: %s', async (query) => {
      const { corrections } = await ask(await filled(WALKERS), query);
      expect(corrections.filter(({ typed }) => /\d/.test(typed))).toEqual([]);
    });

    it('takes those that name the year elsewhere than in their title for hits by relevance only', async () => {
      const cited = {
        id: 'cited',
        title: 'Walkers',
        abstract: 'As in Young (2025).',
        submitted: '2026-02-01',
      };
      const index = await filled([...WALKERS, { ...cited, authors: ['Ann Brown'] }]);
      expect(idsOf(await ask(index, 'walkers 2025')).toSorted()).toEqual(['cited', 'naming', 'new']);
      expect(idsOf(await ask(index, 'walkers 2025', { sort: 'newest' }))).toEqual(['naming', 'new']);
      expect(idsOf(await ask(index, 'author:ann 2025'))).toEqual(['new']);
    });

    it('takes a year beside a typo for one', async () => {
      const { hits, corrections } = await ask(await filled(WALKERS), 'walkrs 2025');
      expect(hits.map(({ id }) => id).toSorted()).toEqual(['naming', 'new']);
      expect(corrections.map(({ typed }) => typed).toSorted()).toEqual(['2025', 'walkrs']);
    });

    it('puts those first that have the year in their title, of papers of that year', async () => {
      const shared = { authors: ['Ann Brown'], abstract: 'On sharing.', submitted: '2025-03-01' };
      const index = await filled([
        { id: 'a', title: 'Shared task on sharing', ...shared },
        { id: 'b', title: 'Shared task 2025 on sharing', ...shared },
        { id: 'c', title: 'Shared task on sharing', ...shared },
      ]);
      expect(idsOf(await ask(index, 'shared task 2025'))[0]).toBe('b');
    });

    it('takes words for a name where they are nothing else, however the forenames are printed', async () => {
      const index = await filled(PRINTED);
      for (const query of ['Ulrich Jentschura', 'ulrich jentschura']) {
        const result = await ask(index, query);
        expect(idsOf(result).toSorted()).toEqual(['initials', 'whole']);
        expect(result.corrections).toEqual([{ typed: query, used: `author:${query}`, isReading: true }]);
      }
      expect(idsOf(await ask(index, 'Ulrich Jentschura 2008'))).toEqual(['initials']);
      // A forename that stands nowhere.
      expect(idsOf(await ask(index, 'Vedran Shabaev'))).toEqual(['other']);
    });

    it.each(['jentschura shabaev', 'ulrich ideals', 'Ulrich Ideals', 'vedran shabaev'])(
      'takes %s for words, as others have them or they are nobody',
      async (query) => {
        const { corrections } = await ask(await filled(PRINTED), query);
        expect(corrections.filter(({ used }) => used.startsWith('author:'))).toEqual([]);
      },
    );

    it('completes the last word', async () => {
      expect(idsOf(await ask(await filled(), 'interpretability of omnig'))).toContain('2210.01117');
    });

    it('gives the papers of typed ids in the order typed', async () => {
      const result = await ask(await filled(), '2205.10343 9912.99999 2509.02565 2205.10343v1');
      expect(idsOf(result)).toEqual(['2205.10343', '2509.02565']);
    });

    it('keeps that order whatever their days, and whether they have one', async () => {
      const dated = [
        { id: '2401.00001', title: 'One', submitted: '2024-01-01' },
        { id: '2401.00004', title: 'Four' },
        { id: '2401.00003', title: 'Three', submitted: '2025-01-01' },
      ];
      const result = await ask(await filled(dated), '2401.00001 2401.00004 2401.00003');
      expect(idsOf(result)).toEqual(dated.map(({ id }) => id));
    });

    it('puts a paper whose id was typed before those that the words find', async () => {
      expect(idsOf(await ask(await filled(), 'grokking 2509.02565'))[0]).toBe('2509.02565');
    });

    const WRITTEN = [
      { id: '1', title: 'Sparse autoencoders' },
      { id: '2', title: 'Automatic encoders' },
      { id: '3', title: 'Modelling the behaviour of tumours at the centre' },
      { id: '4', title: 'A $\\lambda$-calculus' },
      { id: '5', title: 'Auto insurance' },
      { id: '6', title: 'Encoder design' },
      { id: '7', title: 'Autoencoders again' },
    ];

    it.each([
      ['sparse auto encoders', '1'],
      ['behavior', '3'],
      ['ti:center', '3'],
      ['modeling tumor', '3'],
      ['λ calculus', '4'],
      ['λ-calculus', '4'],
      ['insurance-design', '5'],
      ['insurance-design', '6'],
    ])('finds for %s paper %s, however it is written there', async (query, id) => {
      const { hits } = await ask(await filled(WRITTEN), query);
      expect(hits.slice(0, 2).map((hit) => hit.id)).toContain(id);
    });

    it.each([
      ['ti:in-context', ['1', '2']],
      ['abs:on-policy', ['1', '4']],
      ['ti:on-policy', []],
      ['in-context AND learning', ['1', '2']],
      ['ti:learning -in-context', ['3']],
      ['ti:use', ['4']],
      ['abs:one', ['3']],
      ['ti:learning abs:"of the"', ['1', '2', '3']],
      ['ti:learning AND (co:the OR zzz)', ['1', '2', '3']],
      ['"the"', ['3', '4', '5']],
      ['ti:"the"', ['3', '4']],
    ])('takes the small words of %s for what they are, and finds %j', async (query, ids) => {
      const small = [
        { id: '1', title: 'In-context learning', abstract: 'Learning on policy' },
        { id: '2', title: 'Learning in context' },
        { id: '3', title: 'Learning the context in the US', abstract: 'One policy' },
        { id: '4', title: 'The use of contexts', abstract: 'On-policy' },
        { id: '5', title: 'Of names', authors: ['The Anh Bui'] },
      ];
      expect(idsOf(await ask(await filled(small), query)).toSorted()).toEqual(ids);
    });

    it.each([
      ['lattice -the', ['1', '2']],
      ['lattice -abs:the', ['1', '2']],
      ['lattice -abs:"of the"', ['1', '2']],
      ['(lattice OR gap) ANDNOT the', ['1', '2', '3']],
      ['(lattice OR gap) ANDNOT comments:(of AND the)', ['1', '2', '3']],
      ['lattice ANDNOT (gap OR the)', ['1']],
      ['lattice ANDNOT (gap AND the)', ['1']],
      ['lattice ANDNOT (gap AND \\textbf)', ['1', '2']],
      ['lattice ANDNOT (abs:here ANDNOT (gap OR abs:the))', ['2']],
      // Of titles and names they are known.
      ['lattice -ti:the', ['1']],
      ['lattice ANDNOT (ti:the OR of)', ['1']],
      ['(lattice OR gap) ANDNOT "the lattice"', ['3']],
      ['(lattice OR gap) ANDNOT "of the"', ['1', '2']],
    ])('leaves out for %s no paper for small words that stand anywhere, and finds %j', async (query, ids) => {
      const index = await filled([
        { id: '1', title: 'Lattice', abstract: 'The mass of the lattice, here' },
        { id: '2', title: 'The lattice', abstract: 'The gap of the lattice, here' },
        { id: '3', title: 'Gap of the year', abstract: 'There' },
      ]);
      expect(idsOf(await ask(index, query)).toSorted()).toEqual(ids);
    });

    it('finds words with any ending, however many there are', async () => {
      const letters = 'bcdfghjklm'.split('');
      const many = letters.flatMap((a) => letters.map((b) => ({ id: `${a}${b}`, title: `Auto${a}a${b}k` })));
      const index = await filled([
        ...many,
        { id: 'z', title: 'The autzok', abstract: 'theories of autobabb' },
      ]);
      expect((await ask(index, 'ti:auto*')).total).toBe(100);
      expect((await ask(index, 'auto* AND ti:aut*')).total).toBe(101);
      expect((await ask(index, 'auto*', { every: true })).total).toBe(101);
      expect((await ask(index, 'ti:the*')).total).toBe(1);
      expect((await ask(index, 'aut* -ti:auto*', { every: true })).total).toBe(1);
      const whole = await ask(index, 'ti:auto*', { limit: 200 });
      expect(new Set(idsOf(whole)).size).toBe(whole.hits.length);
      expect(whole.hits.every(({ id, matched }) => matched[0]?.word === `Auto${id[0]}a${id[1]}k`)).toBe(true);
    });

    it.each([
      ['analys* AND here', ['1', '2']],
      ['here -analys*', ['3', '4', '5', '6']],
      ['city* AND here', ['3']],
      ['abs:the*', ['5']],
      ['ti:the*', ['4', '6']],
      ['here -the*', ['1', '2', '3']],
      ['here -abs:the*', ['1', '2', '3', '4', '6']],
    ])(
      'finds for %s exactly %j, whatever their stems, and small words in titles only',
      async (query, ids) => {
        const index = await filled([
          { id: '1', title: 'Here', abstract: 'We analyse' },
          { id: '2', title: 'Here', abstract: 'One analysis' },
          { id: '3', title: 'Here', abstract: 'The city' },
          { id: '4', title: 'Here, the lattice', abstract: 'On the gap' },
          { id: '5', title: 'Here', abstract: 'Theories of the gap' },
          { id: '6', title: 'Here, theory', abstract: 'Of the lattice' },
        ]);
        expect(idsOf(await ask(index, query)).toSorted()).toEqual(ids);
      },
    );

    it('finds small words by their beginning in titles, and not in names', async () => {
      const index = await filled([
        { id: '1', title: 'Lattice', authors: ['A. Their'] },
        { id: '2', title: 'Their lattice' },
      ]);
      expect(idsOf(await ask(index, 'ti:thei*'))).toEqual(['2']);
    });

    it.each([
      ['ti:zorn-lemma*', ['1']],
      ['abs:multi-agent*', ['1']],
      ['running* AND lattice', ['1']],
      ['lattice -abs:multi-agent*', ['2']],
      ['zorn-lemm* AND lattice', []],
    ])('takes in %s what no word begins like for the word itself, and finds %j', async (query, ids) => {
      const index = await filled([
        { id: '1', title: 'Zorn lemma', abstract: 'We run a multi agent lattice' },
        { id: '2', title: 'Gap lattice', abstract: 'There' },
      ]);
      expect(idsOf(await ask(index, query)).toSorted()).toEqual(ids);
    });

    it('ranks by the most frequent endings of a word', async () => {
      const rare = Array.from({ length: 60 }, (_, at) => ({
        id: `0${at}`,
        title: `Auto${'bcdfghjklm'[at % 10]}a${'bcdfgh'[Math.floor(at / 10)]}k`,
      }));
      const often = ['1', '2', '3'].map((id) => ({ id, title: `Autozoom ${id}` }));
      const { hits } = await ask(await filled([...rare, ...often]), 'auto*');
      expect(hits.map(({ id }) => id)).toEqual(expect.arrayContaining(['1', '2', '3']));
    });

    it('takes a Greek letter before a word for its name, and corrects nothing', async () => {
      const index = await filled([
        { id: '1', title: 'The $\\beta$-decay of nuclei' },
        { id: '2', title: 'Decay' },
      ]);
      for (const query of ['β-decay', 'ti:β-decay']) {
        const { hits, corrections } = await ask(index, query);
        expect(corrections).toEqual([]);
        expect(hits[0]?.id).toBe('1');
      }
    });

    it.each([
      ['L^p uniqueness', 'lp'],
      ['ti:L^{p} ti:uniqueness', 'lp'],
      ['C_60', 'c60'],
      ['ti:C60', 'c60'],
      ['B_s mixing', 'bs'],
      ['\\ell_1 minimization', 'l1'],
      ['ti:ℓ1', 'l1'],
      ['pi0', 'pi0'],
      ['ti:π_0', 'pi0'],
      ['Lyα forest', 'lya'],
      ['ti:lyman ti:halpha', 'lya'],
      ['GPT-3.5', 'gpt'],
      ['ti:GPT-3.5', 'gpt'],
      ['qwen2.5 coder', 'qwen'],
      ['qwen2 5 coder', 'qwen'],
    ])('finds for %s the paper with the formula or number, and none with its pieces', async (query, id) => {
      const index = await filled([
        { id: 'lp', title: 'Removable sets and $L^{p}$-uniqueness' },
        { id: 'c60', title: 'Excitons in C$_{60}$ films' },
        { id: 'bs', title: 'Observation of $B_s$ mixing' },
        { id: 'l1', title: 'Sparse recovery by $\\ell_1$ minimization' },
        { id: 'pi0', title: 'Decays of the $\\pi_0$ meson' },
        { id: 'lya', title: 'Lyman forest: Ly$\\alpha$ and H$\\alpha$' },
        { id: 'gpt', title: 'What GPT-3.5 knows' },
        { id: 'qwen', title: 'Qwen2.5 Coder' },
        {
          id: 'others',
          title: 'On l, p, C, B, s, 60, 1, 3 and 5',
          abstract: 'GPT, Qwen, pi, 0. Of all: 3, 5.',
        },
      ]);
      const { hits, corrections } = await ask(index, query);
      expect(corrections).toEqual([]);
      expect(hits[0]?.id).toBe(id);
    });

    it('says where the parts of a hyphenated word stand when they stand apart', async () => {
      const apart = [{ id: '1', title: 'Speed is a trade for accuracy' }];
      const [hit] = (await ask(await filled(apart), 'speed-accuracy')).hits;
      expect(hit?.matched.map(({ word }) => word)).toEqual(['Speed', 'accuracy']);
    });

    it('corrects to the word that titles have, of two with the same stem', async () => {
      const two = [
        { id: '1', title: 'Models', abstract: 'models' },
        { id: '2', title: 'Models of models' },
        { id: '3', title: 'Les', abstract: 'modeles' },
      ];
      expect((await ask(await filled(two), 'modles')).corrections).toEqual([
        { typed: 'modles', used: 'models' },
      ]);
    });

    it.each([
      ['groking', 'grokking'],
      ['deivations', 'deviations'],
    ])('corrects %s rather to a word of the same letters than to a frequent one', async (typed, used) => {
      const others = ['1', '2', '3'].map((id) => ({ id, title: 'Growing derivations' }));
      const index = await filled([...others, { id: '4', title: 'Grokking deviations' }]);
      expect((await ask(index, typed)).corrections).toEqual([{ typed, used }]);
    });

    it('reads a mistyped small word as one', async () => {
      const small = [
        { id: '1', title: 'Relations between tails' },
        { id: '2', title: 'The betweens' },
      ];
      const { hits, corrections } = await ask(await filled(small), 'relations bewween tails');
      expect(corrections).toEqual([{ typed: 'bewween', used: 'between' }]);
      expect(hits[0]?.id).toBe('1');
    });

    it('corrects some words of a sentence, too', async () => {
      const text = 'the laterr of the two says how many of the sprse autoencodrs there are in it at all';
      const { hits, corrections } = await ask(await filled(), text);
      expect(corrections.map(({ used }) => used)).toEqual(expect.arrayContaining(['sparse', 'autoencoders']));
      expect(SPARSE).toContain(hits[0]?.id);
    });

    it('says which words were found, as they stand in the paper, and where', async () => {
      const [hit] = (await ask(await filled(), 'vukelic author:tegmark "program synthesis"')).hits;
      expect(hit?.matched).toEqual([
        { word: 'Vukelić', fields: ['author'] },
        { word: 'Tegmark', fields: ['author'] },
        { word: 'program synthesis', fields: ['title', 'abstract'] },
      ]);
    });

    it('lists filtered papers newest first', async () => {
      expect(idsOf(await ask(await filled(), 'year:2022'))).toEqual([
        '2210.13447',
        '2210.01117',
        '2205.10343',
      ]);
    });

    it('sorts by the first day or the last change, papers of one day by id from the latest', async () => {
      const index = await filled();
      const newest = idsOf(await ask(index, 'cat:cs.*', { sort: 'newest' }));
      expect(newest.slice(0, 6)).toEqual(PAPERS.slice(0, 6).map(({ id }) => id));
      const updated = idsOf(await ask(index, 'cat:cs.*', { sort: 'updated' }));
      expect(updated.slice(0, 3)).toEqual(['2505.15811', '2509.02565', '2410.08201']);
    });

    it('lists filtered papers newest first after some came and others changed their day', async () => {
      const index = await filled();
      const all = idsOf(await ask(index, 'cat:cs.*', { limit: 100 }));
      const [, , third] = all;
      const paper = PAPERS.find(({ id }) => id === third);
      if (paper === undefined) throw new Error('There is no third paper.');
      const newer = { ...paper, id: '2701.00001', submitted: '2027-01-01' };
      await index.put([newer, { ...paper, submitted: '2026-12-31' }], 18);
      const after = await ask(index, 'cat:cs.*', { limit: 100 });
      expect(idsOf(after)).toEqual([newer.id, paper.id, ...all.filter((id) => id !== paper.id)]);
      expect(after.total).toBe(all.length + 1);
    });

    it('gives pages that together are all hits once, with the exact total on each', async () => {
      const index = await filled();
      const whole = await ask(index, 'learning neural networks cat:cs', { limit: 100 });
      const pages: SearchResult[] = [];
      for (let offset = 0; offset < whole.total; offset += 4) {
        pages.push(await ask(index, 'learning neural networks cat:cs', { limit: 4, offset }));
      }
      expect(pages.flatMap(idsOf)).toEqual(idsOf(whole));
      expect(pages.map((page) => page.total)).toEqual(pages.map(() => whole.total));
      expect((await ask(index, 'learning', { offset: 1_000 })).hits).toEqual([]);
    });

    it('gives scores that never rise down the list', async () => {
      const result = await ask(await filled(), 'how do neural networks learn skills during training', {
        limit: 50,
      });
      const scores = result.hits.map((hit) => hit.score);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    });

    it.each(EVERY_WORD)('finds for every word of %s exactly %j', async (query, ids) => {
      const result = await ask(await filled(), query, { every: true });
      expect(idsOf(result).toSorted()).toEqual([...ids]);
      expect(result).toMatchObject({ total: ids.length, corrections: [] });
    });

    it.each(OPERATORS)('finds for %s exactly %j', async (query, ids) => {
      const result = await ask(await filled(), query);
      expect(idsOf(result).toSorted()).toEqual([...ids]);
      expect(result.total).toBe(ids.length);
    });

    it('corrects words beside operators too, says so, and says what was found', async () => {
      const result = await ask(await filled(), 'au:tegmrak AND (omnigrk OR quanta)');
      expect(idsOf(result).toSorted()).toEqual(['2210.01117', '2303.13506']);
      expect(result.corrections).toEqual([
        { typed: 'tegmrak', used: 'tegmark' },
        { typed: 'omnigrk', used: 'omnigrok' },
      ]);
      const found = result.hits.find((hit) => hit.id === '2210.01117')?.matched;
      expect(found).toEqual([
        { word: 'Omnigrok', fields: ['title'] },
        { word: 'Tegmark', fields: ['author'] },
      ]);
    });

    it.each(['ti:xyzzyq au:tegmrak', 'au:tegmrak ti:xyzzyq', '(ti:xyzzyq AND ti:grokking) OR au:tegmrak'])(
      'corrects the names of %s, whatever the other parts find',
      async (query) => {
        const { corrections } = await ask(await filled(), query);
        expect(corrections).toEqual([{ typed: 'tegmrak', used: 'tegmark' }]);
      },
    );

    it('puts the paper of an id beside operators first', async () => {
      expect(idsOf(await ask(await filled(), 'grokking OR 2303.13506'))[0]).toBe('2303.13506');
    });

    it('ranks the papers that have every word, or sorts them', async () => {
      const index = await filled();
      expect(idsOf(await ask(index, 'sparse autoencoders', { every: true }))).not.toEqual(
        SPARSE.toReversed(),
      );
      const newest = await ask(index, 'sparse autoencoders', { every: true, sort: 'newest' });
      expect(idsOf(newest)).toEqual(SPARSE.toReversed());
    });

    it('answers when it is empty', async () => {
      const index = await open();
      expect(index.seq).toBe(0);
      expect(index.size).toBe(0);
      for (const query of ['grokking', 'cat:cs', '"a b"', 'author:x', '2205.10343', 'x -y']) {
        expect(await ask(index, query)).toEqual({ total: 0, hits: [], corrections: [] });
      }
    });

    it('replaces a paper by its id, and keeps nothing of what it was', async () => {
      const index = await filled();
      await index.put([{ id: '2210.01117', title: 'A quite different thing' }], 18);
      expect(index.size).toBe(17);
      expect(index.seq).toBe(18);
      expect(idsOf(await ask(index, 'grokking'))).toEqual(['2205.10343']);
      expect(idsOf(await ask(index, 'quite different thing'))[0]).toBe('2210.01117');
      expect(idsOf(await ask(index, 'omnigrok'))).not.toContain('2210.01117');
    });

    it('stays the same when the same papers come again', async () => {
      const index = await filled();
      const before = await ask(index, 'sparse autoencoders');
      await index.put(PAPERS, 17);
      await index.put(PAPERS, 17);
      expect(index.size).toBe(17);
      expect(await ask(index, 'sparse autoencoders')).toEqual(before);
    });

    it('takes documents with nothing but an id, and odd ids', async () => {
      const index = await filled([{ id: '__proto__', title: 'constructor toString' }, { id: 'empty' }]);
      await index.put([{ id: 'empty' }, { id: 'empty', title: 'Filled at last' }], 3);
      expect(idsOf(await ask(index, 'constructor'))).toEqual(['__proto__']);
      expect(idsOf(await ask(index, 'filled'))).toEqual(['empty']);
    });

    it('ranks by the rare word, and leaves out papers that only share the common one', async () => {
      expect(idsOf(await ask(await filled(), 'michaud vukelic'))).toEqual(['2402.05110']);
    });
  });
}

function ask(index: SearchIndex, query: string, options: Partial<SearchOptions> = {}): Promise<SearchResult> {
  return index.search(parseQuery(query), { sort: 'relevance', limit: 25, offset: 0, ...options });
}

function idsOf(result: SearchResult): string[] {
  return result.hits.map((hit) => hit.id);
}

function asCorrections(typed: string, used: string | undefined): SearchResult['corrections'] {
  return used === undefined ? [] : [{ typed, used }];
}
