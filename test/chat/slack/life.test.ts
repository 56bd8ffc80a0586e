import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '../../../src/core/command.ts';
import { SetupError } from '../../../src/core/errors.ts';
import { type Bot, oneWorkspace, startBot } from './bot.ts';

let bot: Bot;
const unhandled: unknown[] = [];
const note = (error: unknown): void => void unhandled.push(error);
beforeEach(() => {
  unhandled.length = 0;
  process.on('unhandledRejection', note);
});
afterEach(async () => {
  await bot.stop();
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
  expect(bot.slack.overLimits).toEqual([]);
});

const tokens = (botToken: string, appToken = 'xapp-1-A1-fake') => ({
  settings: (slack: Bot['slack']) => ({
    apiUrl: slack.apiUrl,
    connection: { kind: 'socket' as const, appToken },
    identity: { kind: 'workspace' as const, botToken },
  }),
});

describe('the start', () => {
  it.each<[string, string, string | undefined, RegExp]>([
    [
      'a wrong bot token',
      'xoxb-wrong',
      undefined,
      /^Slack refuses SLACK_BOT_TOKEN \(invalid_auth\)\. Open https:\/\/api\.slack\.com\/apps, .*OAuth & Permissions/,
    ],
    [
      'a wrong app token',
      'xoxb-T1-fake',
      'xapp-wrong',
      /^Slack refuses SLACK_APP_TOKEN \(invalid_auth\)\. .*App-Level Tokens/,
    ],
    ['swapped tokens', 'xapp-1-A1-fake', 'xoxb-T1-fake', /are swapped/],
    ['a user token', 'xoxp-1', undefined, /SLACK_BOT_TOKEN holds another kind of token/],
    ['the bot token twice', 'xoxb-T1-fake', 'xoxb-T1-fake', /SLACK_APP_TOKEN holds another kind of token/],
  ])('with %s ends with a sentence that names the setting', async (_, botToken, appToken, words) => {
    bot = await startBot(tokens(botToken, appToken));
    const failed = await bot.start().then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failed).toBeInstanceOf(SetupError);
    expect(String(failed)).toMatch(new RegExp(words.source.replace(/^\^/, '')));
    expect(String(failed)).not.toContain('fake');
  });

  it('without a scope that everything needs names it and the clicks to it', async () => {
    bot = await startBot();
    const [workspace] = bot.slack.workspaces.values();
    workspace?.scopes.splice(workspace.scopes.indexOf('chat:write'), 1);
    await expect(bot.start()).rejects.toThrow(/lacks the scope chat:write\. Open .* Reinstall to Workspace/);
  });

  it('without another scope goes on and says what will not work', async () => {
    bot = await startBot();
    const [workspace] = bot.slack.workspaces.values();
    workspace?.scopes.splice(workspace.scopes.indexOf('links:read'), 1);
    await bot.start();
    expect(JSON.stringify(bot.log.lines)).toMatch(
      /lacks the scope links:read, without which it cannot: see that a link/,
    );
  });

  it('when Slack cannot be reached says so', async () => {
    bot = await startBot();
    bot.slack.faults.next('auth.test', { kind: 'dropped' });
    await expect(bot.start()).rejects.toThrow(/Slack cannot be reached: Slack did not answer\./);
  });

  it.each(['auth.test', 'apps.connections.open'])(
    'when Slack asks to wait at %s says how long, and nothing of the network',
    async (method) => {
      bot = await startBot();
      bot.slack.faults.next(method, { kind: 'rate-limited', seconds: 20 });
      const failed = await bot.start().catch(String);
      expect(failed).toContain('Slack asks to wait 20 seconds before it is called again. Start again after');
    },
  );

  it('says which settings have no say', async () => {
    const unused = ['SLACK_CLIENT_ID'];
    bot = await startBot({ settings: (slack) => ({ ...oneWorkspace(slack), unused }) });
    await bot.start();
    expect(bot.log.lines).toContainEqual(expect.objectContaining({ fields: { settings: unused } }));
  });

  it('when the socket does not come about says so, and nothing is left behind', async () => {
    bot = await startBot();
    bot.slack.sockets.manners = 'closing';
    await expect(bot.start()).rejects.toThrow(/Slack cannot be reached: The connection did not come about\./);
    bot.slack.sockets.manners = 'silent';
    await expect(bot.start()).rejects.toThrow(/The connection did not come about\./);
  });

  it('sends every call to the address of the settings', async () => {
    bot = await startBot();
    await bot.start();
    await bot.slack.command('/about');
    await bot.slack.until('an answer', () => bot.slack.shown[0]);
    expect(bot.slack.calls.map(({ method }) => method)).toEqual([
      'auth.test',
      'apps.connections.open',
      'response_url',
    ]);
  });

  it('leaves no token and no address of an answer in the log', async () => {
    bot = await startBot();
    await bot.start();
    bot.slack.sockets.cut();
    await bot.slack.command('/nonsense');
    await bot.slack.until('an answer', () => bot.slack.shown[0]);
    expect(JSON.stringify(bot.log.lines)).not.toMatch(/xoxb-|xapp-|\/response\//);
  });
});

describe('the socket', () => {
  it('is back at once when Slack replaces it, and again', async () => {
    bot = await startBot();
    await bot.start();
    for (const connections of [2, 3]) {
      const since = performance.now();
      bot.slack.sockets.recycle();
      await bot.slack.until(
        'the next socket',
        () => bot.slack.sockets.connections === connections && bot.slack.sockets.isOpen(),
      );
      expect(performance.now() - since).toBeLessThan(2_000);
      await bot.slack.command('/about');
    }
  });

  it('is back when the network was cut and Slack is not well at first', async () => {
    bot = await startBot();
    await bot.start();
    bot.slack.faults.next('apps.connections.open', { kind: 'http', status: 503 }, 2);
    bot.slack.sockets.cut();
    await bot.slack.until(
      'the next socket',
      () => bot.slack.sockets.connections === 2 && bot.slack.sockets.isOpen(),
    );
    await bot.slack.command('/about');
    await bot.slack.until('an answer', () => bot.slack.shown[0]);
  });

  it('is not asked for before Slack wants to be asked', async () => {
    bot = await startBot();
    await bot.start();
    bot.slack.faults.next('apps.connections.open', { kind: 'rate-limited', seconds: 2 });
    const since = performance.now();
    bot.slack.sockets.cut();
    await bot.slack.until('the next socket', () => bot.slack.sockets.connections === 2);
    expect(performance.now() - since).toBeGreaterThan(1_950);
  });

  it('is back within seconds when the other side is gone without a word', async () => {
    bot = await startBot();
    await bot.start();
    bot.slack.sockets.deaf();
    await bot.slack.until('the next socket', () => bot.slack.sockets.connections === 2, 15_000);
    await bot.slack.command('/about');
  });

  it('is back though new connections are closed or say nothing at first', async () => {
    bot = await startBot();
    await bot.start();
    bot.slack.sockets.manners = 'closing';
    bot.slack.sockets.cut();
    await bot.slack.until(
      'a try',
      () => bot.slack.calls.filter(({ method }) => method === 'apps.connections.open').length > 1,
    );
    bot.slack.sockets.manners = 'good';
    await bot.slack.until('the next socket', () => bot.slack.sockets.isOpen());
    await bot.slack.command('/about');
  });

  it('is tried ever more patiently when Slack ends each one right after its hello', async () => {
    bot = await startBot();
    await bot.start();
    bot.slack.sockets.manners = 'fickle';
    bot.slack.sockets.recycle();
    await pause(3_000);
    expect(bot.slack.sockets.connections).toBeGreaterThan(2);
    expect(bot.slack.sockets.connections).toBeLessThan(7);
    bot.slack.sockets.manners = 'good';
    await bot.slack.until('the next socket', () => bot.slack.sockets.isOpen());
    await bot.slack.command('/about');
  });

  it('with a token that was revoked meanwhile ends the bot with a sentence', async () => {
    bot = await startBot();
    await bot.start();
    bot.slack.appTokens.clear();
    bot.slack.sockets.cut();
    await bot.slack.until('the end', () => bot.fatal.length > 0);
    expect(bot.fatal[0]).toBeInstanceOf(SetupError);
    expect(bot.fatal[0]?.message).toMatch(/SLACK_APP_TOKEN is not valid any more/);
  });
});

describe('a bot token that is revoked in mid-life', () => {
  it('ends the bot when a call meets it', async () => {
    bot = await startBot();
    await bot.start();
    const [workspace] = bot.slack.workspaces.values();
    if (workspace !== undefined) workspace.revoked = 'account_inactive';
    await bot.slack.command('/papers');
    await bot.slack.until('the end', () => bot.fatal.length > 0);
    expect(bot.fatal[0]?.message).toMatch(/account_inactive.*SLACK_BOT_TOKEN/);
  });

  it('ends the bot when Slack tells of it', async () => {
    bot = await startBot();
    await bot.start();
    await bot.slack.happens({ type: 'app_uninstalled' });
    await bot.slack.happens({ type: 'tokens_revoked', tokens: { bot: ['UBT1'] } });
    await bot.slack.until('the end', () => bot.fatal.length > 0);
    expect(bot.fatal[0]?.message).toContain('removed from the workspace');
    expect(bot.fatal).toHaveLength(1);
  });
});

describe('the end', () => {
  it('waits for the answer under way, and tells who comes later', async () => {
    const held = Promise.withResolvers<void>();
    const slow: Command = {
      name: 'slow',
      description: '',
      options: [],
      examples: [],
      visibility: 'asker',
      async run() {
        await held.promise;
        return { summary: 'Done', cards: [] };
      },
    };
    bot = await startBot({ commands: [slow] });
    await bot.start();
    await bot.slack.command('/slow');
    const stopping = bot.adapter.stop();
    await bot.slack.command('/slow', { user: 'U2' });
    const late = await bot.slack.until('words', () => bot.slack.shown.find(({ to }) => to === 'U2'));
    expect(late.text).toContain('being restarted');
    held.resolve();
    await stopping;
    expect(bot.slack.shown.map(({ text }) => text)).toContain('Done');
    expect(bot.slack.sockets.isOpen()).toBe(false);
  });

  it('does not wait for an answer that Slack wants later, and calls nothing after it', async () => {
    bot = await startBot({ drainMs: 300 });
    await bot.start();
    const fault = { kind: 'rate-limited' as const, seconds: 1 };
    bot.slack.faults.next('chat.postMessage', fault, 3);
    await bot.slack.happens({
      type: 'app_mention',
      user: 'U1',
      text: '<@UBT1> grokking',
      channel: 'C1',
      ts: '1.1',
    });
    await bot.slack.until('the call', () =>
      bot.slack.calls.find(({ method }) => method === 'chat.postMessage'),
    );
    const since = performance.now();
    await bot.adapter.stop();
    expect(performance.now() - since).toBeLessThan(900);
    const calls = bot.slack.calls.length;
    await pause(1_500);
    expect(bot.slack.calls).toHaveLength(calls);
  });

  it('that comes while it is still connecting leaves no connection behind', async () => {
    bot = await startBot();
    const starting = bot.start();
    await bot.adapter.stop();
    await starting;
    expect(bot.slack.sockets.isOpen()).toBe(false);
  });

  it('of one that never started is no fault', async () => {
    bot = await startBot(tokens('xoxb-wrong'));
    await expect(bot.start()).rejects.toThrow();
    await bot.adapter.stop();
  });
});

describe('two processes', () => {
  it('answer one delivery once', async () => {
    bot = await startBot();
    await bot.start();
    const { slack, store } = bot;
    const other = await startBot({ slack, store });
    await other.library.catchUp();
    await other.start();
    const mention = {
      type: 'app_mention',
      user: 'U1',
      text: '<@UBT1> grokking',
      channel: 'C1',
      ts: '1700000000.000100',
    };
    await Promise.all([1, 2, 3, 4].map(() => slack.happens(mention, { id: 'Ev1' })));
    await slack.until('the answer', () => slack.inChannel('C1')[0]);
    await other.adapter.stop();
    await bot.adapter.stop();
    expect(slack.inChannel('C1')).toHaveLength(1);
  });
});

describe('an adapter', () => {
  it('costs nothing until it is started', async () => {
    bot = await startBot();
    expect(bot.adapter.name).toBe('Slack');
    expect(bot.slack.calls).toEqual([]);
  });
});
