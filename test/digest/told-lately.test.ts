import { afterEach, beforeEach, expect, it } from 'vitest';
import { SECTIONS } from '../../src/core/digest/subscription.ts';
import type { Store } from '../../src/core/ports.ts';
import { channelsToTell, toldLately } from '../../src/digest/told-lately.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { at, newSubscription } from './plans.ts';

let store: Store;
beforeEach(async () => {
  store = await openSqliteStore(':memory:');
});
afterEach(() => store.close());

const place = (channel: string) => ({ platform: 'slack', channel });

it('channels hear what becomes of papers once for all that they subscribed to, unless they want none of it or are gone', () => {
  const of = (channel: string, more: Parameters<typeof newSubscription>[0] = {}) =>
    newSubscription({ channel, sections: SECTIONS, ...more });
  const all = [
    of('C1'),
    of('C1', { query: 'lattices' }),
    of('C2', { sections: ['new', 'versions'] }),
    of('C3', { sections: ['new', 'withdrawn'] }),
    of('C4', { kind: 'papers', query: '2401.00001' }),
    of('C5', { paused: { at: at(0), reason: 'It is gone.', gone: true } }),
    of('C6', { paused: { at: at(0), by: 'U1' } }),
    of('C7', { paused: { at: at(0), gone: true } }),
    of('C7', { query: 'lattices' }),
  ];
  expect(channelsToTell(all)).toEqual([place('C1'), place('C3'), place('C6'), place('C7')]);
});

it('papers are looked at again for two years, each once, whichever channels were told of them', async () => {
  const now = new Date('2026-11-26T17:00:00Z');
  const [young, old] = ['2024-11-27T00:00:00.000Z', '2024-11-25T00:00:00.000Z'];
  const root = (channel: string, paper: string, when: string) =>
    store.subscriptions.setRoot(place(channel), { paper, message: 'm', at: when });
  await root('C1', '2410.00001', young);
  await root('C1', '2410.00002', old);
  await root('C2', '2410.00001', old);
  await root('C2', '2410.00003', young);
  await root('C9', '2410.00009', young);
  const papers = await toldLately(store.subscriptions, [place('C1'), place('C2')], now);
  expect(papers.toSorted()).toEqual(['2410.00001', '2410.00003']);
  await store.subscriptions.forget({ platform: 'slack', channels: ['C2'] });
  expect(await toldLately(store.subscriptions, [place('C1'), place('C2')], now)).toEqual(['2410.00001']);
});
