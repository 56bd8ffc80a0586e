import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Paper } from '../src/core/paper.ts';
import type { SourceItem } from '../src/core/ports.ts';
import { createLibrary } from '../src/library.ts';
import { createMiniSearchIndex } from '../src/search/memory/minisearch.ts';
import { readSource } from '../src/sources/read-source.ts';
import { openSqliteStore } from '../src/store/sqlite.ts';
import { recordsOf } from './fakes/records.ts';

async function open() {
  const store = await openSqliteStore(':memory:');
  return { store, library: createLibrary({ store, openIndex: async () => createMiniSearchIndex() }) };
}

async function seedItems(seenAt: string): Promise<AsyncIterable<SourceItem>> {
  const bytes = readFileSync(new URL('../data/listing-michaud.txt', import.meta.url));
  return (await readSource(chunks(bytes), seenAt)).items;
}

async function* chunks(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

function invented(number: number): Paper {
  return {
    id: `2601.${String(number).padStart(5, '0')}`,
    title: `Paper ${number}`,
    authors: ['Ada One'],
    hiddenAuthors: 0,
    versions: [{ number: 1, exact: true, submitted: '2026-01-02', calendar: 'eastern' }],
  };
}

describe('adding a source', () => {
  it('twice changes nothing the second time, and is news only once', async () => {
    const { store, library } = await open();
    expect(await library.add(await seedItems('2025-11-01T00:00:00.000Z'))).toMatchObject({
      papers: 17,
      new: 17,
      changed: 0,
      unchanged: 0,
      skipped: [],
    });
    expect(await library.add(await seedItems('2025-12-01T00:00:00.000Z'))).toMatchObject({
      papers: 17,
      new: 0,
      changed: 0,
      unchanged: 17,
      skipped: [],
    });
    expect(await store.changesAfter(0, 100)).toHaveLength(17);
  });

  it('remembers that a fact was seen again, so that /about can say how fresh it is', async () => {
    const { store, library } = await open();
    await library.add(await seedItems('2025-11-01T00:00:00.000Z'));
    await library.add(await seedItems('2025-12-01T00:00:00.000Z'));
    expect((await store.facts()).sources).toEqual([
      { name: 'listing', papers: 17, lastSeenAt: '2025-12-01T00:00:00.000Z' },
    ]);
  });

  it('keeps what came before a fault', async () => {
    const { library } = await open();
    async function* breaking(): AsyncIterable<SourceItem> {
      yield* recordsOf(Array.from({ length: 700 }, (_, number) => invented(number)));
      throw new Error('the disk went away');
    }
    await expect(library.add(breaking())).rejects.toThrow('the disk went away');
    expect((await library.facts()).papers).toBe(500);
  });

  it('bounds the reasons it keeps, and counts the others', async () => {
    const { library } = await open();
    async function* hopeless(): AsyncIterable<SourceItem> {
      for (let line = 1; line <= 2_500; line += 1) yield { kind: 'skipped', line, reason: 'no' };
    }
    const report = await library.add(hopeless());
    expect(report.skipped).toHaveLength(1_000);
    expect(report.moreSkipped).toBe(1_500);
  });

  it('reports its progress', async () => {
    const { library } = await open();
    const seen: number[] = [];
    await library.add(recordsOf(Array.from({ length: 1_200 }, (_, number) => invented(number))), {
      onProgress: (papers) => seen.push(papers),
    });
    expect(seen).toEqual([500, 1_000, 1_200]);
  });
});

describe('searching', () => {
  it('sees at once what another process added to the same store', async () => {
    const { store, library } = await open();
    const other = createLibrary({ store, openIndex: async () => createMiniSearchIndex() });
    const query = {
      text: 'paper',
      refs: [],
      terms: [{ text: 'paper', phrase: false, excluded: false }],
      period: {},
    } as const;
    const options = { sort: 'relevance', limit: 5, offset: 0 } as const;
    expect((await other.search(query, options)).total).toBe(0);
    await library.add(recordsOf([invented(1), invented(2)]));
    expect((await other.search(query, options)).total).toBe(2);
  });

  it('asked many times at once catches up only once', async () => {
    const { library } = await open();
    await library.add(recordsOf([invented(1)]));
    const answers = await Promise.all(Array.from({ length: 20 }, () => library.byAuthor('One')));
    expect(answers.map((papers) => papers.length)).toEqual(Array.from({ length: 20 }, () => 1));
  });
});
