import { createLibrary } from '../../src/library.ts';
import { createMiniSearchIndex } from '../../src/search/memory/minisearch.ts';
import { createArxivClient } from '../../src/sources/arxiv-client.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import type { SyncParts } from '../../src/sync/state.ts';
import { createFakeClock, createFakeTurns } from '../fakes/clock.ts';
import { createFakeLog } from '../fakes/log.ts';
import { type Site, type SiteOptions, startFakeSite } from '../fakes/site.ts';

/** A library in memory and arXiv on the loopback, by a clock that jumps. `end` gives everything back. */
export async function openSync(start: Partial<Site> = {}, options: SiteOptions = {}) {
  const site = await startFakeSite(start, options);
  const store = await openSqliteStore(':memory:');
  const library = createLibrary({ store, openIndex: async () => createMiniSearchIndex() });
  const clock = createFakeClock();
  const client = createArxivClient({
    turns: createFakeTurns(clock),
    userAgent: 'x',
    log: createFakeLog(),
    clock,
  });
  const parts: Omit<SyncParts, 'onPage' | 'signal'> = {
    client,
    library,
    store,
    urls: site.urls,
    now: () => new Date(clock.now()),
  };
  return {
    ...site,
    store,
    library,
    clock,
    parts,
    state: async (name: string) => (await store.sourceStates()).find((state) => state.name === name),
    changes: async () =>
      (await store.changesAfter(0, 1_000)).map(({ change }) => `${change.kind} ${change.paperId}`),
    end: async () => {
      await site.stop();
      await store.close();
    },
  };
}
