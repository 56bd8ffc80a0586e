import { join } from 'node:path';
import { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/ports.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { newSubscription } from '../digest/plans.ts';
import { startFakeDiscord } from '../fakes/discord/server.ts';
import { CHANNEL, GUILD } from '../fakes/discord/state.ts';
import { startFakeSlack } from '../fakes/slack/slack.ts';
import { run, useFolder } from './launch.ts';

const folder = useFolder();
const MAY = ['--query', 'autoencoders', '--since', '2025-05-01', '--until', '2025-09-30'];

const dryRun = (words: readonly string[], environment: Record<string, string> = {}) =>
  run(folder.path, ['digest', '--dry-run', ...words], '', environment);

/** What is in the library before: it has held papers, so none are put into it. */
async function inLibrary(work: (store: Store) => Promise<unknown>): Promise<void> {
  const store = await openSqliteStore(join(folder.path, 'data', 'paperthread.db'));
  await work(store);
  await store.close();
}

describe('npm run digest', () => {
  it('shows what a period would have told, with where each message goes', async () => {
    const { code, out } = await dryRun(MAY);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^--- in the channel\n\n1 new paper and 1 new version for: autoencoders \(1 May to 30 September 2025\)/,
    );
    expect(out.match(/^--- in the thread of the digest$/gm)).toHaveLength(2);
  });

  it.each(['slack', 'discord', 'json'])('prints for %s what it would be sent', async (as) => {
    const { out } = await dryRun([...MAY, '--as', as]);
    const { query, posts } = JSON.parse(out) as { query: string; posts: { where: string; what: unknown }[] };
    expect(query).toBe('autoencoders');
    expect(posts.map(({ where }) => where)).toEqual([
      'in the channel',
      'in the thread of the digest',
      'in the thread of the digest',
    ]);
    expect(JSON.stringify(posts[0]?.what)).toContain('1 new paper and 1 new version for: autoencoders');
  });

  it('prints the next digest of each subscription on a line of its own, where programs read it', async () => {
    await run(folder.path, ['digest', '--dry-run']);
    for (const query of ['grokking', 'lattices']) {
      const wanted = newSubscription({ query, empty: 'say' });
      await inLibrary(({ subscriptions }) =>
        subscriptions.add(wanted, () => ({ by: 'U1', at: wanted.createdAt, what: 'subscribed' })),
      );
    }
    const { out } = await dryRun(['--as', 'json']);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toMatchObject([
      {
        channel: 'slack C1',
        query: expect.stringContaining('grokking'),
        posts: [{ where: 'in the channel' }],
      },
      {
        channel: 'slack C1',
        query: expect.stringContaining('lattices'),
        posts: [{ where: 'in the channel' }],
      },
    ]);
  });

  it('shows the next digest of every channel', async () => {
    await run(folder.path, ['digest', '--dry-run']);
    const wanted = newSubscription({ query: 'grokking', empty: 'say' });
    await inLibrary(({ subscriptions }) =>
      subscriptions.add(wanted, () => ({ by: 'U1', at: wanted.createdAt, what: 'subscribed' })),
    );
    const paused = newSubscription({
      query: 'lattices',
      paused: { at: '2025-11-24T09:00:00.000Z', by: 'U1' },
    });
    await inLibrary(({ subscriptions }) =>
      subscriptions.add(paused, () => ({ by: 'U1', at: wanted.createdAt, what: 'subscribed' })),
    );
    const { out } = await dryRun([]);
    expect(out).toContain('=== slack C1: grokking (subscription 1, new, versions)\n\n--- in the channel\n\n');
    expect(out).toContain(
      '=== slack C1: lattices (subscription 2, new, versions)\n\nNothing would be posted: it is paused since 24 November 2025.\n',
    );
  });

  it('says of the messages for Slack which of them go into the thread', async () => {
    const papers = Array.from({ length: 20 }, (_, index) =>
      JSON.stringify({
        id: `2101.000${index + 10}`,
        title: `Lattices ${'of lattices '.repeat(60)}`,
        authors: 'Ada One',
        categories: 'math.CA',
        abstract: 'About lattices.',
        versions: [{ version: 'v1', created: 'Fri, 1 Jan 2021 03:00:00 GMT' }],
        update_date: '2021-01-02',
      }),
    );
    expect((await run(folder.path, ['import', '-'], papers.map((one) => `${one}\n`).join(''))).code).toBe(0);
    const year = ['--since', '2021-01-01', '--until', '2021-12-31'];
    const { out } = await dryRun(['--query', 'lattices', ...year, '--as', 'slack']);
    const { posts } = JSON.parse(out) as { posts: { where: string; what: { text: string }[] }[] };
    const [main, below, ...others] = posts;
    expect([main?.where, below?.where]).toEqual(['in the channel', 'in its thread']);
    expect(main?.what.map(({ text }) => text)).toEqual([expect.stringContaining('(part 1 of 2)')]);
    expect(below?.what[0]?.text).toContain('(part 2 of 2)');
    expect(others.map(({ where }) => where)).not.toContain('in the channel');
  });

  it('leads to where the channel had a paper first, and connects nothing for it', async () => {
    await run(folder.path, ['digest', '--dry-run']);
    const [slack, discord] = [await startFakeSlack(), await startFakeDiscord()];
    const { postMessage } = new WebClient('xoxb-T1-fake', { slackApiUrl: slack.apiUrl }).chat;
    const { ts = '' } = await postMessage({
      channel: 'C1',
      text: 'The first time',
      blocks: [{ type: 'section', text: { type: 'plain_text', text: 'The first time' } }],
      unfurl_links: false,
      unfurl_media: false,
    });
    await inLibrary(async ({ subscriptions }) => {
      for (const [platform, channel, message] of [
        ['slack', 'T1/C1', ts],
        ['discord', CHANNEL, '777'],
      ] as const) {
        const place = { platform, channel };
        const wanted = newSubscription({
          ...place,
          query: '2505.15811',
          cursor: 0,
          since: '2025-01-01',
          createdAt: '2025-12-01',
        });
        await subscriptions.add(wanted, () => ({ by: 'U1', at: wanted.createdAt, what: 'subscribed' }));
        await subscriptions.setRoot(place, { paper: '2505.15811', message, at: wanted.createdAt });
      }
    });
    const { code, out, err } = await dryRun([], {
      SLACK_BOT_TOKEN: 'xoxb-T1-fake',
      SLACK_APP_TOKEN: 'xapp-1-A1-fake',
      SLACK_API_URL: slack.apiUrl,
      DISCORD_TOKEN: discord.state.token,
      DISCORD_APPLICATION_ID: discord.state.applicationId,
      DISCORD_API_URL: discord.url,
    });
    const asked = slack.calls.map(({ method }) => method);
    await Promise.all([slack.stop(), discord.stop()]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`/archives/C1/p${ts.replace('.', '')}`);
    expect(out).toContain(`https://discord.com/channels/${GUILD}/${CHANNEL}/777`);
    expect(new Set(asked)).toEqual(new Set(['chat.postMessage', 'auth.test', 'chat.getPermalink']));
  });

  it('says how far that was read which is followed by now, and nothing of what was', async () => {
    await run(folder.path, ['digest', '--dry-run']);
    const lastError = { at: '2026-03-01T00:00:00.000Z', since: '2026-03-01T00:00:00.000Z', message: 'no' };
    await inLibrary(async (store) => {
      await store.saveSourceState({ name: 'OAI-PMH cs.LG', lastError });
      await store.saveSourceState({ name: 'OAI-PMH math.NT', lastError });
    });
    expect((await dryRun(MAY)).out).toContain('arXiv has not been read yet');
    const { out } = await dryRun(MAY, { ARXIV_CATEGORIES: 'cs.LG' });
    expect(out).toContain('OAI-PMH cs.LG failing since 1 March 2026');
    expect(out).not.toContain('math.NT');
  });

  it.each([
    [[], /^Digests are posted by npm start/],
    [['--dry-run', '--as', 'telegram'], /^--as takes text, json, slack or discord, not "telegram"/],
    [['--dry-run', '--since', '2025-05-01'], /^--since and --until need --query/],
    [['--dry-run', '--query', 'x', '--since', 'may'], /^"may\.\.\d{4}-\d\d-\d\d" is no period/],
  ])('refuses %j with what to type', async (words, message) => {
    const { code, err } = await run(folder.path, ['digest', ...words]);
    expect(code).toBe(1);
    expect(err).toMatch(message);
  });
});
