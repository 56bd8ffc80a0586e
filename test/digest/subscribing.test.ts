import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Asker, Digests } from '../../src/core/digest/digests.ts';
import { SECTIONS } from '../../src/core/digest/subscription.ts';
import type { Store } from '../../src/core/ports.ts';
import { createLibrary } from '../../src/library.ts';
import { createMiniSearchIndex } from '../../src/search/memory/minisearch.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { at, newSubscription } from './plans.ts';
import { createDigestWorld } from './world.ts';

const ASKER: Asker = { platform: 'slack', channel: 'C1', user: 'U1' };
const WANTED = {
  cadence: { cron: '0 9 * * 5', zone: 'UTC' },
  sections: SECTIONS,
  cap: 9,
  empty: 'skip',
  newsAlso: 'thread',
  anyway: true,
} as const;
const record = () => ({ by: 'U2', at: at(0), what: 'by somebody else' });

let store: Store;
let digests: Digests;
let now: string;
beforeEach(async () => {
  now = at(60);
  store = await openSqliteStore(':memory:');
  const library = createLibrary({ store, openIndex: async () => createMiniSearchIndex() });
  digests = createDigestWorld(store, library, { now: () => Date.parse(now) }).digests;
});
afterEach(() => store.close());

/** The words that a call is refused with. */
async function refusal(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'not refused',
    (error: unknown) => (error instanceof Error ? error.message : ''),
  );
}

it('the day from which it counts may be today where the digest is due, and not a day that has not come there', async () => {
  // 10:00 in London, 23:00 in Auckland; two hours on it is tomorrow there.
  const cadence = { cron: '0 9 * * 5', zone: 'Pacific/Auckland' };
  const wanted = { ...WANTED, cadence };
  const tomorrow = { ...wanted, from: '2025-11-25' };
  expect(await refusal(digests.subscribe(ASKER, { ...tomorrow, query: 'one' }))).toContain('not come yet');
  now = at(180);
  const { subscription } = await digests.subscribe(ASKER, { ...tomorrow, query: 'two' });
  expect(subscription.since).toBe(now);
  const today = { ...wanted, query: 'three', from: '2025-11-24' };
  expect((await digests.subscribe(ASKER, today)).subscription.since).toBe('2025-11-24T00:00:00.000Z');
});

it('a digest that is due already comes, though its hour is edited before it is planned', async () => {
  const { subscription } = await digests.subscribe(ASKER, { ...WANTED, query: 'one' });
  now = subscription.dueAt;
  const cadence = { cron: '0 10 * * 5', zone: 'UTC' };
  const { subscription: after } = await digests.edit(ASKER, subscription.id, { cadence, anyway: true });
  expect(after).toMatchObject({ cadence, dueAt: now });
});

it('a channel has five hundred subscriptions at most, and room again for each that goes', async () => {
  const { subscriptions } = store;
  for (let number = 1; number < 500; number += 1)
    await subscriptions.add(newSubscription({ query: `word${number}` }), record);
  const { subscription } = await digests.subscribe(ASKER, { ...WANTED, query: 'last' });
  const more = () => digests.subscribe(ASKER, { ...WANTED, query: 'more' });
  expect(await refusal(more())).toMatch(/^This channel has 500 subscriptions, as many as a channel can have/);
  await digests.remove(ASKER, subscription.id);
  expect((await more()).subscription.query).toBe('more');
});

describe('of several that are typed at once in a channel and look for the same', () => {
  beforeEach(() => {
    // As on a busy machine: what was read is looked at a little later.
    const list = store.subscriptions.list.bind(store.subscriptions);
    store.subscriptions.list = async (place) => {
      const found = await list(place);
      await new Promise((done) => setTimeout(done, 5));
      return found;
    };
  });
  const outcomes = async (calls: readonly Promise<unknown>[]): Promise<string[]> =>
    Promise.all(calls.map(refusal));

  it('one is made, however each was typed', async () => {
    const queries = ['sparse autoencoders', 'Sparse Autoencoders', '"sparse" autoencoders'];
    const made = outcomes(queries.map((query) => digests.subscribe(ASKER, { ...WANTED, query })));
    expect((await made).toSorted()).toEqual([
      expect.stringMatching(/^This channel has that already: subscription 1,/),
      expect.stringMatching(/^This channel has that already: subscription 1,/),
      'not refused',
    ]);
    expect(await store.subscriptions.list()).toHaveLength(1);
  });

  it('one is changed to it', async () => {
    for (const query of ['one', 'two']) await digests.subscribe(ASKER, { ...WANTED, query });
    const changes = [
      digests.edit(ASKER, 1, { query: 'lattices', anyway: true }),
      digests.edit(ASKER, 2, { query: 'Lattices', anyway: true }),
      digests.subscribe(ASKER, { ...WANTED, query: '"lattices"' }),
    ];
    expect((await outcomes(changes)).filter((outcome) => outcome === 'not refused')).toHaveLength(1);
  });

  it('all are made where they are in channels of their own', async () => {
    const places = ['C1', 'C2', 'C3'].map((channel) => ({ ...ASKER, channel }));
    await Promise.all(places.map((place) => digests.subscribe(place, { ...WANTED, query: 'one' })));
    expect(await store.subscriptions.list()).toHaveLength(3);
  });

  it('no more than there is room for are made', async () => {
    for (let number = 1; number < 500; number += 1)
      await store.subscriptions.add(newSubscription({ query: `word${number}` }), record);
    const queries = ['one', 'two', 'three'];
    await outcomes(queries.map((query) => digests.subscribe(ASKER, { ...WANTED, query })));
    expect(await store.subscriptions.list()).toHaveLength(500);
  });
});

describe('a subscription that somebody else removes meanwhile', () => {
  it.each<[string, (id: number) => Promise<unknown>]>([
    ['edit', (id) => digests.edit(ASKER, id, { anyway: true, cap: 3 })],
    ['edit with a query', (id) => digests.edit(ASKER, id, { anyway: true, query: 'lattices' })],
    ['pause', (id) => digests.pause(ASKER, id)],
    ['resume', (id) => digests.resume(ASKER, id, undefined)],
    ['remove', (id) => digests.remove(ASKER, id)],
  ])('is as unknown as one that never was: %s', async (what, call) => {
    const { subscriptions } = store;
    const paused = what === 'resume' ? { paused: { at: at(0) } } : {};
    const { id = 0 } = (await subscriptions.add(newSubscription(paused), record)) ?? {};
    const unknown = await refusal(call(99));
    const get = subscriptions.get.bind(subscriptions);
    subscriptions.get = async (wanted) => {
      const found = await get(wanted);
      await subscriptions.remove(wanted, record);
      return found;
    };
    expect(await refusal(call(id))).toBe(unknown.replace('99', String(id)));
    expect(unknown).toBe('This channel has no subscription 99. Those it has: /digest list');
  });

  it.each([['2401.00001'], ['2401.00001 2401.00002']])(
    'follows nothing that could be taken back: %s',
    async (query) => {
      const paper = { id: '2401.00001', title: 'Lattices' };
      const unknown = await refusal(digests.unfollow(ASKER, paper));
      const { subscriptions } = store;
      await subscriptions.add(newSubscription({ kind: 'papers', query }), record);
      const list = subscriptions.list.bind(subscriptions);
      subscriptions.list = async (place) => {
        const found = await list(place);
        for (const { id } of found) await subscriptions.remove(id, record);
        return found;
      };
      expect(await refusal(digests.unfollow(ASKER, paper))).toBe(unknown);
      expect(unknown).toContain('does not follow');
    },
  );
});
