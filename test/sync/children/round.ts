import { parseQuery } from '../../../src/core/query-parser.ts';
import { createLibrary } from '../../../src/library.ts';
import { createMiniSearchIndex } from '../../../src/search/memory/minisearch.ts';
import { createArxivClient } from '../../../src/sources/arxiv-client.ts';
import { openSqliteStore } from '../../../src/store/sqlite.ts';
import { followedOf } from '../../../src/sync/round.ts';
import type { SyncParts } from '../../../src/sync/state.ts';
import { createFakeClock, createFakeTurns } from '../../fakes/clock.ts';
import { createFakeLog } from '../../fakes/log.ts';

/** One round over everything that is followed, as a process of its own that can be killed. Waiting takes no time. */
export type RoundTask = {
  readonly file: string;
  readonly urls: SyncParts['urls'];
  readonly now: string;
  readonly categories: readonly string[];
  readonly queries: readonly string[];
  /** Papers that a channel was told of. */
  readonly told: readonly string[];
};

const task = JSON.parse(process.argv[2] ?? '') as RoundTask;
const store = await openSqliteStore(task.file);
const clock = createFakeClock();
const parts: SyncParts = {
  client: createArxivClient({
    turns: createFakeTurns(clock),
    userAgent: 'x',
    log: createFakeLog(),
    clock,
  }),
  library: createLibrary({ store, openIndex: async () => createMiniSearchIndex() }),
  store,
  urls: task.urls,
  now: () => new Date(task.now),
};
for (const one of followedOf(task.categories, task.queries.map(parseQuery), async () => task.told)) {
  await one.run(parts);
}
await store.close();
