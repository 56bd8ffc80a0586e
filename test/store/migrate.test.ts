import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { newSubscription, planOf, postOf } from '../digest/plans.ts';
import { temporaryFolders } from './temporary.ts';

const newFolder = temporaryFolders();

test('of papers that an earlier release posted it is known from then on which subscription brought them', async () => {
  const file = join(newFolder(), 'library.db');
  const before = await openSqliteStore(file);
  const place = { platform: 'slack', channel: 'C1' };
  const at = '2026-11-23T09:00:00.000Z';
  const subscription = await before.subscriptions.add(newSubscription(place), () => ({
    by: 'U1',
    at,
    what: 'subscribed',
  }));
  if (subscription === undefined) throw new Error('not subscribed');
  await before.subscriptions.plan(planOf(subscription, [postOf('Main', undefined, ['2401.00001'])]));
  const when = { holder: 'h', now: at, next: at };
  for (;;) {
    const taken = await before.ledger.take(place, { ...when, until: '2026-11-23T09:01:00.000Z' });
    if (taken === undefined) break;
    await before.ledger.settle(taken.delivery.id, { kind: 'sent', id: `m${taken.delivery.id}` }, when);
  }
  await before.subscriptions.setRoot(place, { paper: '2401.00002', message: 'm-elsewhere', at });
  await before.close();
  const database = new DatabaseSync(file);
  database.exec('drop index thread_roots_paper');
  database.exec('alter table thread_roots drop column subscription');
  database.exec('update database_version set version = 10');
  database.close();
  const after = await openSqliteStore(file);
  const brought = await after.subscriptions.broughtBy(['2401.00001', '2401.00002']);
  expect([...brought]).toEqual([[subscription.id, ['2401.00001']]]);
  await after.close();
});
