import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Asker, Digests } from '../../src/core/digest/digests.ts';
import type { Store } from '../../src/core/ports.ts';
import { createLibrary } from '../../src/library.ts';
import { createMiniSearchIndex } from '../../src/search/memory/minisearch.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { at, newSubscription } from './plans.ts';
import { createDigestWorld } from './world.ts';

const ASKER: Asker = { platform: 'slack', channel: 'C1', user: 'U1' };
const record = () => ({ by: 'U2', at: at(0), what: 'by somebody else' });

let store: Store;
let digests: Digests;
beforeEach(async () => {
  store = await openSqliteStore(':memory:');
  const library = createLibrary({ store, openIndex: async () => createMiniSearchIndex() });
  digests = createDigestWorld(store, library, { now: () => Date.parse(at(60)) }).digests;
});
afterEach(() => store.close());

/** The words that a call is refused with. */
async function refusal(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'not refused',
    (error: unknown) => (error instanceof Error ? error.message : ''),
  );
}

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
