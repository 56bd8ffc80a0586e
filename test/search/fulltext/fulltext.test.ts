import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import type { IndexBatch, IndexedDocument, SearchIndex } from '../../../src/core/ports.ts';
import { parseQuery } from '../../../src/core/query-parser.ts';
import { createFullTextIndex, openFullTextIndex } from '../../../src/search/fulltext/fulltext.ts';
import { searchContract } from '../../contract/search.ts';
import { PAPERS } from '../papers.ts';

searchContract('of the database', async () => createFullTextIndex());

const PAGE = { sort: 'relevance', limit: 10, offset: 0 } as const;
const CHILD = fileURLToPath(new URL('children/fulltext-writer.ts', import.meta.url));

let folder = '';
let file = '';
let reasons: string[] = [];
let opened: SearchIndex[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperthread-fulltext-'));
  file = join(folder, 'search-index.db');
  reasons = [];
  opened = [];
});
afterEach(async () => {
  await Promise.all(opened.map((index) => index.close()));
  await rm(folder, { recursive: true });
});

async function open(library = 'ours', seq = 10_000): Promise<SearchIndex> {
  const index = await openFullTextIndex({ file, library, seq, log: (reason) => reasons.push(reason) });
  opened.push(index);
  return index;
}

async function close(index: SearchIndex): Promise<void> {
  opened = opened.filter((one) => one !== index);
  await index.close();
}

async function found(index: SearchIndex, query: string): Promise<string[]> {
  return (await index.search(parseQuery(query), PAGE)).hits.map(({ id }) => id);
}

function invented(number: number): IndexedDocument {
  return { id: `p${number}`, title: `Paper number ${number} on lattices`, authors: ['Ada One'] };
}

async function* batches(seq: number, last: number, size: number): AsyncGenerator<IndexBatch> {
  for (let start = seq + 1; start <= last; start += size) {
    const end = Math.min(last, start + size - 1);
    const documents = Array.from({ length: end - start + 1 }, (_, index) => invented(start + index));
    yield { documents, seq: end };
  }
}

describe('the words of a full-text index', () => {
  it('are there for all who ask at once before anybody has asked, however many there are', async () => {
    const index = createFullTextIndex();
    // More than are read without a breath.
    const letters = 'bcdfghjklm'.split('');
    const words = letters.flatMap((a) =>
      letters.flatMap((b) => letters.flatMap((c) => letters.map((d) => `${a}a${b}e${c}i${d}o`))),
    );
    await index.put([{ id: 'a', abstract: words.join(' ') }, ...PAPERS], 18);
    const answers = await Promise.all([1, 2].map(() => index.search(parseQuery('omnigrk'), PAGE)));
    for (const { corrections } of answers)
      expect(corrections).toEqual([{ typed: 'omnigrk', used: 'omnigrok' }]);
  });
});

describe('full-text index in its file', () => {
  it('answers after opening as it did before, and goes on from there', async () => {
    const before = await open();
    await before.put(PAPERS, 42);
    const answer = await found(before, 'sparse autoencodrs');
    await close(before);
    const after = await open();
    expect([after.seq, after.size]).toEqual([42, 17]);
    expect(await found(after, 'sparse autoencodrs')).toEqual(answer);
    await after.put([{ id: '2210.01117', title: 'Replaced' }], 43);
    expect(await found(after, 'omnigrok')).not.toContain('2210.01117');
    expect(reasons).toEqual([]);
  });

  it('is built again when it is of another library, or newer than the library', async () => {
    const ours = await open();
    await ours.put(PAPERS, 42);
    await close(ours);
    await close(await open('ours', 42));
    const older = await open('ours', 41);
    expect(older.size).toBe(0);
    await older.put(PAPERS, 41);
    await close(older);
    expect((await open('theirs')).size).toBe(0);
    expect(reasons).toEqual([
      'The kept search index is newer than the library; it is built again.',
      'The kept search index was built from another library; it is built again.',
    ]);
  });

  it('is built again when the file is rubbish or of another program', async () => {
    await writeFile(file, 'rubbish'.repeat(2_000));
    const index = await open();
    await index.put(PAPERS, 17);
    expect(await found(index, 'grokking')).toHaveLength(2);
    expect(reasons).toEqual(['The kept search index is damaged; it is built again.']);
  });

  /** One of which what it reads when it is opened is sound, and the rest is not. */
  async function openDamaged() {
    const index = await open();
    await index.put(PAPERS, 17);
    await close(index);
    const whole = await readFile(file);
    const damaged = await open();
    await writeFile(file, whole.fill(0x55, 8_192));
    return damaged;
  }

  it('says so when it turns out to be damaged, and starts anew', async () => {
    const damaged = await openDamaged();
    await expect(found(damaged, 'grokking')).rejects.toThrow(UserError);
    expect([damaged.seq, damaged.size]).toEqual([0, 0]);
    await damaged.put(PAPERS, 17);
    expect(await found(damaged, 'grokking')).toHaveLength(2);
  });

  it('says so to all who ask at once, and starts anew only once', async () => {
    const damaged = await openDamaged();
    const asked = await Promise.allSettled(['grokking', 'quanta'].map((query) => found(damaged, query)));
    for (const answer of asked) expect(answer).toMatchObject({ reason: expect.any(UserError) });
    expect(reasons).toEqual(['The search index was damaged; it is built again.']);
  });

  it('sees what another process writes, and is not set back by one that is late', async () => {
    const [one, other] = [await open(), await open()];
    await one.put(PAPERS, 17);
    expect(await found(other, 'grokking')).toHaveLength(2);
    await one.put([{ id: '2210.01117', title: 'Replaced' }], 20);
    await other.put(PAPERS, 19);
    expect(other.seq).toBe(20);
    expect(await found(other, 'replaced')).toEqual(['2210.01117']);
    await one.put([{ id: 'new', title: 'Zymurgy' }], 21);
    expect(await found(other, 'zymurgi')).toEqual(['new']);
    expect((await other.search(parseQuery('zymurhy'), PAGE)).corrections).toEqual([
      { typed: 'zymurhy', used: 'zymurgy' },
    ]);
  });

  it('lets several write at once, all of whose papers are there', async () => {
    const writers = await Promise.all([open(), open(), open()]);
    await Promise.all(
      writers.map((index, writer) =>
        index.put(
          Array.from({ length: 50 }, (_, number) => invented(1_000 * writer + number)),
          7,
        ),
      ),
    );
    expect(writers.map(({ size }) => size)).toEqual([150, 150, 150]);
  });

  it('is built in a process of its own, from where it stands, and found in meanwhile', async () => {
    const index = await open();
    await index.put([invented(1)], 1);
    const asked: number[] = [];
    const seen: number[] = [];
    const same = await index.putMany(
      (seq) => {
        asked.push(seq);
        return batches(seq, 700, 300);
      },
      (documents) => seen.push(documents),
    );
    expect(same).toBe(index);
    expect(asked).toEqual([1]);
    expect(seen).toEqual([301, 601, 700]);
    expect([index.seq, index.size]).toEqual([700, 700]);
    expect((await index.search(parseQuery('lattice'), PAGE)).total).toBe(700);
  });

  it('keeps what was built when the reading breaks off', async () => {
    const index = await open();
    async function* breaking(seq: number): AsyncGenerator<IndexBatch> {
      yield* batches(seq, 300, 100);
      throw new Error('the library went away');
    }
    await expect(index.putMany(breaking)).rejects.toThrow('the library went away');
    expect([index.seq, index.size]).toEqual([300, 300]);
  });

  it('goes on after a kill in the middle of writing, with whole documents only', async () => {
    const child = fork(CHILD, [file]);
    await once(child, 'message');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(file)).toBe(true);
    const index = await open();
    const { seq, size } = index;
    expect(seq).toBeGreaterThan(0);
    // The state's number never runs ahead of what is there.
    expect(size).toBeGreaterThanOrEqual(seq);
    expect((await index.search(parseQuery('lattices'), PAGE)).total).toBe(size);
    expect(reasons).toEqual([]);
    await index.put(
      Array.from({ length: 2_000 }, (_, number) => invented(number + 1)),
      2_000,
    );
    expect((await index.search(parseQuery('lattices'), PAGE)).total).toBe(2_000);
    expect(await found(index, 'number 77')).toContain('p77');
  });
});

describe('full-text search', () => {
  it('gives pages beyond those that it ranks itself, each paper once', async () => {
    const index = createFullTextIndex();
    await index.put(
      Array.from({ length: 1_200 }, (_, number) => invented(number)),
      1,
    );
    const ids = new Set<string>();
    let lowest = Number.POSITIVE_INFINITY;
    for (let offset = 0; offset < 1_200; offset += 100) {
      const page = await index.search(parseQuery('lattices'), { sort: 'relevance', limit: 100, offset });
      expect(page.total).toBe(1_200);
      for (const { id, score } of page.hits) {
        ids.add(id);
        expect(score).toBeLessThanOrEqual(lowest);
        lowest = score;
      }
    }
    expect(ids.size).toBe(1_200);
  });

  it('finds by day what it finds by relevance of more words than are all asked for', async () => {
    const index = createFullTextIndex();
    const papers = Array.from({ length: 1_200 }, (_, number) => ({
      ...invented(number),
      abstract: 'Of bosons, by a well-known and well-tried method, end-to-end.',
      submitted: `2020-01-${String((number % 28) + 1).padStart(2, '0')}`,
    }));
    const other = { id: 'other', title: 'Lattices', authors: ['Bo Son'], submitted: '2020-02-01' };
    await index.put([...papers, other], 1);
    for (const [query, total] of [
      ['lattices bosons method paper', 1_201],
      ['lattices well-known-well-tried bosons end-to-end method', 1_201],
      ['well-known-well-known end-to-end method paper', 1_200],
      ['lattices bo son', 1_201],
    ] as const) {
      const [byDay, ranked] = [
        await index.search(parseQuery(query), { sort: 'newest', limit: 2_000, offset: 0 }),
        await index.search(parseQuery(query), { sort: 'relevance', limit: 2_000, offset: 0 }),
      ];
      expect([query, byDay.total, ranked.total]).toEqual([query, total, total]);
      const days = byDay.hits.map(({ id }) => papers.find((one) => one.id === id)?.submitted ?? '2020-02-01');
      expect(days).toEqual(days.toSorted().toReversed());
      expect(byDay.hits.map(({ id }) => id).toSorted()).toEqual(ranked.hits.map(({ id }) => id).toSorted());
    }
  });

  it('finds by day the paper that has all words in title and authors, though its name is none of the most frequent that begin like the last', async () => {
    const index = createFullTextIndex();
    const papers = Array.from({ length: 200 }, (_, number) => ({
      id: `p${number}`,
      title: 'Lattices',
      abstract: `On mich${'abcdefghijklmnop'[number % 16]}xx`,
    }));
    await index.put(
      [...papers.filter((_, at) => at < 48), { id: 'ours', title: 'Lattices', authors: ['A. Michzyx'] }],
      1,
    );
    for (const sort of ['newest', 'relevance'] as const) {
      const { hits, total } = await index.search(parseQuery('lattices mich'), {
        sort,
        limit: 100,
        offset: 0,
      });
      expect(hits.map(({ id }) => id)).toContain('ours');
      expect(total).toBe(hits.length);
    }
  });

  it('takes a phrase with very many papers by its stems', async () => {
    const index = createFullTextIndex();
    await index.put(
      Array.from({ length: 4_100 }, (_, number) => ({
        id: `p${number}`,
        title: `Neural networks ${number}`,
      })),
      1,
    );
    expect(await index.search(parseQuery('"neural networks"'), PAGE)).toMatchObject({
      total: 4_100,
      byWords: true,
    });
    expect((await index.search(parseQuery('"networks neural"'), PAGE)).total).toBe(0);
  });

  it('reads fewer papers with accents or commands, and of large collaborations, which take longer', async () => {
    const index = createFullTextIndex();
    const plain = Array.from({ length: 1_500 }, (_, number) => ({
      id: `p${number}`,
      title: 'Neural networks',
      abstract: 'In a deep model.',
    }));
    const accented = plain.map((paper, number) => ({
      id: `q${number}`,
      title: 'Spectral networks',
      abstract: paper.abstract.replace('deep', 'naïve'),
    }));
    const names = Array.from({ length: 2_000 }, (_, number) => `J. Many${number}`);
    const large = Array.from({ length: 100 }, (_, number) => ({
      id: `r${number}`,
      title: 'Collisions',
      authors: [...names, 'Ann Other', 'Bob Other', 'Cy Other'],
    }));
    await index.put([...plain, ...accented, ...large], 1);
    const ask = async (query: string) => await index.search(parseQuery(query), PAGE);
    expect(await ask('"neural networks" OR "deep model"')).not.toHaveProperty('byWords');
    expect(await ask('"spectral networks" OR "naive model"')).toMatchObject({ total: 1_500, byWords: true });
    expect(await ask('au:"A Other"')).not.toHaveProperty('byWords');
    expect(await ask('au:"A Other" OR au:"B Other"')).toMatchObject({ total: 100, byWords: true });
  });

  it('leaves out no paper that only may have a phrase, where there are too many to read', async () => {
    const index = createFullTextIndex();
    const papers = Array.from({ length: 6_000 }, (_, number) => ({
      id: `p${number}`,
      title: `Lattice ${number % 2 === 0 ? 'neural network' : 'neural networks'}`,
      abstract: number % 2 === 0 ? 'The state of the art.' : 'Of the state, in the art.',
    }));
    await index.put(papers, 1);
    for (const query of [
      'lattice -"neural networks"',
      'lattice -"state of the art"',
      'lattice ANDNOT "neural networks"',
      'lattice ANDNOT (graph OR "neural networks")',
    ])
      expect([query, await index.search(parseQuery(query), PAGE)]).toMatchObject([
        query,
        { total: 6_000, byWords: true },
      ]);
    // What is left out of what is left out may be wanted.
    const inner = await index.search(parseQuery('lattice ANDNOT (lattice ANDNOT "neural networks")'), PAGE);
    expect(inner).toMatchObject({ total: 6_000, byWords: true });
  });

  it('looks for a phrase with very many papers among those that pass the other filters', async () => {
    const index = createFullTextIndex();
    const many = Array.from({ length: 4_100 }, (_, number) => ({
      id: `p${number}`,
      title: `Neural ${number % 2 === 0 ? 'network' : 'networks'}`,
      abstract: number < 10 ? 'On grokking' : 'On sparsity',
    }));
    await index.put(many, 1);
    for (const [query, total] of [
      ['"neural networks" ti:neural abs:grokking', 5],
      ['abs:grokking -"neural networks"', 5],
      ['"neural networks" "neural network" abs:grokking', 0],
    ] as const) {
      const result = await index.search(parseQuery(query), PAGE);
      expect(result).toMatchObject({ total });
      expect(result).not.toHaveProperty('byWords');
    }
  });

  it('takes the parts of a word for it where they stand side by side, or joined, and nowhere else', async () => {
    const index = createFullTextIndex();
    await index.put(
      [
        { id: 'hyphen', title: 'A', abstract: 'The multiple-component lattice.' },
        { id: 'blank', title: 'A', abstract: 'Of multiple components, a lattice.' },
        { id: 'joined', title: 'Multiplecomponent lattice' },
        { id: 'small words between', title: 'A', abstract: 'Multiple of the components of a lattice.' },
        { id: 'titled', title: 'A multiple of the components: a lattice' },
        { id: 'two fields', title: 'A lattice multiple', abstract: 'Components.' },
        { id: 'two authors', title: 'A lattice', authors: ['A. Multiple', 'Component B'] },
      ],
      1,
    );
    const real = ['blank', 'hyphen', 'joined'];
    for (const [query, wanted] of [
      ['multiple-component AND lattice', real],
      ['abs:multiple-component', ['blank', 'hyphen']],
      ['ti:multiple-component', ['joined']],
      ['lattice -multiple-component', ['small words between', 'titled', 'two authors', 'two fields']],
    ] as const) {
      const { hits } = await index.search(parseQuery(query), PAGE);
      expect([query, hits.map(({ id }) => id).toSorted()]).toEqual([query, wanted]);
    }
  });

  it('takes such a word by its stems where very many papers have them, and reads those with others all the same', async () => {
    const index = createFullTextIndex();
    const papers = Array.from({ length: 1_100 }, (_, number) => ({
      id: `p${number}`,
      abstract: `Multiple of the components of a ${number < 10 ? 'two-level' : number < 20 ? 'two of the levels' : 'level'} lattice`,
    }));
    await index.put(papers, 1);
    for (const [query, total] of [
      ['abs:multiple-component', 1_100],
      ['abs:multiple-component abs:two-level', 10],
      ['lattice ANDNOT (abs:multiple-component AND abs:two-level)', 1_090],
    ] as const) {
      const result = await index.search(parseQuery(query), PAGE);
      expect([query, result.total]).toEqual([query, total]);
      expect(result).not.toHaveProperty('byWords');
    }
  });

  it('leaves out no paper for a much shorter stem of a beginning where there are too many to read, and says so', async () => {
    const index = createFullTextIndex();
    const papers = Array.from({ length: 1_300 }, (_, number) => ({
      id: `p${number}`,
      title: 'Lattice',
      abstract: number < 1_250 ? 'We design a theory' : 'Designated here',
    }));
    await index.put(papers, 1);
    const wanted = await index.search(parseQuery('lattice -abs:designat*'), PAGE);
    expect(wanted.total).toBeGreaterThanOrEqual(1_250);
    expect(wanted.byWords).toBe(true);
    const near = await index.search(parseQuery('lattice -abs:theory*'), PAGE);
    expect(near.total).toBe(50);
    expect(near).not.toHaveProperty('byWords');
  });

  it('reads a name that few of the papers beside it have no second time in all of them', async () => {
    const index = createFullTextIndex();
    const names = (number: number): string[] =>
      number < 2_000
        ? ['Zed One', 'Kim Other']
        : number < 3_000
          ? ['Jane Roe']
          : number < 4_000
            ? ['Jane One', 'Kim Roe']
            : ['Ann Nobody'];
    const papers = Array.from({ length: 6_000 }, (_, number) => ({
      id: `p${number}`,
      title: 'Lattice',
      authors: names(number),
    }));
    await index.put(papers, 1);
    const theirs = await index.search(
      parseQuery('(lattice OR zzz) AND (au:"Zed Other" OR au:"Jane Roe")'),
      PAGE,
    );
    expect(theirs.total).toBe(1_000);
    expect(theirs).not.toHaveProperty('byWords');
  });

  it('takes a beginning by its letters in a field, also where they are cut off from the stem', async () => {
    const index = createFullTextIndex();
    const texts = [
      'We design here',
      'Designated here',
      'Designating here',
      'A theory here',
      'Theoretical here',
    ];
    await index.put(
      texts.map((abstract, at) => ({ id: `p${at}`, title: 'Here', abstract })),
      1,
    );
    for (const [query, wanted] of [
      ['abs:designat*', ['p1', 'p2']],
      ['abs:design*', ['p0', 'p1', 'p2']],
      ['abs:theory*', ['p3']],
      ['abs:theo*', ['p3', 'p4']],
      ['ti:here -abs:designat*', ['p0', 'p3', 'p4']],
      ['ti:here ANDNOT (abs:theory* OR abs:designat*)', ['p0', 'p4']],
    ] as const) {
      const { hits } = await index.search(parseQuery(query), PAGE);
      expect([query, hits.map(({ id }) => id).toSorted()]).toEqual([query, wanted]);
    }
  });

  it('finds small words by their beginning where they are kept, in titles and names', async () => {
    const index = createFullTextIndex();
    await index.put(
      [
        { id: 'title', title: 'Their lattice' },
        { id: 'name', title: 'A lattice', authors: ['A. Their'] },
        { id: 'abstract', title: 'A lattice', abstract: 'Of their own.' },
      ],
      1,
    );
    for (const [query, wanted] of [
      ['thei* AND lattice', ['name', 'title']],
      ['ti:thei*', ['title']],
      ['abs:thei*', []],
      ['lattice -thei*', ['abstract']],
    ] as const) {
      const { hits } = await index.search(parseQuery(query), PAGE);
      expect([query, hits.map(({ id }) => id).toSorted()]).toEqual([query, wanted]);
    }
  });

  it('finds papers by as many categories as a query may have, however these overlap', async () => {
    const index = createFullTextIndex();
    const kinds = [
      'cs.LG',
      'cs.AI',
      'math.AG',
      'math-ph',
      'hep-th',
      'HEP-PH',
      'stat.ML',
      'astro-ph',
      'q-bio.NC',
    ];
    const papers = Array.from({ length: 90 }, (_, number) => ({
      id: `p${number}`,
      title: 'On lattices',
      categories: [kinds[number % 9] ?? '', kinds[Math.floor(number / 10)] ?? ''],
    }));
    await index.put([...papers, { id: 'none', title: 'Lattices' }], 1);
    const asked = ['cs*', 'cs', 'CS.lg', 'c*', 'math', 'math*', 'math.*', 'math.AG', 'hep-*', 'hep-th'];
    const many = [...asked, 'hep', 'q-bio', 'q*', 'cs.*', 'cs.AI', 'cs.AI*', 'cs.A*', 'm*', 'h*', 'nlin'];
    const isIn = (typed: string, category: string): boolean => {
      const [wanted, one] = [typed.toLowerCase(), category.toLowerCase()];
      return wanted.endsWith('*')
        ? one.startsWith(wanted.slice(0, -1))
        : one === wanted || one.startsWith(`${wanted}.`);
    };
    const inAny = (typed: readonly string[]) => (paper: { categories?: readonly string[] }) =>
      typed.some((one) => paper.categories?.some((category) => isIn(one, category)) === true);
    const each = (typed: readonly string[]) => (paper: { categories?: readonly string[] }) =>
      typed.every((one) => inAny([one])(paper));
    const all = [...papers, { id: 'none' }];
    const cats = (typed: readonly string[], before = ''): string[] =>
      typed.map((one) => `${before}cat:${one}`);
    for (const [query, isWanted] of [
      [cats(many).join(' OR '), inAny(many)],
      [`lattice ${cats(many, '-').join(' ')}`, (paper) => !inAny(many)(paper)],
      [cats(['m*', 'h*', 'math-ph']).join(' '), each(['m*', 'h*', 'math-ph'])],
      ['cat:*x', (paper) => paper.id !== 'none'],
      ['cat:cs cat:cs.AI cat:CS.ai cat:c*', inAny(['cs.AI'])],
      [
        'lattice AND (cat:cs* OR cat:q*) ANDNOT (cat:cs.LG AND cat:cs*)',
        (paper) => inAny(['cs*', 'q*'])(paper) && !inAny(['cs.LG'])(paper),
      ],
    ] as [string, (paper: { id: string; categories?: readonly string[] }) => boolean][]) {
      const { hits } = await index.search(parseQuery(query), { sort: 'newest', limit: 100, offset: 0 });
      expect([query, hits.map(({ id }) => id).toSorted()]).toEqual([
        query,
        all
          .filter(isWanted)
          .map(({ id }) => id)
          .toSorted(),
      ]);
    }
  });

  it('reads how the parts of a word with small words in it stand, or says that it did not', async () => {
    const index = createFullTextIndex();
    const contexts = ['learns in context', 'in-context learning', 'incontext', 'in the context'];
    const fill = (from: number, to: number): Promise<void> => {
      const some = Array.from({ length: to - from }, (_, at) => ({
        id: `p${from + at}`,
        title: from + at < 10 ? 'On lattices' : 'On graphs',
        abstract: contexts[from + at] ?? 'a context',
      }));
      return index.put(some, to);
    };
    const ask = (query: string) => index.search(parseQuery(query), PAGE);
    await fill(0, 2_000);
    for (const [query, total] of [
      ['abs:in-context', 3],
      ['abs:"in context"', 2],
      ['ti:graphs -abs:in-context', 1_990],
    ] as const) {
      const result = await ask(query);
      expect(result).toMatchObject({ total });
      expect(result).not.toHaveProperty('byWords');
    }
    await fill(2_000, 4_100);
    for (const query of ['abs:in-context', 'ti:graphs OR abs:in-context'])
      expect(await ask(query)).toMatchObject({ total: 4_100, byWords: true });
    // Rather too little is left out than all.
    for (const [query, total] of [
      ['ti:on -abs:in-context', 4_098],
      ['ti:on -abs:"in context"', 4_100],
      ['(ti:graphs OR ti:lattices) ANDNOT abs:in-context', 4_098],
    ] as const)
      expect(await ask(query)).toMatchObject({ total, byWords: true });
    for (const [query, total] of [
      ['abs:in-context ti:lattices', 3],
      ['ti:lattices -abs:in-context', 7],
    ] as const) {
      const result = await ask(query);
      expect(result).toMatchObject({ total });
      expect(result).not.toHaveProperty('byWords');
    }
  });
});
