import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Paper } from '../src/core/paper.ts';
import type { SearchIndex, Store } from '../src/core/ports.ts';
import { parseQuery } from '../src/core/query-parser.ts';
import { createIndexing, type Indexing, type IndexingParts } from '../src/indexing.ts';
import { createMiniSearchIndex } from '../src/search/memory/minisearch.ts';
import { type IndexPlace, openIndex } from '../src/search/open-index.ts';
import { openSqliteStore } from '../src/store/sqlite.ts';

const PAGE = { sort: 'relevance', limit: 5, offset: 0 } as const;

let folder = '';
let store: Store;
let running: Indexing[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperthread-indexing-'));
  store = await openSqliteStore(':memory:');
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((indexing) => indexing.close()));
  await store.close();
  await rm(folder, { recursive: true });
});

function invented(number: number): Paper {
  return {
    id: `2601.${String(number).padStart(5, '0')}`,
    title: `Lattice ${number}`,
    abstract: 'About monopoles.',
    authors: ['Ada One'],
    hiddenAuthors: 0,
    versions: [{ number: 1, exact: true, submitted: '2026-01-02', calendar: 'eastern' }],
  };
}

async function add(from: number, to: number): Promise<void> {
  const papers = Array.from({ length: to - from }, (_, index) => ({
    paper: invented(from + index),
    sightings: {},
  }));
  const at = '2026-01-02T00:00:00.000Z';
  await store.transaction((writer) => writer.put(papers, [], at));
}

function start(parts: Omit<IndexingParts, 'store'>): Indexing {
  const indexing = createIndexing({ store, ...parts });
  running.push(indexing);
  return indexing;
}

function place(setting: IndexPlace['setting'], large: number): IndexPlace {
  return {
    folder,
    setting,
    large,
    library: async () => ({ library: 'ours', seq: await store.lastSeq() }),
    log: (reason) => expect.unreachable(reason),
  };
}

/** An index in memory whose building takes until it is let go on. */
function slowIndex(): { readonly index: SearchIndex; readonly goOn: () => void } {
  const index = createMiniSearchIndex();
  const putMany = index.putMany.bind(index);
  const { promise, resolve } = Promise.withResolvers<undefined>();
  index.putMany = async (...given) => {
    await promise;
    return putMany(...given);
  };
  return { index, goOn: () => resolve(undefined) };
}

describe('a large index that is behind', () => {
  it('is built while titles and names answer, and says so', async () => {
    await add(0, 4_100);
    const slow = slowIndex();
    const indexing = start({ openIndex: async () => slow.index, createSmallIndex: createMiniSearchIndex });
    const meanwhile = await indexing.search(parseQuery('lattice 77'), PAGE);
    expect([meanwhile.building, meanwhile.hits[0]?.id]).toEqual(['titles', '2601.00077']);
    expect((await indexing.search(parseQuery('monopoles'), PAGE)).total).toBe(0);
    slow.goOn();
    await indexing.catchUp();
    const whole = await indexing.search(parseQuery('monopoles'), PAGE);
    expect([whole.building, whole.total]).toEqual([undefined, 4_100]);
  });

  it('answers itself from what it has, where that is the greater part', async () => {
    const slow = slowIndex();
    const indexing = start({ openIndex: async () => slow.index });
    await add(0, 3_900);
    await indexing.catchUp();
    await add(3_900, 4_100);
    await indexing.catchUp();
    await add(4_100, 8_150);
    const meanwhile = await indexing.search(parseQuery('monopoles'), PAGE);
    expect([meanwhile.building, meanwhile.total]).toEqual(['part', 4_100]);
    slow.goOn();
    await indexing.catchUp();
    expect((await indexing.search(parseQuery('monopoles'), PAGE)).total).toBe(8_150);
  });
});

describe('the index that suits the library', () => {
  it('is another one when the library grows past the line, without an answer in between that lacks a paper', async () => {
    await add(0, 20);
    const indexing = start({ openIndex: () => openIndex(place('auto', 30), 20) });
    expect((await indexing.search(parseQuery('monopoles'), PAGE)).total).toBe(20);
    expect(await readdir(folder)).toEqual([]);
    await add(20, 40);
    for (let number = 0; number < 400; number += 1) {
      expect((await indexing.search(parseQuery('monopoles'), PAGE)).total).toBe(40);
      if ((await readdir(folder)).includes('search-index.db')) break;
    }
    await indexing.close();
    running = [];
    const again = start({ openIndex: () => openIndex(place('auto', 30), 40) });
    expect((await again.search(parseQuery('monopoles'), PAGE)).total).toBe(40);
    expect(await readdir(folder)).toContain('search-index.db');
  });

  it('is chosen when a back-fill of thousands goes past the line, and built once', async () => {
    await add(0, 20);
    const indexing = start({ openIndex: () => openIndex(place('auto', 30), 20) });
    await indexing.catchUp();
    await add(20, 4_200);
    const seen: number[] = [];
    await indexing.catchUp({ onProgress: (papers) => seen.push(papers) });
    expect(seen.at(-1)).toBe(4_200);
    expect((await indexing.search(parseQuery('monopoles'), PAGE)).total).toBe(4_200);
    expect(await readdir(folder)).toContain('search-index.db');
  });

  it('is the one in memory again when a start finds a smaller library', async () => {
    await add(0, 40);
    const large = start({ openIndex: () => openIndex(place('auto', 30), 40) });
    await large.catchUp();
    await large.close();
    const small = start({ openIndex: () => openIndex(place('auto', 100), 40) });
    expect((await small.search(parseQuery('monopoles'), PAGE)).total).toBe(40);
    await small.close();
    running = [];
    expect((await readdir(folder)).toSorted()).toEqual(['search-index.db', 'search-index.zst']);
  });

  it('is the one that the setting names, whatever the size', async () => {
    await add(0, 40);
    for (const [setting, file] of [
      ['database', 'search-index.db'],
      ['minisearch', 'search-index.zst'],
    ] as const) {
      const indexing = start({ openIndex: () => openIndex(place(setting, 30), 40) });
      await indexing.catchUp();
      await indexing.close();
      expect(await readdir(folder)).toContain(file);
    }
    running = [];
  });

  it('in memory is built in a process of its own, too, when it is far behind', async () => {
    await add(0, 4_100);
    const indexing = start({ openIndex: () => openIndex(place('minisearch', 30), 4_100) });
    await indexing.catchUp();
    expect(await readdir(folder)).toEqual(['search-index.zst']);
    expect((await indexing.search(parseQuery('monopoles'), PAGE)).total).toBe(4_100);
  });

  it('stops being built when the program ends, and goes on there', async () => {
    await add(0, 5_000);
    const indexing = start({ openIndex: () => openIndex(place('database', 30), 5_000) });
    const first = Promise.withResolvers<number>();
    const building = indexing.catchUp({ onProgress: (papers) => first.resolve(papers) });
    building.catch(() => undefined);
    await first.promise;
    await indexing.close();
    running = [];
    await expect(building).rejects.toThrow();
    const index = await openIndex(place('database', 30), 5_000);
    const size = index.size;
    expect(size).toBeGreaterThan(0);
    expect(size).toBeLessThan(5_000);
    await index.close();
    const again = start({ openIndex: () => openIndex(place('database', 30), 5_000) });
    const seen: number[] = [];
    await again.catchUp({ onProgress: (papers) => seen.push(papers) });
    expect(seen[0]).toBeGreaterThan(size);
    expect(seen.at(-1)).toBe(5_000);
  });
});
