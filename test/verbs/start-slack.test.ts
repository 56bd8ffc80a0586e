import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { type FakeSlack, startFakeSlack } from '../fakes/slack/slack.ts';
import { launch, run, useFolder } from './launch.ts';

const folder = useFolder();
let slack: FakeSlack;
let environment: Record<string, string>;
beforeEach(async () => {
  slack = await startFakeSlack();
  environment = {
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: 'xoxb-T1-fake',
    SLACK_APP_TOKEN: 'xapp-1-A1-fake',
  };
});
afterEach(() => slack.stop());

describe('npm start with Slack', () => {
  it('answers every command until a signal ends it, in order', async () => {
    const { child, ended, until } = launch(folder.path, ['start'], environment);
    child.stdin.end();
    // What tells the channel of a change comes beside them, in its own time.
    const answers = () => slack.shown.filter(({ to }) => to !== undefined);
    await until(/Paperthread answers on Slack\./);
    for (const [index, { examples }] of commands.entries()) {
      await slack.command(examples[0] ?? '');
      await slack.until('an answer', () => answers()[index]);
    }
    await slack.command('/papers grokking');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, err: '' });
    expect(answers()).toHaveLength(commands.length + 1);
    expect(slack.overLimits).toEqual([]);
  });

  it('ends with 1 and a sentence when a token is wrong, and one when it is revoked later', async () => {
    const wrong = await run(folder.path, ['start'], '', { ...environment, SLACK_APP_TOKEN: 'xapp-wrong' });
    expect(wrong).toMatchObject({ code: 1, out: '' });
    expect(wrong.err).toMatch(/Slack refuses SLACK_APP_TOKEN \(invalid_auth\)\. Open .*\n$/);
    const { ended, until } = launch(folder.path, ['start'], environment);
    await until(/answers on Slack/);
    slack.appTokens.clear();
    slack.sockets.cut();
    const { code, err } = await ended;
    expect(code).toBe(1);
    expect(err).toContain('SLACK_APP_TOKEN is not valid any more');
    expect(err).not.toMatch(/xapp-|xoxb-|    at /);
  });

  it.each([
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_APP_TOKEN'],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN'],
  ])('of which only one token is set names the other', async (half, missing) => {
    const { code, err } = await run(folder.path, ['start'], '', half);
    expect(code).toBe(1);
    expect(err).toContain(`Set ${missing}`);
  });
});
