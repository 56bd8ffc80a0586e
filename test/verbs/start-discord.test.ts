import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { messagesOf, textIn, until } from '../fakes/discord/people.ts';
import { type FakeDiscord, startFakeDiscord } from '../fakes/discord/server.ts';
import { launch, run, useFolder } from './launch.ts';

const folder = useFolder();
let discord: FakeDiscord;
beforeEach(async () => {
  discord = await startFakeDiscord();
});
afterEach(() => discord.stop());

const settings = (more: Record<string, string> = {}): Record<string, string> => ({
  DISCORD_TOKEN: discord.state.token,
  DISCORD_APPLICATION_ID: discord.state.applicationId,
  DISCORD_API_URL: discord.url,
  ...more,
});

describe('npm start with Discord', () => {
  it('prints the invite, answers without a terminal until a signal, and ends in order', async () => {
    const bot = launch(folder.path, ['start'], settings());
    bot.child.stdin.end();
    await bot.until(
      /oauth2\/authorize\?client_id=400000000000000001&scope=bot\+applications.commands&permissions=274877991936/,
    );
    const asked = discord.people.slash('papers', { query: 'sparse autoencoders' });
    expect(textIn(await messagesOf(asked))).toContain('Efficient Dictionary Learning');
    const typed = discord.people.type('paper', 'paper', 'omnig');
    await until(() => typed.callback !== undefined, 4_000, 'no choices');
    expect(typed.callback?.data).toEqual({
      choices: [{ name: 'Omnigrok: Grokking Beyond Algorithmic Data', value: '2210.01117' }],
    });
    bot.child.kill('SIGTERM');
    const { code, err } = await bot.ended;
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(discord.state.violations).toEqual([]);
  });

  it('finishes the answer under way when it is told to go', async () => {
    const bot = launch(folder.path, ['start'], settings());
    await bot.until(/oauth2/);
    discord.fail(/callback/, 'hang');
    const asked = discord.people.slash('about');
    await until(() => asked.callback !== undefined, 4_000, 'no answer');
    const before = Date.now();
    bot.child.kill('SIGTERM');
    expect((await bot.ended).code).toBe(0);
    expect(Date.now() - before).toBeLessThan(10_000);
    expect(textIn(await messagesOf(asked))).toContain('17 papers');
  });

  it.each([
    [
      'a token that Discord refuses',
      { DISCORD_TOKEN: 'MTIz.wrong.token' },
      /^Discord does not accept DISCORD_TOKEN\./,
    ],
    ['no application id', { DISCORD_APPLICATION_ID: '' }, /DISCORD_APPLICATION_ID is not/],
  ])('with %s ends with exit code 1 and words that name the setting', async (_, more, words) => {
    const { code, err } = await run(folder.path, ['start'], '', settings(more));
    expect(code).toBe(1);
    expect(err).toMatch(words);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).not.toContain('MTIz');
  });

  it('ends with exit code 1 when the connection is closed for good', async () => {
    const bot = launch(folder.path, ['start'], settings());
    await bot.until(/oauth2/);
    discord.gateway.close(4004);
    const { code, err } = await bot.ended;
    expect(code).toBe(1);
    expect(err).toContain('Discord does not accept DISCORD_TOKEN.');
    expect(err).not.toContain(discord.state.token);
  });

  it('ends when it is told to go just as the connection is lost', async () => {
    const bot = launch(folder.path, ['start'], settings());
    await bot.until(/oauth2/);
    await discord.leave();
    bot.child.kill('SIGTERM');
    const before = Date.now();
    expect((await bot.ended).code).toBe(0);
    expect(Date.now() - before).toBeLessThan(10_000);
    await discord.listen();
  });

  it('can be told to go while Discord cannot be reached', async () => {
    const bot = launch(folder.path, ['start'], settings({ DISCORD_API_URL: 'http://127.0.0.1:9/api' }));
    await new Promise((resolve) => {
      bot.child.stderr.once('data', resolve);
    });
    bot.child.kill('SIGTERM');
    expect((await bot.ended).code).toBe(0);
  });
});
