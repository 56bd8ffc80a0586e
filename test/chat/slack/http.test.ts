import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formOf, post } from '../../fakes/slack/slack.ts';
import { type Bot, startBot } from './bot.ts';
import { freePort } from './free-port.ts';

const SECRET = 'signing-secret-of-a-test';
let bot: Bot;
let url: string;

beforeEach(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}/slack/events`;
  bot = await startBot({
    settings: (slack) => ({
      apiUrl: slack.apiUrl,
      connection: { kind: 'http', signingSecret: SECRET, host: '127.0.0.1', port },
      identity: { kind: 'workspace', botToken: 'xoxb-T1-fake' },
    }),
  });
  await bot.start();
  bot.slack.deliverTo(url, SECRET);
});
afterEach(async () => {
  await bot.stop();
  expect(bot.slack.overLimits).toEqual([]);
});

function about(): { body: string; type: string } {
  const response = bot.slack.responses.create({ team: 'T1', channel: 'C1', user: 'U1' });
  return formOf('slash_commands', {
    command: '/about',
    text: '',
    team_id: 'T1',
    channel_id: 'C1',
    user_id: 'U1',
    trigger_id: crypto.randomUUID(),
    response_url: `${bot.slack.apiUrl.replace('/api/', '')}/response/${response}`,
  });
}

describe('signed HTTP', () => {
  it('answers commands, buttons, shortcuts, mentions and links like Socket Mode', async () => {
    const { slack } = bot;
    const { ms } = await slack.command('/papers author:michaud limit:5');
    expect(ms).toBeLessThan(1_000);
    const shown = await slack.until('the answer', () => slack.shown[0]);
    await slack.click(shown, 'Next page');
    await slack.until('the next page', () => shown.text.includes('showing 6 to 10'));
    await slack.interact({ type: 'shortcut', callback_id: 'search_papers' });
    await slack.until('the form', () => slack.views[0]);
    await slack.happens({
      type: 'app_mention',
      user: 'U1',
      text: '<@UBT1> grokking',
      channel: 'C1',
      ts: '1700000000.000100',
    });
    await slack.until('the answer in the thread', () => slack.inChannel('C1')[0]);
    await slack.happens({
      type: 'link_shared',
      channel: 'C1',
      user: 'U1',
      message_ts: '1.1',
      links: [{ url: 'https://arxiv.org/abs/2505.15811', domain: 'arxiv.org' }],
    });
    await slack.until('the preview', () => slack.unfurls[0]);
  });

  it('answers the check of its address', async () => {
    const answer = await post(
      url,
      SECRET,
      formOf('events_api', { type: 'url_verification', challenge: 'abc' }),
    );
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('abc');
  });

  it.each<[string, () => Promise<{ status: number }>]>([
    ['forged', () => post(url, 'another secret', about())],
    ['too old', () => post(url, SECRET, about(), Math.floor(Date.now() / 1_000) - 400)],
    ['from the future', () => post(url, SECRET, about(), Math.floor(Date.now() / 1_000) + 4_000)],
    ['unsigned', () => fetch(url, { method: 'POST', body: about().body })],
    [
      'signed with rubbish',
      () =>
        fetch(url, {
          method: 'POST',
          body: about().body,
          headers: { 'x-slack-signature': 'v0=1', 'x-slack-request-timestamp': 'now' },
        }),
    ],
  ])('turns a request away that is %s, and runs nothing', async (_, send) => {
    expect((await send()).status).toBe(401);
    await bot.adapter.stop();
    expect(bot.slack.shown).toEqual([]);
  });

  it('turns a replayed request away, and runs it once', async () => {
    const [request, now] = [about(), Math.floor(Date.now() / 1_000)];
    expect((await post(url, SECRET, request, now)).status).toBe(200);
    expect((await post(url, SECRET, request, now)).status).toBe(401);
    await bot.slack.until('the answer', () => bot.slack.shown[0]);
    await bot.adapter.stop();
    expect(bot.slack.shown).toHaveLength(1);
  });

  it('refuses what is too large, and knows no other paths', async () => {
    expect((await post(url, SECRET, { body: 'x'.repeat(1_100_000), type: 'application/json' })).status).toBe(
      413,
    );
    expect((await fetch(url.replace('/slack/events', '/'))).status).toBe(404);
    expect((await fetch(url.replace('/slack/events', '/slack/install'))).status).toBe(404);
    expect((await fetch(url)).status).toBe(404);
  });

  it('on a port that is taken says so', async () => {
    const port = Number(new URL(url).port);
    const second = await startBot({
      slack: bot.slack,
      settings: (slack) => ({
        apiUrl: slack.apiUrl,
        connection: { kind: 'http', signingSecret: SECRET, host: '127.0.0.1', port },
        identity: { kind: 'workspace', botToken: 'xoxb-T1-fake' },
      }),
    });
    await expect(second.start()).rejects.toThrow(`Nothing can listen on 127.0.0.1:${port}.`);
    await second.store.close();
  });
});
