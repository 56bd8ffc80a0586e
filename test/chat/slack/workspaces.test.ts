import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SlackSettings } from '../../../src/core/slack-settings.ts';
import { at, newSubscription, planOf, postOf } from '../../digest/plans.ts';
import { type FakeSlack, startFakeSlack } from '../../fakes/slack/slack.ts';
import type { Shown } from '../../fakes/slack/world.ts';
import { type DigestDesk, openDigestDesk } from '../digest-desk.ts';
import { newsPaper } from '../news.ts';
import { type Bot, startBot } from './bot.ts';
import { freePort } from './free-port.ts';
import { installedIn, manyIdentity } from './many.ts';

const SECRET = 'signing-secret-of-a-test';
const PAPER = '2501.00002';
const ONE: SlackSettings['identity'] = { kind: 'workspace', botToken: 'xoxb-T1-fake' };
const MANY = manyIdentity;

let slack: FakeSlack;
let desk: DigestDesk;
let bot: Bot;

beforeEach(async () => {
  slack = await startFakeSlack();
  slack.world.addWorkspace('T2');
  slack.addChannel('CT2', 'T2');
  desk = await openDigestDesk([newsPaper('2501.00001', 'Something older')]);
  for (const team of ['T1', 'T2']) await installedIn(desk.store, team);
});
afterEach(async () => {
  await bot.adapter.stop();
  await desk.stop();
  await slack.stop();
  expect(slack.overLimits).toEqual([]);
});

/** Starts the bot with these settings. */
async function start(identity: SlackSettings['identity']): Promise<void> {
  const port = await freePort();
  bot = await startBot({
    slack,
    store: desk.store,
    library: desk.library,
    digests: desk.digests,
    settings: ({ apiUrl }) => ({
      apiUrl,
      connection: { kind: 'http', signingSecret: SECRET, host: '127.0.0.1', port },
      identity,
    }),
  });
  await bot.start();
  slack.deliverTo(`http://127.0.0.1:${port}/slack/events`, SECRET);
}

/** Plans and posts, with whatever settings the bot is started with at a time. */
function run(): void {
  desk.run({
    ...bot.adapter,
    post: (...words) => bot.adapter.post(...words),
    find: (...words) => bot.adapter.find(...words),
    tell: (...words) => bot.adapter.tell(...words),
  });
}

async function restart(identity: SlackSettings['identity']): Promise<void> {
  await bot.adapter.stop();
  await start(identity);
}

async function answerTo(line: string, place: { channel?: string; team?: string } = {}): Promise<string> {
  const before = slack.shown.length;
  await slack.command(line, place);
  const isAnswer = ({ to }: Shown): boolean => to !== undefined;
  const shown = await slack.until(`an answer to ${line}`, () => slack.shown.slice(before).find(isAnswer));
  return shown.text;
}

/** The first line, without dates and ids; of an abstract, that it is one. */
function shortened(text: string): string {
  const line = (text.split('\n')[0] ?? '').replace(/ \(.*/, '');
  return /abstract/i.test(line) ? 'abstract' : line;
}

/** What everybody sees in a channel but the lines that tell of changes: its first line, and what it stands under. */
const seenIn = (channel: string) =>
  slack
    .inChannel(channel)
    .filter(({ text }) => !text.startsWith('This channel'))
    .map(({ text, thread }) => [shortened(text), thread]);

/** Of how many subscriptions the log says since the bot was started that they wait, and for what. */
const saidToWait = (): unknown[] =>
  bot.log.lines.flatMap(({ level, message, fields }) =>
    level === 'warn' && message.startsWith('subscriptions ')
      ? [[fields['subscriptions'], /workspaces than|not installed|an earlier release/.exec(message)?.[0]]]
      : [],
  );

const learnAndPost = async (
  version: number,
  place: { channel?: string; team?: string } = {},
): Promise<void> => {
  await desk.learn([newsPaper(PAPER, 'Narrow grokking', version)]);
  await answerTo('/digest now', place);
  await desk.pass(2);
};

const IN_T2 = { team: 'T2', channel: 'CT2' };

describe.each([
  ['one workspace to many', ONE, MANY],
  ['many workspaces to one', MANY, ONE],
])('a change of the settings from %s, and back,', (_, before, after) => {
  it('keeps subscriptions, and each paper its thread', async () => {
    await start(before);
    run();
    await answerTo('/digest subscribe grokking zone:UTC');
    await learnAndPost(1);
    const root = slack.inChannel('C1').find(({ text }) => text.startsWith('1 new paper'))?.ts;
    await restart(after);
    expect(saidToWait()).toEqual([]);
    expect(await answerTo('/digest list')).toContain('1 subscription in this channel');
    await learnAndPost(2);
    await restart(before);
    await learnAndPost(3);
    expect(seenIn('C1')).toEqual([
      ['1 new paper for: grokking', undefined],
      ['abstract', root],
      ['1 new version for: grokking', undefined],
      ['New version: Narrow grokking', root],
      ['1 new version for: grokking', undefined],
      ['New version: Narrow grokking', root],
    ]);
    await answerTo('/digest remove 1');
    expect(await desk.store.subscriptions.list()).toEqual([]);
  });

  it('repeats no post of which nobody knew whether it is there', async () => {
    await start(before);
    await answerTo('/digest subscribe grokking zone:UTC');
    const [subscription] = await desk.store.subscriptions.list();
    if (subscription === undefined) throw new Error('it is not there');
    await desk.store.subscriptions.plan({ ...planOf(subscription, [postOf('A digest')]), plannedAt: at(0) });
    slack.faults.next('chat.postMessage', { kind: 'lost-answer' }, 1, 1);
    slack.faults.next('conversations.history', { kind: 'dropped' }, 3);
    run();
    await desk.pass(1);
    expect(seenIn('C1')).toHaveLength(1);
    expect(await desk.store.subscriptions.progress(subscription.id)).toMatchObject({ sent: 0, left: 1 });
    await restart(after);
    await desk.pass(5);
    expect(seenIn('C1')).toEqual([['A digest', undefined]]);
    expect(await desk.store.subscriptions.progress(subscription.id)).toBeUndefined();
  });
});

describe('subscriptions that the settings do not reach', () => {
  it('of another workspace than that of the token wait, which is said once, until that one is reached again', async () => {
    await start(MANY);
    run();
    for (const place of [{}, IN_T2]) await answerTo('/digest subscribe grokking zone:UTC', place);
    await desk.learn([newsPaper(PAPER, 'Narrow grokking')]);
    await answerTo('/digest now', IN_T2);
    await restart(ONE);
    expect(saidToWait()).toEqual([[1, 'workspaces than']]);
    await learnAndPost(1);
    await desk.pass(5);
    expect(seenIn('C1').map(([text]) => text)).toEqual(['1 new paper for: grokking', 'abstract']);
    expect(seenIn('CT2')).toEqual([]);
    expect(saidToWait()).toHaveLength(1);
    expect(await answerTo('/digest list')).toContain('1 subscription in this channel');
    await restart(MANY);
    expect(saidToWait()).toEqual([]);
    await desk.pass(65);
    expect(seenIn('CT2').map(([text]) => text)).toEqual(['1 new paper for: grokking', 'abstract']);
    expect(seenIn('C1')).toHaveLength(2);
  });

  it('of a workspace that has not installed the app wait until it does', async () => {
    await start(MANY);
    await answerTo('/digest subscribe grokking zone:UTC');
    await desk.store.notes.delete('slack-installation', 'T1');
    await restart(MANY);
    expect(saidToWait()).toEqual([[1, 'not installed']]);
  });

  it('that an earlier release made without the name of their workspace wait for its token, and are reached then', async () => {
    const record = () => ({ by: 'U1', at: at(0), what: 'subscribed' });
    const added = await desk.store.subscriptions.add(newSubscription({ query: 'grokking' }), record);
    if (added === undefined) throw new Error('it is there already');
    await desk.store.subscriptions.plan({ ...planOf(added, [postOf('A digest')]), plannedAt: at(0) });
    await start(MANY);
    run();
    expect(saidToWait()).toEqual([[1, 'an earlier release']]);
    expect(await answerTo('/digest list')).toContain('This channel has no subscriptions.');
    await desk.pass(5);
    expect(slack.inChannel('C1')).toEqual([]);
    for (const [identity, minutes] of [
      [ONE, 65],
      [MANY, 2],
    ] as const) {
      await restart(identity);
      expect(saidToWait()).toEqual([]);
      await desk.pass(minutes);
      expect(seenIn('C1')).toEqual([['A digest', undefined]]);
      expect(await answerTo('/digest list')).toContain('1 subscription in this channel');
    }
  });
});
