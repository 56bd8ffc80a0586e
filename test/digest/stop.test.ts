import { type ChildProcess, spawn } from 'node:child_process';
import { afterEach, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { type FakeSlack, startFakeSlack } from '../fakes/slack/slack.ts';
import { temporaryFolders } from '../store/temporary.ts';
import { newSubscription, planOf, postOf } from './plans.ts';

const newFolder = temporaryFolders();
const NEVER = '9999-01-01T00:00:00.000Z';

let slack: FakeSlack;
let bot: ChildProcess | undefined;
afterEach(async () => {
  bot?.kill('SIGKILL');
  await slack.stop();
});

it('a bot that is told to stop while Slack takes its time waits for the answer, and writes it down', async () => {
  slack = await startFakeSlack();
  const folder = newFolder();
  const store = await openSqliteStore(`${folder}/paperthread.db`);
  const subscription = await store.subscriptions.add(newSubscription({ dueAt: NEVER }), () => ({
    by: 'U1',
    at: new Date().toISOString(),
    what: 'subscribed',
  }));
  if (subscription === undefined) throw new Error('it is there already');
  const posts = [postOf('First'), postOf('Second', { post: 0 })];
  await store.subscriptions.plan({ ...planOf(subscription, posts), dueAt: NEVER });
  slack.faults.next('chat.postMessage', { kind: 'late', ms: 1_500 });

  bot = spawn(process.execPath, ['src/main.ts', 'start'], {
    stdio: 'ignore',
    env: {
      PATH: process.env['PATH'] ?? '',
      DATA_DIR: folder,
      SLACK_BOT_TOKEN: 'xoxb-T1-fake',
      SLACK_APP_TOKEN: 'xapp-1-A1-fake',
      SLACK_API_URL: slack.apiUrl,
    },
  });
  const ended = new Promise((resolve) => {
    bot?.once('close', resolve);
  });
  await slack.until('the first post', () => slack.inChannel('C1').length > 0, 60_000);
  expect(await store.subscriptions.progress(subscription.id)).toMatchObject({ sent: 0, left: 2 });
  bot.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(slack.inChannel('C1')).toHaveLength(1);
  expect(await store.subscriptions.progress(subscription.id)).toMatchObject({ sent: 1, left: 1 });
  await store.close();
}, 90_000);
