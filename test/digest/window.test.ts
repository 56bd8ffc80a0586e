import { describe, expect, it } from 'vitest';
import type { StoredChange } from '../../src/core/change.ts';
import type { Paper } from '../../src/core/paper.ts';
import type { SearchHit, SearchIndex, SearchResult } from '../../src/core/ports.ts';
import { emptyWindow, openWindow, type WindowParts } from '../../src/digest/window.ts';
import { paperOf } from './channel.ts';

const idOf = (number: number): string => `2611.${String(number).padStart(5, '0')}`;
const found = (...ids: readonly string[]): SearchResult => ({
  hits: ids.map((id): SearchHit => ({ id, score: 1, matched: [] })),
  total: ids.length,
  corrections: [],
});

/** So many new papers, one change each; the library finds two of them and one more, the index of the window only one. */
function world(papers: number) {
  const indexed: string[] = [];
  const read: string[] = [];
  const asked: string[] = [];
  const parts: WindowParts = {
    subscriptions: { broughtBy: async () => new Map() },
    store: {
      async changesAfter(after, limit) {
        const length = Math.min(limit, Math.max(0, papers - after));
        return Array.from(
          { length },
          (_, index): StoredChange => ({
            seq: after + index + 1,
            at: '2026-11-09T12:00:00Z',
            change: { kind: 'new-paper', paperId: idOf(after + index + 1) },
          }),
        );
      },
      async get(ids) {
        read.push(...ids);
        return new Map(
          ids.map((id) => [id, { paper: paperOf(id, 'Lattices', '2026-11-09'), sightings: {} }]),
        );
      },
    },
    library: {
      async search() {
        asked.push('library');
        return found(idOf(1), '2401.00001', idOf(papers));
      },
    },
    async indexPapers(batches: AsyncIterable<readonly Paper[]>): Promise<Pick<SearchIndex, 'search'>> {
      for await (const some of batches) indexed.push(...some.map(({ id }) => id));
      return {
        async search() {
          asked.push('window');
          return found(idOf(papers));
        },
      };
    },
  };
  return { parts, indexed, asked, read };
}

const wanted = { id: 1, kind: 'query', query: 'lattices', cap: 15 } as const;

describe('the papers of a window of changes', () => {
  it('are searched on their own', async () => {
    const { parts, indexed, asked } = world(4_500);
    const window = await openWindow(0, parts);
    expect(window).toMatchObject({ after: 0, upTo: 4_500, size: 4_500 });
    expect(new Set(indexed).size).toBe(4_500);
    expect((await window.find(wanted)).map(({ id }) => id)).toEqual([idOf(4_500)]);
    expect(asked).toEqual(['window']);
  });

  it('are looked for in the library where they are very many, and nothing that did not change is found', async () => {
    const { parts, indexed, asked } = world(20_001);
    const window = await openWindow(0, parts);
    expect(indexed).toEqual([]);
    expect((await window.find(wanted)).map(({ id }) => id)).toEqual([idOf(1), idOf(20_001)]);
    expect(asked).toEqual(['library']);
    expect(window.newsOf(idOf(20_001))).toMatchObject({
      items: [{ kind: 'new-paper', seq: 20_001 }],
      first: { submitted: '2026-11-09' },
    });
  });

  it('are read where they are very many only as far as they are found, and others have their turn meanwhile', async () => {
    const { parts, read } = world(30_000);
    let turns = 0;
    let over = false;
    const turn = (): void => {
      turns += 1;
      if (!over) setImmediate(turn);
    };
    turn();
    const window = await openWindow(0, parts);
    expect(read).toEqual([]);
    const before = turns;
    const ids = Array.from({ length: 30_000 }, (_, index) => idOf(index + 1));
    const library = { search: async () => found(...ids) };
    await window.find(wanted);
    expect(new Set(read)).toEqual(new Set([idOf(1), idOf(30_000)]));
    const all = await openWindow(0, { ...parts, library });
    await all.find(wanted);
    over = true;
    expect(before).toBeGreaterThanOrEqual(60);
    expect(turns - before).toBeGreaterThanOrEqual(120);
    expect(all.newsOf(idOf(7))).toMatchObject({ first: { submitted: '2026-11-09' } });
    read.length = 0;
    await all.find({ ...wanted, query: 'grokking' });
    expect(read).toEqual([]);
  });

  it('are not looked for in half an index, as what that does not find would never be told, and that is asked once', async () => {
    const { parts } = world(20_001);
    let searches = 0;
    const library = {
      async search(): Promise<SearchResult> {
        searches += 1;
        return { ...found(idOf(1)), building: 'part' };
      },
    };
    const window = await openWindow(0, { ...parts, library });
    for (const subscription of [wanted, { ...wanted, query: 'grokking' }])
      await expect(window.find(subscription)).rejects.toThrow('The search index is still being built');
    expect(searches).toBe(1);
  });

  it('that a channel follows are found by their ids, of which something happened', async () => {
    const { parts, asked } = world(2);
    const window = await openWindow(0, parts);
    const followed = { id: 2, kind: 'papers', query: `2401.00001 ${idOf(2)}`, cap: 15 } as const;
    expect((await window.find(followed)).map(({ id }) => id)).toEqual([idOf(2)]);
    expect(asked).toEqual([]);
  });

  it('are none where nothing happened, and where a query is not understood', async () => {
    const { parts, asked } = world(2);
    expect(await (await openWindow(2, parts)).find(wanted)).toEqual([]);
    expect(await (await openWindow(0, parts)).find({ ...wanted, query: 'similar:2401.00001' })).toEqual([]);
    expect(asked).toEqual([]);
    expect(emptyWindow(7)).toMatchObject({ after: 7, upTo: 7, size: 0 });
  });
});
