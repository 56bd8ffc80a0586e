import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { openSqliteStore } from '../../../src/store/sqlite.ts';
import { at, newSubscription, planOf, postOf } from '../../digest/plans.ts';
import { temporaryFolders } from '../temporary.ts';

const newFolder = temporaryFolders();

it.each([
  ['lists', (ids: readonly string[]) => ids],
  [
    'a text of numbers',
    (ids: readonly string[]) => ids.map((id, index) => (index === 0 ? id : id.slice(5))).join(' '),
  ],
])(
  'a digest that an earlier release planned, with ids as %s, is read and settled as one of this release',
  async (_name, kept) => {
    const file = `${newFolder()}/library.db`;
    const store = await openSqliteStore(file);
    const record = () => ({ by: 'U1', at: at(0), what: 'subscribed' });
    const subscription = await store.subscriptions.add(newSubscription(), record);
    if (subscription === undefined) throw new Error('it is there already');
    const content = {
      headline: 'A',
      shown: ['2611.00001', '2611.00002'],
      left: ['2611.00003', '2611.00004'],
    };
    await store.subscriptions.plan({ ...planOf(subscription, [postOf('A')]), content });
    const database = new DatabaseSync(file);
    const body = String(database.prepare('select body from digests').get()?.['body']);
    expect(body).toContain('"left":"2611:003004"');
    const { shown, left } = content;
    const before = JSON.stringify({
      ...JSON.parse(body),
      content: { ...content, shown: kept(shown), left: kept(left) },
    });
    database.prepare('update digests set body = ?').run(before);
    database.close();
    const [digest] = await store.subscriptions.history(subscription, 9);
    expect(digest?.content).toEqual(content);
    const when = { holder: 'h', now: at(9), next: at(9) };
    const taken = await store.ledger.take(subscription, { ...when, until: at(10) });
    await store.ledger.settle(taken?.delivery.id ?? 0, { kind: 'sent', id: 'm1' }, when);
    expect((await store.subscriptions.get(subscription.id))?.cursor).toBe(12);
    await store.close();
  },
);
