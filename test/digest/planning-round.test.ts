import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Paper } from '../../src/core/paper.ts';
import type { SourceItem, Store } from '../../src/core/ports.ts';
import { createLibrary, type Library } from '../../src/library.ts';
import { createMiniSearchIndex } from '../../src/search/memory/minisearch.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { at, newSubscription } from './plans.ts';
import { createDigestWorld } from './world.ts';

let store: Store;
let library: Library;
beforeEach(async () => {
  store = await openSqliteStore(':memory:');
  library = createLibrary({ store, openIndex: async () => createMiniSearchIndex() });
});
afterEach(async () => {
  await store.close();
});

it.each([1_000, 1])(
  'reads what happened once for all that are due, %i at a time, and tells no channel of a paper twice',
  async (atOnce) => {
    await see({ id: '2511.00001', title: 'Grokking networks', versions: [version(1)] });
    const wanted = [
      ['C1', 'grokking'],
      ['C1', 'networks'],
      ['C2', 'networks'],
      ['C3', 'nothing'],
      ['C1', 'title:grokking'],
    ] as const;
    for (const [channel, query] of wanted) await subscribe(channel, query);
    let readings = 0;
    const counting: Store = {
      ...store,
      changesAfter(...asked) {
        readings += 1;
        return store.changesAfter(...asked);
      },
      subscriptions: {
        ...store.subscriptions,
        due: (now, limit) => store.subscriptions.due(now, Math.min(limit, atOnce)),
      },
    };
    const { planner } = createDigestWorld(counting, library, { now: () => Date.parse(at(60)) });
    await planner.planDue(new AbortController().signal);
    expect(readings).toBe(1);
    expect(await headlines('C1')).toEqual(['1 new paper for: grokking (24 November 2025)']);
    expect(await headlines('C2')).toEqual(['1 new paper for: networks (24 November 2025)']);
    expect(await headlines('C3')).toEqual([]);
    const cursors = (await store.subscriptions.list()).map(({ cursor }) => cursor);
    // Where there is something to post the cursor moves when that is done.
    expect(cursors).toEqual([0, 1, 0, 1, 1].map((done) => done * readTo));
  },
);

it('reads what happened anew for one that is further back than those that were due before it', async () => {
  await see({ id: '2511.00001', title: 'Grokking networks', versions: [version(1)] });
  const before = readTo;
  await see({ id: '2511.00002', title: 'More networks', versions: [version(1)] });
  await subscribe('C1', 'networks', { cursor: before, dueAt: at(0) });
  await subscribe('C2', 'grokking', { cursor: 0, dueAt: at(1) });
  const oneByOne: Store = {
    ...store,
    subscriptions: { ...store.subscriptions, due: (now) => store.subscriptions.due(now, 1) },
  };
  const { planner } = createDigestWorld(oneByOne, library, { now: () => Date.parse(at(60)) });
  await planner.planDue(new AbortController().signal);
  expect(await headlines('C1')).toEqual(['1 new paper for: networks (24 November 2025)']);
  expect(await headlines('C2')).toEqual(['1 new paper for: grokking (24 November 2025)']);
});

it('comes to those behind a thousand that cannot be planned now', async () => {
  await see({ id: '2511.00001', title: 'Grokking networks', versions: [version(1)] });
  for (let number = 0; number < 1_000; number += 1) await subscribe('C1', 'networks');
  await subscribe('C2', 'networks');
  const failing: Store = {
    ...store,
    subscriptions: {
      ...store.subscriptions,
      async planAll(plans) {
        if (plans.some(({ subscription }) => subscription.channel === 'C1')) throw new Error('not now');
        return store.subscriptions.planAll(plans);
      },
    },
  };
  const { planner } = createDigestWorld(failing, library, { now: () => Date.parse(at(60)) });
  await planner.planDue(new AbortController().signal);
  expect(await headlines('C2')).toEqual(['1 new paper for: networks (24 November 2025)']);
});

it('tries what cannot be planned less and less often, at once when it is changed, and goes on as ever once it can', async () => {
  await see({ id: '2511.00001', title: 'Grokking networks', versions: [version(1)] });
  await subscribe('C1', 'networks');
  let [tries, isBroken] = [0, true];
  const failing: Store = {
    ...store,
    subscriptions: {
      ...store.subscriptions,
      async planAll(plans) {
        tries += 1;
        if (isBroken) throw new Error('a fault');
        return store.subscriptions.planAll(plans);
      },
    },
  };
  let now = Date.parse(at(60));
  const { planner, log } = createDigestWorld(failing, library, { now: () => now });
  const run = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second += 5) {
      await planner.planDue(new AbortController().signal);
      now += 5_000;
    }
  };
  const word = async () => {
    const taken = await store.ledger.takeWord(['slack'], { now: at(0), until: at(0) });
    if (taken !== undefined) await store.ledger.wordOver(taken.id);
    return taken;
  };
  await run(3_600);
  const failures = log.lines.filter(({ message }) => message === 'a digest could not be planned');
  expect(failures.length).toBeGreaterThan(6);
  expect(failures.length).toBeLessThan(18);
  expect(await word()).toBeUndefined();
  await run(3_600);
  expect(await word()).toMatchObject({
    platform: 'slack',
    user: 'U1',
    reply: { summary: expect.stringContaining('the digest of subscription 1 (networks)'), about: 'C1' },
  });
  await run(3_600);
  expect(await word()).toBeUndefined();
  const before = tries;
  await store.subscriptions.change(
    1,
    (one) => ({ ...one, query: 'grokking' }),
    () => ({ by: 'U1', at: at(0), what: 'edited' }),
  );
  isBroken = false;
  await run(5);
  expect(tries).toBe(before + 1);
  expect(await headlines('C1')).toEqual(['1 new paper for: grokking (24 November 2025)']);
});

it('writes plans for many channels in few transactions, and leaves out but the one that cannot be written', async () => {
  await see({ id: '2511.00001', title: 'Grokking networks', versions: [version(1)] });
  for (let number = 1; number <= 100; number += 1) await subscribe(`C${number}`, 'networks');
  const sizes: number[] = [];
  const failing: Store = {
    ...store,
    subscriptions: {
      ...store.subscriptions,
      async planAll(plans) {
        if (plans.length > 1) sizes.push(plans.length);
        if (plans.some(({ subscription }) => subscription.channel === 'C50')) throw new Error('not now');
        return store.subscriptions.planAll(plans);
      },
    },
  };
  const { planner, log } = createDigestWorld(failing, library, { now: () => Date.parse(at(60)) });
  await planner.planDue(new AbortController().signal);
  expect(sizes.length).toBeLessThan(5);
  const told: string[] = [];
  for (let number = 1; number <= 100; number += 1)
    if ((await headlines(`C${number}`)).length === 1) told.push(`C${number}`);
  expect(told).toHaveLength(99);
  expect(told).not.toContain('C50');
  const failed = log.lines.filter(({ message }) => message === 'a digest could not be planned');
  expect(failed).toHaveLength(1);
});

it('plans those of a channel in the order in which they were made, and still writes many at a time', async () => {
  const words = ['networks', 'grokking', 'bosons'];
  for (const [index, title] of words.entries())
    await see({ id: `2511.0000${index + 1}`, title, versions: [version(1)] });
  for (let number = 1; number <= 40; number += 1)
    for (const word of words) await subscribe(`C${number}`, word);
  const sizes: number[] = [];
  const counting: Store = {
    ...store,
    subscriptions: {
      ...store.subscriptions,
      async planAll(plans) {
        sizes.push(plans.length);
        return store.subscriptions.planAll(plans);
      },
    },
  };
  const { planner } = createDigestWorld(counting, library, { now: () => Date.parse(at(60)) });
  await planner.planDue(new AbortController().signal);
  expect(sizes).toEqual([40, 40, 40]);
  // The newest comes first.
  for (const channel of ['C1', 'C40'])
    expect((await headlines(channel)).toReversed()).toEqual(
      words.map((word) => `1 new paper for: ${word} (24 November 2025)`),
    );
});

it('says once that all wait for the search index, looks each minute whether it is there, and leaves them due', async () => {
  for (const channel of ['C1', 'C2', 'C3']) await subscribe(channel, 'networks');
  const many: Store = {
    ...store,
    changesAfter: async (after, limit) =>
      Array.from({ length: Math.min(limit, 20_001 - after) }, (_, index) => ({
        seq: after + index + 1,
        at: at(0),
        change: { kind: 'new-paper', paperId: `2511.${String(after + index).padStart(5, '0')}` },
      })),
  };
  let searches = 0;
  const beingBuilt: Library = {
    ...library,
    async search() {
      searches += 1;
      return { total: 0, hits: [], corrections: [], building: 'part' };
    },
  };
  let now = Date.parse(at(60));
  const { planner, log } = createDigestWorld(many, beingBuilt, { now: () => now });
  for (let second = 0; second < 120; second += 10) {
    await planner.planDue(new AbortController().signal);
    now += 10_000;
  }
  expect(searches).toBe(2);
  expect(log.lines).toEqual([
    { level: 'info', message: 'digests wait for the search index, which is being built', fields: {} },
  ]);
  expect(await store.subscriptions.due(at(60), 9)).toHaveLength(3);
});

let readTo = 0;

function version(number: number) {
  return { number, exact: true, submitted: '2025-11-22' };
}

async function see(paper: Paper): Promise<void> {
  async function* items(): AsyncIterable<SourceItem> {
    yield { kind: 'record', record: { paper, source: 'oai', seenAt: at(0) } };
  }
  await library.add(items());
  readTo = (await store.changesAfter(0, 10)).at(-1)?.seq ?? 0;
}

async function subscribe(
  channel: string,
  query: string,
  more: { readonly cursor: number; readonly dueAt: string } = { cursor: 0, dueAt: at(0) },
): Promise<void> {
  const wanted = newSubscription({ channel, query, ...more });
  await store.subscriptions.add(wanted, () => ({ by: 'U1', at: at(0), what: 'subscribed' }));
}

async function headlines(channel: string): Promise<string[]> {
  const history = await store.subscriptions.history({ platform: 'slack', channel }, 9);
  return history.map(({ content }) => content.headline);
}
