import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { formOf, post } from '../../fakes/slack/slack.ts';
import { type Bot, startBot } from './bot.ts';
import { freePort } from './free-port.ts';

const SECRET = 'signing-secret-of-a-test';
let bot: Bot;
let url: string;

const signed = (slack: Bot['slack']) => ({
  apiUrl: slack.apiUrl,
  connection: {
    kind: 'http' as const,
    signingSecret: SECRET,
    host: '127.0.0.1',
    port: Number(new URL(url).port),
  },
  identity: { kind: 'workspace' as const, botToken: 'xoxb-T1-fake' },
});

beforeEach(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}/slack/events`;
  bot = await startBot({ settings: signed });
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

  it('gives a retry with the same signature the answer that was lost, and runs it once', async () => {
    const [request, now] = [about(), Math.floor(Date.now() / 1_000)];
    expect((await post(url, SECRET, request, now)).status).toBe(200);
    const retry = { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_error' };
    expect((await post(url, SECRET, request, now, retry)).status).toBe(200);
    await bot.slack.until('the answer', () => bot.slack.shown[0]);
    await bot.adapter.stop();
    expect(bot.slack.shown).toHaveLength(1);
  });

  it('turns a request away that was replayed after a restart', async () => {
    const [request, now] = [about(), Math.floor(Date.now() / 1_000)];
    expect((await post(url, SECRET, request, now)).status).toBe(200);
    await bot.slack.until('the answer', () => bot.slack.shown[0]);
    const { slack, store } = bot;
    await bot.adapter.stop();
    bot = await startBot({ slack, store, settings: signed });
    await bot.start();
    expect((await post(url, SECRET, request, now)).status).toBe(401);
  });

  it('acknowledges at once while the database keeps everybody waiting', async () => {
    const held = Promise.withResolvers<void>();
    for (const name of ['claim', 'set'] as const)
      vi.spyOn(bot.store.notes, name).mockImplementation(async () => {
        await held.promise;
        return true;
      });
    const { ms } = await bot.slack.command('/about');
    expect(ms).toBeLessThan(1_000);
    held.resolve();
    await bot.slack.until('the answer', () => bot.slack.shown[0]);
  });

  it('answers a command though nothing can be written to the database', async () => {
    for (const name of ['claim', 'set', 'list'] as const)
      vi.spyOn(bot.store.notes, name).mockRejectedValue(new Error('the disk is full'));
    await bot.slack.command('/about');
    await bot.slack.until('the answer', () => bot.slack.shown[0]);
  });

  it('ends within two seconds while somebody holds a connection on which nothing is asked', async () => {
    const silent = connect(Number(new URL(url).port), '127.0.0.1');
    await once(silent, 'connect');
    const since = performance.now();
    await bot.adapter.stop();
    expect(performance.now() - since).toBeLessThan(2_000);
    silent.destroy();
  });

  it('knows no address that is none, and logs no fault for it', async () => {
    const path = async (line: string): Promise<string> => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1');
      socket.end(`GET ${line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
      return String((await once(socket, 'data'))[0]);
    };
    for (const line of ['//', '/?x=//', '/%', 'http://:0:0/'])
      expect(await path(line)).toContain('HTTP/1.1 404');
    expect(JSON.stringify(bot.log.lines)).not.toContain('could not be handled');
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
    const second = await startBot({ slack: bot.slack, settings: signed });
    await expect(second.start()).rejects.toThrow(`Nothing can listen on 127.0.0.1:${port}.`);
    await second.store.close();
  });
});
