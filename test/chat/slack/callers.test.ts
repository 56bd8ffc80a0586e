import { afterEach, describe, expect, it } from 'vitest';
import type { Shown } from '../../fakes/slack/world.ts';
import { whoami } from '../whoami.ts';
import { type Bot, startBot } from './bot.ts';
import { freePort } from './free-port.ts';
import { installedIn, manyIdentity } from './many.ts';

let bot: Bot;
afterEach(async () => {
  await bot.stop();
  expect(bot.slack.overLimits).toEqual([]);
});

async function open(): Promise<Bot['slack']> {
  bot = await startBot({ commands: ['whoami', 'paper', 'papers'].map(whoami) });
  await bot.start();
  return bot.slack;
}

/** What the answer behind so many others tells of who asked. */
async function caller(before = 0): Promise<object> {
  const shown: Shown = await bot.slack.until('an answer', () => bot.slack.shown[before]);
  return JSON.parse(shown.text) as object;
}

describe('who asks, and where,', () => {
  it('is known to a command in a channel, also where the bot is not', async () => {
    const slack = await open();
    await slack.command('/whoami', { user: 'U7' });
    expect(await caller()).toEqual({ platform: 'slack', user: 'T1/U7', channel: 'T1/C1' });
    await slack.command('/whoami', { channel: 'C2' });
    expect(await caller(1)).toEqual({ platform: 'slack', user: 'T1/U1', channel: 'T1/C2' });
  });

  it('has no channel in direct messages', async () => {
    const slack = await open();
    await slack.command('/whoami', { channel: 'D1' });
    expect(await caller()).toEqual({ platform: 'slack', user: 'T1/U1' });
    await slack.happens({
      type: 'message',
      channel_type: 'im',
      channel: 'D1',
      user: 'U1',
      text: '/whoami',
      ts: '1.1',
    });
    expect(await caller(1)).toEqual({ platform: 'slack', user: 'T1/U1' });
  });

  it('is who pressed a button, not whose answer it is under', async () => {
    const slack = await open();
    await slack.command('/whoami');
    const first = await slack.until('an answer', () => slack.shown[0]);
    await slack.click(first, 'Again', { user: 'U2' });
    expect(await caller(1)).toEqual({ platform: 'slack', user: 'T1/U2', channel: 'T1/C1' });
  });

  it('has the name that a command or a pressed button brings; a mention brings none', async () => {
    const slack = await open();
    await slack.command('/whoami name');
    const first = await slack.until('an answer', () => slack.shown[0]);
    await slack.click(first, 'Again');
    await slack.happens({
      type: 'app_mention',
      channel: 'C1',
      user: 'U3',
      text: '<@B> /whoami name',
      ts: '1.1',
    });
    await slack.until('three answers', () => slack.shown[2]);
    expect(slack.shown.map(({ text }) => text)).toEqual(['called ada', 'called ada', 'called undefined']);
  });

  it('is known to a mention', async () => {
    const slack = await open();
    await slack.happens({ type: 'app_mention', channel: 'C1', user: 'U3', text: '<@B> /whoami', ts: '1.1' });
    expect(await caller()).toEqual({ platform: 'slack', user: 'T1/U3', channel: 'T1/C1' });
  });

  it('is known to the shortcut of a message', async () => {
    const slack = await open();
    await slack.interact({
      type: 'message_action',
      callback_id: 'papers_in_message',
      message: { ts: '1.1', text: 'arXiv:2505.15811' },
    });
    expect(await caller()).toEqual({ platform: 'slack', user: 'T1/U1', channel: 'T1/C1' });
  });

  it.each([
    ['opened by a command', true, { channel: 'T1/C1' }],
    ['opened from anywhere', false, {}],
  ])('is known to the search form %s', async (_, byCommand, there) => {
    const slack = await open();
    await (byCommand
      ? slack.command('/papers')
      : slack.interact({ type: 'shortcut', callback_id: 'search_papers' }));
    const { view } = await slack.until('the form', () => slack.views[0]);
    const state = { values: { query: { value: { value: 'grokking' } } } };
    await slack.interact({ type: 'view_submission', view: { ...view, id: 'V1', hash: '1', state } });
    expect(await caller()).toEqual({ platform: 'slack', user: 'T1/U1', ...there });
  });

  it('is the same where there are several workspaces', async () => {
    const port = await freePort();
    const secret = 'signing-secret-of-a-test';
    bot = await startBot({
      commands: [whoami('whoami'), { ...whoami('manage'), managersOnly: true }],
      admins: ['T1/U1'],
      settings: (slack) => ({
        apiUrl: slack.apiUrl,
        connection: { kind: 'http', signingSecret: secret, host: '127.0.0.1', port },
        identity: manyIdentity,
      }),
    });
    const { slack, store } = bot;
    await installedIn(store, 'T1');
    await bot.start();
    slack.deliverTo(`http://127.0.0.1:${port}/slack/events`, secret);
    await slack.command('/whoami');
    expect(await caller()).toEqual({ platform: 'slack', user: 'T1/U1', channel: 'T1/C1' });
    await slack.command('/manage');
    expect(await caller(1)).toMatchObject({ user: 'T1/U1' });
    await slack.command('/manage', { user: 'U2' });
    const words = await slack.until('words', () => slack.shown[2]);
    expect(words).toMatchObject({ to: 'U2', text: expect.stringContaining('DIGEST_ADMINS') });
    expect(await bot.adapter.post('T1/C1', { summary: 'News', cards: [] }, { marker: 'm' })).toMatchObject({
      kind: 'sent',
    });
    expect(await bot.adapter.tell('T1/U1', { summary: 'News', cards: [] })).toEqual({ kind: 'told' });
    expect(bot.slack.inChannel('DU1')).toHaveLength(1);
    expect(await bot.adapter.tell('T9/U1', { summary: 'News', cards: [] })).toMatchObject({
      kind: 'later',
    });
  });
});
