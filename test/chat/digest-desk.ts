import { setTimeout } from 'node:timers/promises';
import type { ChatAdapter } from '../../src/core/chat.ts';
import type { Place } from '../../src/core/digest/subscription.ts';
import type { Paper } from '../../src/core/paper.ts';
import { TICK_MS } from '../../src/digest/pace.ts';
import { createDigestLoop, type NamedChat } from '../../src/digest/run.ts';
import { createLibrary } from '../../src/library.ts';
import { createMiniSearchIndex } from '../../src/search/memory/minisearch.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { createDigestWorld } from '../digest/world.ts';
import { createDrivenClock } from '../fakes/clock.ts';
import { recordsOf } from '../fakes/records.ts';

const MINUTE = 60_000;

/**
 * Everything behind digests as it runs, for an adapter to post with: library, store, planner, ledger and the loop. Only the clock is
 * driven: minutes pass at once where nobody is being waited for.
 */
export async function openDigestDesk(papers: readonly Paper[]) {
  let calls = 0;
  const busy = (): boolean => calls > 0;
  const clock = createDrivenClock(Date.now(), busy);
  const store = await openSqliteStore(':memory:');
  const library = createLibrary({ store, openIndex: async () => createMiniSearchIndex() });
  const learn = async (seen: readonly Paper[]): Promise<void> => {
    await library.add(recordsOf(seen, new Date(clock.now()).toISOString()));
  };
  await learn(papers);
  const { digests, planner, log } = createDigestWorld(store, library, clock);
  const ended = new AbortController();
  let running: Promise<void> = Promise.resolve();

  /** Counts what is under way, for which the clock waits. */
  const counted =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      calls += 1;
      try {
        return await call(...args);
      } finally {
        calls -= 1;
      }
    };

  return {
    store,
    library,
    digests,
    log,
    discussed: (place: Place, paper: string, message: string) =>
      store.subscriptions.setRoot(place, { paper, message, at: new Date(clock.now()).toISOString() }),
    /** The library hears of these papers, or more of them. */
    learn,
    /** Begins to plan and post on this platform. */
    run(adapter: ChatAdapter): void {
      let holders = 0;
      const chat: NamedChat = {
        platform: adapter.name.toLowerCase(),
        post: counted((...words) => adapter.post(...words)),
        find: counted((...words) => adapter.find(...words)),
        tell: counted((...words) => adapter.tell(...words)),
      };
      const loop = createDigestLoop({
        ledger: store.ledger,
        planner,
        clock,
        log,
        newHolder: () => `holder-${(holders += 1)}`,
        chats: () => [chat],
      });
      clock.until(clock.now());
      running = loop.run(ended.signal).then(() => loop.settled());
    },
    /** So many minutes pass; what they bring is there then. */
    async pass(minutes: number): Promise<void> {
      const end = clock.now() + minutes * MINUTE;
      clock.until(end);
      // From its last tick on nothing happens any more.
      while (clock.now() < end - TICK_MS || busy()) await setTimeout(5);
      await setTimeout(20);
    },
    async stop(): Promise<void> {
      ended.abort();
      await running;
      await store.close();
    },
  };
}

export type DigestDesk = Awaited<ReturnType<typeof openDigestDesk>>;
