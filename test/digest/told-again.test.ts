import { afterEach, expect, it } from 'vitest';
import { readCadence } from '../../src/core/digest/cadence.ts';
import { SECTIONS } from '../../src/core/digest/subscription.ts';
import { watchedQuery } from '../../src/core/digest/subscription-query.ts';
import { createDigestLoop } from '../../src/digest/run.ts';
import { channelsToTell, toldLately } from '../../src/digest/told-lately.ts';
import { createLibrary } from '../../src/library.ts';
import { createMiniSearchIndex } from '../../src/search/memory/minisearch.ts';
import { createArxivClient } from '../../src/sources/arxiv-client.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { type Followed, followedOf } from '../../src/sync/round.ts';
import { runSchedule } from '../../src/sync/schedule.ts';
import { createDrivenClock, createFakeTurns } from '../fakes/clock.ts';
import { createFakeLog } from '../fakes/log.ts';
import { type SitePaper, startFakeSite } from '../fakes/site.ts';
import { openPlatforms } from './platforms.ts';
import { createDigestWorld } from './world.ts';

const HOUR = 3_600_000;
const START = '2026-03-02T12:00:00Z';
const CHANNELS = [
  { platform: 'slack', channel: 'T1/C101' },
  { platform: 'discord', channel: '200000000000000102' },
];
const QUERY = 'sparse autoencoders';

let over: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of over.toReversed()) await end();
  over = [];
});

/** The bot with both platforms, and arXiv, from the first Monday of March on; every six hours it reads what is due. */
async function openMonth(papers: SitePaper[]) {
  const store = await openSqliteStore(':memory:');
  let working = 0;
  const clock = createDrivenClock(Date.parse(START), () => working > 0);
  const held = async <T>(work: () => Promise<T>): Promise<T> => {
    working += 1;
    return work().finally(() => {
      working -= 1;
    });
  };
  const resting = {
    now: clock.now,
    async sleep(ms: number, signal?: AbortSignal) {
      working -= 1;
      await clock.sleep(ms, signal);
      working += 1;
    },
  };
  const library = createLibrary({ store, openIndex: async () => createMiniSearchIndex(), clock });
  const platforms = await openPlatforms(CHANNELS, { store, library, clock: resting }, held);
  const arxiv = await startFakeSite({ papers });
  over.push(
    () => store.close(),
    () => arxiv.stop(),
    () => platforms.close(),
  );
  const client = createArxivClient({
    turns: createFakeTurns(resting),
    userAgent: 'x',
    log: createFakeLog(),
    clock: resting,
  });
  const sync = { client, library, store, urls: arxiv.urls, now: () => new Date(clock.now()) };
  const { digests, planner } = createDigestWorld(store, library, clock, { linkTo: platforms.linkTo });

  const followed = async (): Promise<Followed[]> => {
    const all = await store.subscriptions.list();
    const channels = channelsToTell(all);
    return followedOf(
      [],
      all.flatMap((one) => watchedQuery(one) ?? []),
      channels.length === 0 ? undefined : () => toldLately(store.subscriptions, channels, sync.now()),
    );
  };
  /** One look of the schedule. */
  const read = (): Promise<void> => {
    const leave = new AbortController();
    const end: Followed = {
      name: 'the end of this look',
      kind: 'data',
      async run() {
        leave.abort();
        return { papers: 0, new: 0, changed: 0, unchanged: 0, skipped: 0, reasons: [] };
      },
    };
    const log = createFakeLog();
    const parts = { ...sync, signal: leave.signal };
    return runSchedule({ followed: async () => [...(await followed()), end], parts, log });
  };
  /** When, and for which papers, it was asked by their ids. */
  const looks: { readonly at: string; readonly ids: string | undefined }[] = [];
  const live = async (until: string): Promise<void> => {
    const leave = new AbortController();
    const loop = createDigestLoop({
      ledger: store.ledger,
      clock,
      log: createFakeLog(),
      planner: { planDue: (signal) => held(() => planner.planDue(signal)) },
      chats: platforms.chats,
      newHolder: () => crypto.randomUUID(),
      tickMs: 3 * 60_000,
    });
    await held(() => platforms.start());
    const reading = async (): Promise<void> => {
      while (clock.now() < Date.parse(until)) {
        const before = arxiv.questions().length;
        const at = sync.now().toISOString().slice(0, 13);
        await held(read);
        const asked = arxiv.questions().slice(before) as { readonly id_list?: string }[];
        looks.push(...asked.flatMap(({ id_list: ids }) => (ids === undefined ? [] : [{ at, ids }])));
        await clock.sleep(6 * HOUR);
      }
      leave.abort();
    };
    await Promise.all([loop.run(leave.signal), reading()]);
    await loop.settled();
    await held(() => platforms.stop());
  };
  return { store, arxiv, platforms, digests, looks, live };
}

function paper(id: string, at: string): SitePaper {
  return { id, title: `Sparse autoencoders, part ${id}`, versions: [at], changed: at.slice(0, 10) };
}

it('a paper that only a search found is told as published under its first message, once arXiv names a journal', async () => {
  const [one, other] = [
    paper('2603.00001', '2026-03-03T10:00:00Z'),
    paper('2603.00002', '2026-03-03T11:00:00Z'),
  ];
  const month = await openMonth([one, other]);
  const { store, arxiv, platforms, digests, looks, live } = month;
  for (const place of CHANNELS)
    await digests.subscribe(
      { ...place, user: 'U1' },
      {
        query: QUERY,
        cadence: readCadence('weekly friday', '9', 'Pacific/Auckland'),
        anyway: false,
        sections: SECTIONS,
        cap: 20,
        empty: 'skip',
        newsAlso: 'thread',
      },
    );
  // So long that no search reads the papers any more.
  await live('2026-03-21T12:00:00Z');
  arxiv.site.papers = [{ ...one, journalRef: 'Journal of Tests 7 (2026)' }, other];
  await live('2026-04-04T12:00:00Z');

  // On Thursdays, and of what is published no more.
  expect(looks).toEqual([
    { at: '2026-03-12T18', ids: '2603.00001,2603.00002' },
    { at: '2026-03-19T18', ids: '2603.00001,2603.00002' },
    { at: '2026-03-26T18', ids: '2603.00001,2603.00002' },
    { at: '2026-04-02T18', ids: '2603.00002' },
  ]);
  for (const place of CHANNELS) {
    const posts = platforms
      .arrivals(place)
      .filter(({ lines: [summary = ''] }) => !summary.startsWith('This channel'));
    const main = posts.filter(({ thread, lines }) => thread === undefined && lines[0]?.includes(QUERY));
    expect(main.map(({ lines: [summary] }) => summary)).toEqual([
      expect.stringContaining('2 new papers for: sparse autoencoders'),
      expect.stringContaining('1 now published for: sparse autoencoders'),
    ]);
    expect(main[1]?.lines.join('\n')).not.toContain('arXiv last read');
    expect(main[1]?.lines.join('\n')).toContain('Now published: Journal of Tests 7 (2026)');
    const news = posts.filter(({ lines }) => lines[0]?.endsWith(`(arXiv:${one.id})`));
    expect(news.map(({ thread }) => thread)).toEqual([main[0]?.id]);
    expect(news[0]?.lines.join('\n')).toContain('Now published: Journal of Tests 7 (2026)');
  }

  for (const { id } of await store.subscriptions.list())
    await store.subscriptions.change(
      id,
      (before) => ({ ...before, paused: { at: START, reason: 'It is gone.', gone: true } }),
      () => ({ by: 'U1', at: START, what: 'gone' }),
    );
  const before = arxiv.questions().length;
  await live('2026-04-11T12:00:00Z');
  expect(arxiv.questions()).toHaveLength(before);
  expect((await store.sourceStates()).map(({ name }) => name)).not.toContain('Papers told of (weekly)');
}, 120_000);
