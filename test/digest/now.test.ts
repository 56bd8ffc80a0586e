import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DigestPlan } from '../../src/core/digest/delivery.ts';
import type { Paper } from '../../src/core/paper.ts';
import type { Store } from '../../src/core/ports.ts';
import { createLibrary, type Library } from '../../src/library.ts';
import { createMiniSearchIndex } from '../../src/search/memory/minisearch.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { recordsOf } from '../fakes/records.ts';
import { at, newSubscription } from './plans.ts';
import { createDigestWorld, type DigestWorld } from './world.ts';

const CHANNEL = { platform: 'slack', channel: 'C1' };
const ASKER = { ...CHANNEL, user: 'U1' };
const NEVER = '9999-01-01T00:00:00.000Z';

let store: Store;
let library: Library;
let world: DigestWorld;
beforeEach(async () => {
  store = await openSqliteStore(':memory:');
  library = createLibrary({ store, openIndex: async () => createMiniSearchIndex() });
  world = createDigestWorld(store, library, { now: () => Date.parse(at(60)) });
});
afterEach(async () => {
  await store.close();
});

it('what is asked for at once is planned at once, though a source is still to be read', async () => {
  await store.saveSourceState({ name: 'OAI-PMH cs.LG' });
  const id = await subscribe('grokking', { dueAt: at(0) });
  await see({ id: '2511.00001', title: 'Grokking', versions: [version(1, '2025-11-22')] });
  await world.planner.planDue(new AbortController().signal);
  expect(await planned()).toEqual([]);
  expect((await world.digests.now(ASKER)).posted.map((one) => one.id)).toEqual([id]);
  expect(await planned()).toEqual(['1 new paper for: grokking (24 November 2025)']);
  expect(await world.digests.now(ASKER)).toMatchObject({ posted: [], open: [{ id }] });
  expect(await store.subscriptions.audit(CHANNEL, 1)).toMatchObject([
    { what: expect.stringContaining('at once') },
  ]);
});

it('nobody is told again that nothing is new, and what is paused or could not be read is said to whoever asks', async () => {
  await subscribe('lattices', { empty: 'say' });
  const id = await subscribe('grokking', { paused: { at: at(0), by: 'U1' } });
  await store.saveSourceState({ name: 'OAI-PMH cs.LG' });
  await see({ id: '2511.00001', title: 'Grokking', versions: [version(1, '2025-11-22')] });
  expect(await world.digests.now(ASKER)).toMatchObject({
    posted: [],
    paused: [{ id }],
    open: [],
    coverage: [expect.stringContaining('arXiv has not been read yet')],
  });
  expect(await planned()).toEqual([]);
});

it('of two subscriptions of a channel that find the same paper one is posted, and the other says why not', async () => {
  const first = await subscribe('grokking');
  const second = await subscribe('networks');
  await see({ id: '2511.00001', title: 'Grokking networks', versions: [version(1, '2025-11-22')] });
  expect((await world.digests.now(ASKER)).posted.map(({ id }) => id)).toEqual([first]);
  const [, why] = await world.digests.why(CHANNEL, '2511.00001');
  expect(why).toMatchObject({
    subscription: { id: second },
    next: { kind: 'no news', why: 'told' },
    past: [{ kind: 'shown', digest: { subscription: first } }],
  });
});

it('that nothing is new is told to whoever asks, and not to the channel, though it wants to hear so when it is due', async () => {
  await subscribe('grokking', { empty: 'say' });
  expect(await world.digests.now(ASKER)).toMatchObject({ posted: [], paused: [], open: [] });
  expect(await planned()).toEqual([]);
});

it('what is paused is not posted, but named', async () => {
  const paused = { at: at(1), by: 'U1' };
  const [asleep, awake] = [await subscribe('grokking', { paused }), await subscribe('networks')];
  await see({ id: '2511.00001', title: 'Grokking', versions: [version(1, '2025-11-22')] });
  await see({ id: '2511.00002', title: 'Networks', versions: [version(1, '2025-11-22')] });
  const { posted, paused: left } = await world.digests.now(ASKER);
  expect([posted.map(({ id }) => id), left.map(({ id }) => id)]).toEqual([[awake], [asleep]]);
});

it('a version of long ago is news where the paper was posted, or is followed, and nowhere else', async () => {
  await see({ id: '2305.00001', title: 'Grokking', versions: [version(1, '2023-05-01')] });
  const cursor = await store.lastSeq();
  const elsewhere = { platform: 'slack', channel: 'C2' };
  const [here, there, followed] = [
    await subscribe('grokking', { cursor }),
    await subscribe('grokking', { ...elsewhere, cursor }),
    await subscribe('2305.00001', { ...elsewhere, kind: 'papers', cursor }),
  ];
  const gone = await subscribe('title:grokking', { since: '2023-01-01T00:00:00.000Z', createdAt: at(0) });
  await post(gone);
  // Else it would tell of the new version before the other one does.
  await store.subscriptions.remove(gone, () => ({ by: 'U1', at: at(60), what: 'removed' }));
  await see({ id: '2305.00001', versions: [version(1, '2023-05-01'), version(2, '2023-09-01')] });
  for (const [id, versions] of [
    [here, 1],
    [there, 0],
    [followed, 1],
  ] as const) {
    const subscription = await store.subscriptions.get(id);
    if (subscription === undefined) throw new Error('it is gone');
    const { posts } = await world.digests.previewNext(subscription);
    expect(posts.filter(({ reply }) => reply.summary.startsWith('New version: Grokking'))).toHaveLength(
      versions,
    );
  }
});

it('what another digest of the channel tells meanwhile is not told again, and what is posted by somebody else is not said to be posted', async () => {
  const [first, second, third] = [
    await subscribe('grokking'),
    await subscribe('networks'),
    await subscribe('lattices'),
  ];
  await see({ id: '2511.00001', title: 'Grokking networks', versions: [version(1, '2025-11-22')] });
  await see({ id: '2511.00002', title: 'Networks', versions: [version(1, '2025-11-22')] });
  await see({ id: '2511.00003', title: 'Lattices', versions: [version(1, '2025-11-22')] });
  // Another process plans the first and the third while this one is at the first.
  let between = true;
  const busy = {
    ...store.subscriptions,
    async plan(wanted: DigestPlan) {
      if (between) {
        between = false;
        for (const id of [first, third])
          await store.subscriptions.change(
            id,
            (one) => ({ ...one, dueAt: at(60) }),
            () => ({ by: 'U1', at: at(60), what: 'due' }),
          );
        await world.planner.planDue(new AbortController().signal);
      }
      return store.subscriptions.plan(wanted);
    },
  };
  const mine = createDigestWorld({ ...store, subscriptions: busy }, library, {
    now: () => Date.parse(at(60)),
  });
  const { posted, open } = await mine.digests.now(ASKER);
  expect([posted.map(({ id }) => id), open.map(({ id }) => id)]).toEqual([[second], [first, third]]);
  expect(await planned()).toHaveLength(3);
});

it('what others come in between of each time is said to be posted by them, not to have nothing new', async () => {
  const id = await subscribe('grokking');
  await see({ id: '2511.00001', title: 'Grokking', versions: [version(1, '2025-11-22')] });
  const busy = { ...store.subscriptions, plan: async () => false };
  const mine = createDigestWorld({ ...store, subscriptions: busy }, library, {
    now: () => Date.parse(at(60)),
  });
  const { posted, open } = await mine.digests.now(ASKER);
  expect([posted, open.map((one) => one.id)]).toEqual([[], [id]]);
});

it('what can be told while the search index is being built is posted, and the rest is said to be left', async () => {
  await see({ id: '2511.00000', title: 'Grokking', versions: [version(1, '2025-11-22')] });
  const many: Store = {
    ...store,
    changesAfter: async (after, limit) =>
      Array.from({ length: Math.min(limit, 20_001 - after) }, (_, index) => ({
        seq: after + index + 1,
        at: at(0),
        change: { kind: 'new-paper', paperId: `2511.${String(after + index).padStart(5, '0')}` },
      })),
  };
  const beingBuilt: Library = {
    ...library,
    search: async () => ({ total: 0, hits: [], corrections: [], building: 'part' }),
  };
  const mine = createDigestWorld(many, beingBuilt, { now: () => Date.parse(at(60)) });
  const words = 'The search index is still being built; try again in a few minutes.';
  await subscribe('networks');
  await expect(mine.digests.now(ASKER)).rejects.toThrow(words);
  const id = await subscribe('2511.00000', { kind: 'papers', sections: ['new'] });
  const { posted, coverage } = await mine.digests.now(ASKER);
  expect(posted.map((one) => one.id)).toEqual([id]);
  expect(coverage).toEqual([`Not all could be looked through. ${words}`]);
});

function version(number: number, submitted: string) {
  return { number, exact: true, submitted };
}

async function see(paper: Paper): Promise<void> {
  await library.add(recordsOf([paper], at(0), 'oai'));
}

async function subscribe(query: string, more: Parameters<typeof newSubscription>[0] = {}): Promise<number> {
  const wanted = newSubscription({ query, cursor: 0, dueAt: NEVER, sections: ['new', 'versions'], ...more });
  const added = await store.subscriptions.add(wanted, () => ({ by: 'U1', at: at(0), what: 'subscribed' }));
  if (added === undefined) throw new Error('it is there already');
  return added.id;
}

async function planned(): Promise<string[]> {
  return (await store.subscriptions.history(CHANNEL, 9)).map(({ content }) => content.headline);
}

/** Posts what a subscription has to tell, so that its papers have a thread. */
async function post(id: number): Promise<void> {
  await world.digests.now(ASKER);
  expect(await store.subscriptions.progress(id)).toBeDefined();
  for (let minute = 60; ; minute += 1) {
    const when = { holder: 'h', now: at(minute), next: at(minute) };
    const taken = await store.ledger.take(CHANNEL, { ...when, until: at(minute + 1) });
    if (taken === undefined) return;
    await store.ledger.settle(taken.delivery.id, { kind: 'sent', id: `m${minute}` }, when);
  }
}
