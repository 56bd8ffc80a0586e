import { describe, expect, it } from 'vitest';
import { hangs } from '../fakes/arxiv.ts';
import { messageFaults } from '../fakes/discord/limits.ts';
import { startFakeSite } from '../fakes/site.ts';
import { faultsOf } from '../fakes/slack/limits.ts';
import { launch, run, useFolder } from './launch.ts';

const folder = useFolder();

describe('npm run ask', () => {
  it('prints the answer as text or as the neutral reply', async () => {
    const text = await run(folder.path, ['ask', '/papers sparse autoencoders']);
    expect(text).toMatchObject({ code: 0, err: '' });
    expect(text.out).toContain('https://arxiv.org/abs/2509.02565');
    const json = await run(folder.path, ['ask', '/papers sparse autoencoders', '--as', 'json']);
    expect(JSON.parse(json.out)).toMatchObject({
      summary: expect.stringContaining('sparse autoencoders'),
      cards: expect.any(Array),
    });
  });

  it('prints the exact payload that Slack would be sent', async () => {
    const { code, out } = await run(folder.path, [
      'ask',
      '/papers sparse autoencoders limit:1',
      '--as',
      'slack',
    ]);
    expect(code).toBe(0);
    const payload: unknown = JSON.parse(out);
    expect(faultsOf('response_url', Object(payload))).toEqual([]);
    expect(payload).toMatchObject({
      response_type: 'ephemeral',
      text: expect.stringContaining('Efficient Dictionary Learning'),
      blocks: expect.any(Array),
    });
    expect(out).toContain('Share in channel');
  });

  it('prints the message that Discord would be sent', async () => {
    const { out, code } = await run(folder.path, ['ask', '/papers sparse autoencoders', '--as', 'discord']);
    const body = JSON.parse(out);
    expect(code).toBe(0);
    expect(messageFaults(body)).toEqual([]);
    expect(body).toMatchObject({ flags: 32768 | 64, allowed_mentions: { parse: [] } });
  });

  it.each([
    ['slack', '/paste [PAGE]: Add papers'],
    ['discord', '(For those who manage the server.)'],
  ])('tells of the commands that only %s has', async (as, words) => {
    const { out, code } = await run(folder.path, ['ask', '/help paste', '--as', as]);
    expect([code, out]).toEqual([0, expect.stringContaining(words)]);
  });

  it('takes a command as several words, and dashes that belong to it', async () => {
    const { code, out } = await run(folder.path, ['ask', '/papers', 'grokking', '--limit', '1', '-latex']);
    expect(code).toBe(0);
    expect(out.match(/https:\/\/arxiv\.org\/abs/g)).toHaveLength(1);
  });

  it.each([
    [['ask'], 'Type a command to ask'],
    [['ask', '/papers'], '/papers needs a query'],
    [['ask', '/papers', '--as', 'html'], '--as takes text, json, slack or discord, not "html"'],
    [['ask', '/paper 2505.158'], '"2505.158" is no arXiv id.'],
    [['ask', '/papers x --colour red'], 'has no option "--colour"'],
    [['frobnicate'], 'There is no verb "frobnicate"'],
    [['constructor'], 'There is no verb "constructor"'],
    [['ask', '/'], 'Type a command after the slash'],
    [['ask', '/about now'], 'takes no text, but "now" was given. Type: /about'],
  ])('tells what was wrong with %s in one line on standard error', async (words, message) => {
    const { code, out, err } = await run(folder.path, words);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toContain(message);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('ends at once when told to while arXiv hangs', async () => {
    const site = await startFakeSite({}, { fault: () => hangs });
    try {
      const { child, ended } = launch(folder.path, ['ask', '/paper 2611.00001'], site.environment);
      while (site.asked.length === 0 && child.exitCode === null)
        await new Promise((resolve) => {
          setTimeout(resolve, 20);
        });
      const told = Date.now();
      child.kill('SIGTERM');
      const { code, err } = await ended;
      expect(Date.now() - told).toBeLessThan(5_000);
      expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('was stopped') });
    } finally {
      await site.stop();
    }
  });

  it('never sends control characters of the question back', async () => {
    const { err } = await run(folder.path, ['ask', '/a\u001b[31mred']);
    expect(err).toContain('There is no command');
    expect(err).not.toContain('\u001b');
  });
});
