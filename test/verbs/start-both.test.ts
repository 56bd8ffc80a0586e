import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { messagesOf, textIn } from '../fakes/discord/people.ts';
import { type FakeDiscord, startFakeDiscord } from '../fakes/discord/server.ts';
import { type FakeSlack, startFakeSlack } from '../fakes/slack/slack.ts';
import { launch, run, useFolder } from './launch.ts';

const folder = useFolder();
let slack: FakeSlack;
let discord: FakeDiscord;
let environment: Record<string, string>;
beforeEach(async () => {
  [slack, discord] = await Promise.all([startFakeSlack(), startFakeDiscord()]);
  environment = {
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: 'xoxb-T1-fake',
    SLACK_APP_TOKEN: 'xapp-1-A1-fake',
    DISCORD_TOKEN: discord.state.token,
    DISCORD_APPLICATION_ID: discord.state.applicationId,
    DISCORD_API_URL: discord.url,
  };
});
afterEach(async () => {
  expect(slack.overLimits).toEqual([]);
  expect(discord.state.violations).toEqual([]);
  await Promise.all([slack.stop(), discord.stop()]);
});

describe('npm start with Slack and Discord', () => {
  it('answers on both until a signal ends it, in order', async () => {
    const { child, ended, until } = launch(folder.path, ['start'], environment);
    child.stdin.end();
    await until(/Paperthread answers on Slack and Discord\.\n/);
    const asked = discord.people.slash('papers', { query: 'grokking' });
    await slack.command('/papers grokking');
    const shown = await slack.until('an answer', () => slack.shown[0]);
    expect(JSON.stringify(shown.blocks)).toContain('Omnigrok');
    expect(textIn(await messagesOf(asked))).toContain('Omnigrok');
    await slack.command('/about');
    const last = discord.people.slash('about');
    await slack.until('the last answer', () => slack.shown[1]);
    child.kill('SIGTERM');
    const { code, out, err } = await ended;
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('https://discord.com/oauth2/authorize');
    expect(textIn(await messagesOf(last))).toContain('17 papers');
    expect(discord.gateway.connected()).toBe(0);
  });

  it('logs commands when asked to, without secrets', async () => {
    const { child, ended, until } = launch(folder.path, ['start'], { ...environment, LOG_LEVEL: 'debug' });
    child.stdin.end();
    await until(/Slack and Discord/);
    await slack.command('/about');
    await slack.until('an answer', () => slack.shown[0]);
    await messagesOf(discord.people.slash('about'));
    child.kill('SIGTERM');
    const { err } = await ended;
    for (const platform of ['slack', 'discord'])
      expect(err).toMatch(new RegExp(`"command":"about","platform":"${platform}"`));
    for (const name of ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'DISCORD_TOKEN'])
      expect(err).not.toContain(environment[name]);
  });

  it('answers on one while the other cannot be reached, and ends all the same', async () => {
    await discord.leave();
    const { child, ended, until } = launch(folder.path, ['start'], environment);
    child.stdin.end();
    await until(/Paperthread answers on Slack\.\n/);
    await slack.command('/about');
    await slack.until('an answer', () => slack.shown[0]);
    child.kill('SIGTERM');
    const { code, out, err } = await ended;
    expect(code).toBe(0);
    expect(out).not.toContain('Discord');
    expect(err).toContain('Discord cannot be reached; it is tried again');
    await discord.listen();
  });

  it('answers on the other, too, when it can be reached again', async () => {
    await discord.leave();
    const { child, ended, until } = launch(folder.path, ['start'], environment);
    child.stdin.end();
    await until(/answers on Slack\.\n/);
    await discord.listen();
    await until(/answers on Slack and Discord\.\n/);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  });

  it.each([
    ['Slack', { SLACK_APP_TOKEN: 'xapp-wrong' }, /^Slack refuses SLACK_APP_TOKEN/],
    ['Discord', { DISCORD_TOKEN: 'MTIz.wrong.token' }, /^Discord does not accept DISCORD_TOKEN\./],
  ])(
    'ends with 1 and one sentence when %s refuses its settings, whatever the other does',
    async (_, wrong, words) => {
      const { code, err } = await run(folder.path, ['start'], '', { ...environment, ...wrong });
      expect(code).toBe(1);
      // The library's own lines are the log's.
      const said = err.split('\n').filter((line) => line !== '' && !line.startsWith('{'));
      expect(said).toEqual([expect.stringMatching(words)]);
      expect(discord.gateway.connected()).toBe(0);
    },
  );
});
