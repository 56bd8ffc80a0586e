import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Settlement } from '../../../src/core/digest/delivery.ts';
import type { NewSubscription, Place, Subscription } from '../../../src/core/digest/subscription.ts';
import type { Store } from '../../../src/core/ports.ts';
import { toldTo } from '../../../src/digest/told.ts';
import { openSqliteStore } from '../../../src/store/sqlite.ts';
import { at, newSubscription, planOf, postOf } from '../../digest/plans.ts';
import { temporaryFolders } from '../temporary.ts';

const newFolder = temporaryFolders();
const TABLES = ['subscriptions', 'audit', 'digests', 'deliveries', 'thread_roots', 'owner_words', 'notes'];
const UNNAMED: Place = { platform: 'slack', channel: 'C1' };
const NAMED: Place = { platform: 'slack', channel: 'T1/C1' };
const YEAR_MS = 365 * 86_400_000;

let file: string;
let store: Store;
const open = async (): Promise<void> => {
  file = `${newFolder()}/library.db`;
  store = await openSqliteStore(file);
};
beforeEach(open);
afterEach(() => store.close());

const adopt = () =>
  store.subscriptions.adopt({ platform: 'slack', within: 'T1/' }, ['slack-styles', 'slack-queries']);

/** All rows, without what chance gave them, and how often a subscription was written. */
function rows(): Record<string, unknown[]> {
  const database = new DatabaseSync(file, { readOnly: true });
  const all = TABLES.map((table) => {
    const found = database.prepare(`select * from ${table} order by 1, 2, 3`).all();
    return [table, found.map((row) => ({ ...row, marker: '', revision: 0 }))];
  });
  database.close();
  return Object.fromEntries(all);
}

const ownerIn = ({ channel }: Place): string => channel.replace('C', 'U');

async function subscribe(place: Place, more: Partial<NewSubscription> = {}): Promise<Subscription> {
  const by = ownerIn(place);
  const wanted = newSubscription({ ...place, owner: by, ...more });
  const notice = { summary: `Now: ${wanted.query}`, cards: [] };
  const added = await store.subscriptions.add(wanted, () => ({ by, at: at(0), what: 'new', notice }));
  if (added === undefined) throw new Error('it is there already');
  return added;
}

async function plan(subscription: Subscription, summary: string, papers: string[] = []): Promise<boolean> {
  const { newest } = await toldTo(store.subscriptions, subscription);
  return store.subscriptions.plan(planOf(subscription, [postOf(summary, undefined, papers)], newest));
}

const take = (place: Place, minute: number) =>
  store.ledger.take(place, { holder: 'h', now: at(minute), until: at(minute + 1) });

/** Does all that can be done in a channel, with this end; resolves to what it was. */
async function doAll(place: Place, minute: number, end?: Settlement): Promise<string[]> {
  const done: string[] = [];
  for (;;) {
    const taken = await take(place, minute);
    if (taken === undefined) return done;
    const { task, delivery } = taken;
    done.push(`${task} ${delivery.reply.summary}`);
    const settlement = end ?? { kind: 'sent', id: `m-${delivery.reply.summary}` };
    const when = { holder: 'h', now: at(minute), next: at(minute) };
    await store.ledger.settle(delivery.id, settlement, when);
  }
}

/** All that is ever kept of a channel and its people: posts that are there, refused, in doubt and still to come, and notes. */
async function live(place: Place): Promise<void> {
  const user = ownerIn(place);
  await plan(await subscribe(place, { query: 'posted' }), 'A', ['2401.00001']);
  await doAll(place, 1);
  const refused = await subscribe(place, { query: 'refused' });
  await doAll(place, 2);
  await plan(refused, 'B');
  const word = { summary: 'A word', cards: [] };
  await doAll(place, 3, { kind: 'refused', reason: 'Gone.', word });
  const doubtful = await subscribe(place, { query: 'in doubt' });
  await doAll(place, 4);
  await plan(doubtful, 'C');
  await doAll(place, 5, { kind: 'look', at: at(6) });
  await subscribe(place, { query: 'to come', paused: { at: at(5), by: user, reason: 'Not now.' } });
  const queries = `${place.platform}-queries`;
  await store.notes.set(`${place.platform}-styles`, user, { style: 'apa' });
  await store.notes.set(queries, `${user} ${place.channel}`, { queries: ['grokking'] }, YEAR_MS);
  await store.notes.set(queries, `${user} `, { queries: ['alone'] }, YEAR_MS);
}

describe('what an earlier release kept under names that tell no workspace', () => {
  it('is, once that is known, as if it had been told from the beginning', async () => {
    await live(NAMED);
    const wanted = rows();
    await store.close();
    await open();
    await live(UNNAMED);
    expect(rows()).not.toEqual(wanted);
    for (const of of Object.values(rows())) expect(of).not.toEqual([]);
    await adopt();
    expect(rows()).toEqual(wanted);
    await adopt();
    expect(rows()).toEqual(wanted);
    expect(await doAll(NAMED, 7)).toEqual(['look C', 'post Now: to come']);
  });

  it('is nobody else’s: another workspace and another platform stay as they are', async () => {
    for (const place of [
      { ...UNNAMED, channel: 'T2/C1' },
      { platform: 'discord', channel: 'C1' },
    ])
      await live(place);
    const before = rows();
    await adopt();
    expect(rows()).toEqual(before);
  });

  it('is given the name in one transaction: what breaks off has changed nothing', async () => {
    await live(UNNAMED);
    const before = rows();
    const database = new DatabaseSync(file);
    database.exec(
      "create trigger broken before update on owner_words begin select raise(abort, 'broken'); end",
    );
    await expect(adopt()).rejects.toThrow('broken');
    expect(rows()).toEqual(before);
    database.exec('drop trigger broken');
    database.close();
    await adopt();
    expect(rows()).not.toEqual(before);
  });

  it('makes a plan void that was made of it before', async () => {
    const subscription = await subscribe(UNNAMED);
    await adopt();
    expect(await plan(subscription, 'A')).toBe(false);
    const [adopted] = await store.subscriptions.list(NAMED);
    if (adopted === undefined) throw new Error('it is gone');
    expect(await plan(adopted, 'A')).toBe(true);
  });
});

describe('where the channel was known by both names', () => {
  it.each([
    ['without', UNNAMED, NAMED],
    ['with', NAMED, UNNAMED],
  ])('the thread of a paper is the one that was begun first, %s the workspace', async (_, early, late) => {
    const root = { paper: '2401.00001', message: 'first', at: at(1) };
    await store.subscriptions.setRoot(early, root);
    await store.subscriptions.setRoot(late, { ...root, message: 'second', at: at(2) });
    await adopt();
    expect([...(await store.subscriptions.roots(NAMED, [root.paper])).values()]).toEqual([root]);
    expect([...(await store.subscriptions.roots(UNNAMED, [root.paper])).values()]).toEqual([]);
  });

  it('a note under the whole name stays', async () => {
    await store.notes.set('slack-styles', 'U1', { style: 'apa' });
    await store.notes.set('slack-styles', 'T1/U1', { style: 'ieee' });
    await adopt();
    expect(await store.notes.list('slack-styles')).toEqual([{ key: 'T1/U1', value: { style: 'ieee' } }]);
  });

  it('subscriptions that are alike now both stay, and each can be changed and removed', async () => {
    for (const place of [UNNAMED, NAMED]) {
      await subscribe(place);
      await subscribe(place, { kind: 'papers', query: '2401.00001' });
    }
    await adopt();
    const all = await store.subscriptions.list(NAMED);
    expect(all).toHaveLength(4);
    const record = () => ({ by: 'T1/U1', at: at(1), what: 'edited' });
    for (const { id, kind, query } of all) {
      const wanted = kind === 'papers' ? `${query} 2401.00002` : query;
      const work = (before: Subscription) => ({ ...before, cap: 3, query: wanted });
      expect(await store.subscriptions.change(id, work, record)).toMatchObject({ cap: 3, query: wanted });
    }
    for (const { id } of all) expect(await store.subscriptions.remove(id, record)).toBeDefined();
  });
});
