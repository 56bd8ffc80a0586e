import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SearchIndex } from '../../../src/core/ports.ts';
import { parseQuery } from '../../../src/core/query-parser.ts';
import { openMiniSearchIndex } from '../../../src/search/memory/minisearch.ts';
import { PAPERS } from '../papers.ts';
import { wholeResult } from '../whole-result.ts';

let folder = '';
let file = '';
let reasons: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperthread-search-'));
  file = join(folder, 'below', 'search.index');
  reasons = [];
});
afterEach(() => rm(folder, { recursive: true }));

const open = (library = 'ours', seq = 100): Promise<SearchIndex> =>
  openMiniSearchIndex({ file, library, seq, log: (reason) => reasons.push(reason) });

async function saved(): Promise<SearchIndex> {
  const index = await open();
  await index.put(PAPERS, 42);
  await index.save();
  return index;
}

async function answers(index: SearchIndex): Promise<unknown> {
  const queries = [
    'sparse autoencodrs',
    'author:tegmark grokking',
    'cat:q-bio',
    '"program synthesis" -latex',
    'vukelic',
  ];
  return Promise.all(
    queries.map(async (query) =>
      wholeResult(await index.search(parseQuery(query), { sort: 'relevance', limit: 10, offset: 0 })),
    ),
  );
}

describe('snapshot of the search index', () => {
  it('starts empty without a word when there is none', async () => {
    const index = await open();
    expect([index.seq, index.size]).toEqual([0, 0]);
    expect(reasons).toEqual([]);
  });

  it('answers after opening as it did before, and goes on from there', async () => {
    const before = await saved();
    const after = await open();
    expect([after.seq, after.size]).toEqual([42, 17]);
    expect(await answers(after)).toEqual(await answers(before));
    await after.put([{ id: '2210.01117', title: 'Replaced' }], 43);
    await after.save();
    const again = await open();
    expect([again.seq, again.size]).toEqual([43, 17]);
    expect(reasons).toEqual([]);
  });

  it('writes nothing when nothing changed', async () => {
    await saved();
    const index = await open();
    await rm(file);
    await index.put(PAPERS, 42);
    await index.save();
    expect(await readdir(join(folder, 'below'))).toEqual([]);
  });

  it('tells that a snapshot cut at any length cannot be used', async () => {
    await saved();
    const whole = await readFile(file);
    for (const length of [0, 1, 30, 100, 200, whole.length >> 1, whole.length - 1]) {
      reasons = [];
      await writeFile(file, whole.subarray(0, length));
      expect([length, (await open()).size, reasons.length]).toEqual([length, 0, 1]);
    }
  });

  it('tells that a snapshot with a flipped bit cannot be used, wherever it is', async () => {
    await saved();
    const whole = await readFile(file);
    for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 60)) {
      reasons = [];
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 4;
      await writeFile(file, damaged);
      expect([at, (await open()).size, reasons.length]).toEqual([at, 0, 1]);
    }
  });

  it('tells that a snapshot of another version or some other file cannot be used', async () => {
    await saved();
    const whole = (await readFile(file)).toString('latin1');
    const foreign = [whole.replace('search 5 ', 'search 4 '), 'SQLite format 3\0', '{"index":[]}\n'];
    for (const text of foreign) await writeFile(file, text, 'latin1').then(() => open());
    expect(reasons).toEqual([
      'The kept search index is of another version of Paperthread; it is built again.',
      'The kept search index is some other file, or damaged at its beginning; it is built again.',
      'The kept search index is some other file, or damaged at its beginning; it is built again.',
    ]);
  });

  it('tells that a folder in its place cannot be read', async () => {
    file = folder;
    expect((await open()).size).toBe(0);
    expect(reasons).toHaveLength(1);
  });

  it('tells that a snapshot of another library, or of a later state than the library has, cannot be used', async () => {
    await saved();
    expect((await open('theirs')).size).toBe(0);
    expect((await open('ours', 41)).size).toBe(0);
    expect(reasons).toEqual([
      'The kept search index was built from another library; it is built again.',
      'The kept search index is newer than the library; it is built again.',
    ]);
    expect((await open('ours', 42)).size).toBe(17);
  });

  it('mends a damaged snapshot with the next save', async () => {
    await saved();
    await writeFile(file, 'rubbish');
    const index = await open();
    await index.put(PAPERS, 42);
    await index.save();
    expect((await open()).size).toBe(17);
  });

  it('stays whole when several write at once, and leaves no temporary files', async () => {
    const writers = await Promise.all(Array.from({ length: 5 }, () => open()));
    await Promise.all(
      writers.map(async (index, number) => {
        await index.put(PAPERS.slice(0, number + 1), number + 1);
        await Promise.all([index.save(), index.put([{ id: 'more' }], number + 2), index.save()]);
      }),
    );
    const last = await open();
    expect(last.size).toBe(last.seq);
    expect(reasons).toEqual([]);
    expect(await readdir(join(folder, 'below'))).toEqual(['search.index']);
  });

  it('fails to save when the folder cannot be made, and says so', async () => {
    file = join(folder, 'taken', 'search.index');
    const index = await open();
    await index.put(PAPERS, 1);
    await writeFile(join(folder, 'taken'), '');
    await expect(index.save()).rejects.toThrow();
    await rm(join(folder, 'taken'));
    await index.save();
    expect((await open()).seq).toBe(1);
  });
});
