import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SPACES } from '../../../src/chat/slack/forget.ts';
import { createPreviewSwitch } from '../../../src/chat/slack/preview-switch.ts';
import { createVault } from '../../../src/chat/slack/vault.ts';
import { createRecentQueries } from '../../../src/search/suggest/recent-queries.ts';
import { at, newSubscription } from '../../digest/plans.ts';
import { type Bot, startBot } from './bot.ts';
import { freePort } from './free-port.ts';

const GONE = 'a workspace is gone, and forgotten';
const SECRET = 'signing-secret-of-a-test';
let bot: Bot;
let origin: string;

const settings = (stateSecret: string, port: number) => (slack: Bot['slack']) => ({
  apiUrl: slack.apiUrl,
  connection: { kind: 'http' as const, signingSecret: SECRET, host: '127.0.0.1', port },
  identity: { kind: 'oauth' as const, clientId: '1.2', clientSecret: 'client-secret', stateSecret },
});

beforeEach(async () => {
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  bot = await startBot({ settings: settings('state-secret-of-a-test', port) });
  bot.slack.workspaces.clear();
  await bot.start();
  bot.slack.deliverTo(`${origin}/slack/events`, SECRET);
});
afterEach(async () => {
  await bot.stop();
  expect(bot.slack.overLimits).toEqual([]);
});

/** Somebody goes through the installation in a browser. Resolves to what the last page answered. */
async function install(team: string, forge?: string): Promise<number> {
  const page = await fetch(`${origin}/slack/install`, { redirect: 'manual' });
  const link = page.headers.get('location') ?? /href="([^"]+)"/.exec(await page.text())?.[1] ?? '';
  const authorize = new URL(link.replaceAll('&amp;', '&'));
  expect(authorize.searchParams.get('scope')).toContain('chat:write');
  const state = forge ?? authorize.searchParams.get('state') ?? '';
  const cookie = (page.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  bot.slack.installs.set(`code-${team}`, team);
  const back = await fetch(
    `${origin}/slack/oauth_redirect?code=code-${team}&state=${encodeURIComponent(state)}`,
    {
      headers: { cookie },
    },
  );
  return back.status;
}

describe('many workspaces', () => {
  it('install the app, and each is answered with its own token', async () => {
    const { slack } = bot;
    for (const team of ['T8', 'T9']) {
      expect(await install(team)).toBe(200);
      slack.addChannel(`C${team}`, team);
      await slack.happens(
        { type: 'app_mention', user: 'U1', text: '<@X> grokking', channel: `C${team}`, ts: '1.1' },
        { team },
      );
      await slack.until('the answer', () => slack.inChannel(`C${team}`)[0]);
    }
    const posts = slack.calls.filter(({ method }) => method === 'chat.postMessage');
    expect(posts.map(({ token, args }) => [token, args['channel']])).toEqual([
      ['xoxb-T8-fake', 'CT8'],
      ['xoxb-T9-fake', 'CT9'],
    ]);
    const reply = { summary: 'News', cards: [] };
    expect(await bot.adapter.post('T9/CT9', reply, { marker: 'm' })).toMatchObject({ kind: 'sent' });
    expect(await bot.adapter.post('T8/CT9', reply, { marker: 'm' })).toMatchObject({ kind: 'refused' });
    expect(await bot.adapter.post('T7/C1', reply, { marker: 'm' })).toMatchObject({ kind: 'later' });
    expect(await bot.adapter.find('T9/CT9', 'm', new Date(0).toISOString())).toMatchObject({ kind: 'found' });
    expect(await bot.adapter.find('T7/C1', 'm', new Date(0).toISOString())).toMatchObject({ kind: 'later' });
  });

  it('are told of a link that a digest had told of in the same channel of the same workspace', async () => {
    const { slack, store } = bot;
    const url = 'https://arxiv.org/abs/2505.15811';
    await store.subscriptions.setRoot(
      { platform: 'slack', channel: 'T8/C1' },
      { paper: '2505.15811', message: '1.1', at: at(0) },
    );
    for (const [index, team] of ['T8', 'T9'].entries()) {
      await install(team);
      slack.addChannel('C1', team);
      const links = [{ url, domain: 'arxiv.org' }];
      await slack.happens(
        { type: 'link_shared', channel: 'C1', user: 'U1', message_ts: '2.2', links },
        { team },
      );
      const preview = JSON.stringify(await slack.until('the preview', () => slack.unfurls[index]));
      expect(preview.includes('In this channel before')).toBe(team === 'T8');
    }
  });

  it('keep no token in the database that can be read there', async () => {
    await install('T8');
    const [note] = await bot.store.notes.list('slack-installation');
    expect(note?.key).toBe('T8');
    expect(JSON.stringify(note)).not.toMatch(/xox|fake|T8-/);
    expect(JSON.stringify(bot.log.lines)).not.toMatch(/xox|client-secret|state-secret/);
  });

  it('that forge the state of an installation are refused', async () => {
    expect(await install('T8', 'forged')).toBe(400);
    expect(await bot.store.notes.list('slack-installation')).toEqual([]);
  });

  /** All that the bot ever keeps of a workspace and its people. */
  async function live(team: string): Promise<void> {
    const { slack, store, adapter } = bot;
    const [user, channel] = [`${team}/U1`, `${team}/C${team}`];
    await install(team);
    slack.addChannel(`C${team}`, team);
    const links = [{ url: 'https://arxiv.org/abs/2505.15811', domain: 'arxiv.org' }];
    const shared = { type: 'link_shared', channel: `C${team}`, user: 'U1', message_ts: '1.1', links };
    await slack.happens(shared, { team });
    await slack.command('/cite default apa', { team, channel: `C${team}` });
    await slack.until('the style', () => slack.shown.find((one) => one.team === team && one.to === 'U1'));
    await adapter.post(channel, { summary: 'News', cards: [] }, { marker: 'm' });
    await createPreviewSwitch(store.notes).turnOff(team, `C${team}`, 'U1');
    await createRecentQueries(store.notes).add({ platform: 'slack', caller: { user, channel } }, 'grokking');
    const wanted = newSubscription({ channel, owner: user });
    await store.subscriptions.add(wanted, () => ({ by: user, at: at(0), what: 'subscribed' }));
  }

  /** Remembers under which names notes are put. */
  function watchNotes(): Set<string> {
    const put = new Set<string>();
    const { notes } = bot.store;
    const [set, claim] = [notes.set.bind(notes), notes.claim.bind(notes)];
    notes.set = (...note) => {
      put.add(`${note[0]} ${note[1]}`);
      return set(...note);
    };
    notes.claim = (...note) => {
      put.add(`${note[0]} ${note[1]}`);
      return claim(...note);
    };
    return put;
  }

  /** Of these notes of a workspace those that are still there, by their spaces; and where it has subscriptions. */
  async function kept(put: ReadonlySet<string>, team: string): Promise<string[]> {
    const { notes, subscriptions } = bot.store;
    const found: string[] = [];
    for (const note of put) {
      const [space = '', ...key] = note.split(' ');
      const isOfTeam = key[0] === team || key[0]?.startsWith(`${team}/`) === true;
      if (isOfTeam && (await notes.get(space, key.join(' '))) !== undefined) found.push(space);
    }
    const channels = (await subscriptions.list()).map(({ channel }) => channel);
    return [...new Set(found), ...channels.filter((channel) => channel.startsWith(`${team}/`))].toSorted();
  }

  it.each([
    ['app_uninstalled', {}],
    ['tokens_revoked', { tokens: { bot: ['UBT8'] } }],
  ])('that remove the app (%s) are forgotten, the others not', async (type, more) => {
    const { slack } = bot;
    const put = watchNotes();
    for (const team of ['T8', 'T9']) await live(team);
    await slack.until('the previews', () => slack.unfurls.length === 2);
    const all = (team: string) => ['slack-installation', ...SPACES, `${team}/C${team}`].toSorted();
    for (const team of ['T8', 'T9']) expect(await kept(put, team)).toEqual(all(team));
    await slack.happens({ type, ...more }, { team: 'T8' });
    await slack.until('it to be forgotten', () => bot.log.lines.some(({ message }) => message === GONE));
    expect(await kept(put, 'T8')).toEqual([]);
    expect(await kept(put, 'T9')).toEqual(all('T9'));
    expect(bot.fatal).toEqual([]);
  });

  it.each(['token_revoked', 'account_inactive'] as const)(
    'whose token is answered with %s have removed the app while nobody listened',
    async (revoked) => {
      await live('T8');
      const [workspace] = bot.slack.workspaces.values();
      if (workspace !== undefined) workspace.revoked = revoked;
      await bot.adapter.post('T8/CT8', { summary: 'x', cards: [] }, { marker: 'x' });
      expect(await bot.store.subscriptions.list()).toEqual([]);
      expect(await bot.store.notes.list('slack-citation-style')).toEqual([]);
    },
  );

  it('whose token is refused for another reason keep their digests until it is installed again', async () => {
    await live('T8');
    const [workspace] = bot.slack.workspaces.values();
    if (workspace !== undefined) workspace.revoked = 'invalid_auth';
    const post = () => bot.adapter.post('T8/CT8', { summary: 'x', cards: [] }, { marker: 'x' });
    expect(await post()).toMatchObject({ kind: 'later' });
    expect(await bot.store.notes.list('slack-installation')).toEqual([]);
    expect(await post()).toEqual({ kind: 'later', afterMs: 3_600_000 });
    expect(await bot.store.subscriptions.list()).toHaveLength(1);
    expect(await bot.store.notes.list('slack-citation-style')).toHaveLength(1);
    delete workspace?.revoked;
    await install('T8');
    expect(await post()).toMatchObject({ kind: 'sent' });
  });

  it('without an installation are told what to do about it, and do no harm', async () => {
    await bot.slack.command('/about', { team: 'T5' });
    const words = await bot.slack.until('words', () => bot.slack.shown[0]);
    expect(words).toMatchObject({ team: 'T5', to: 'U1', via: 'response_url' });
    expect(words.text).toContain('An admin of the workspace must install Paperthread again.');
    await bot.slack.happens(
      { type: 'app_mention', user: 'U1', text: 'x', channel: 'C5', ts: '1.1' },
      { team: 'T5' },
    );
    await install('T8');
    await bot.slack.command('/about', { team: 'T8' });
    await bot.slack.until('an answer', () => bot.slack.shown.find(({ team }) => team === 'T8'));
    expect(bot.slack.shown).toHaveLength(2);
  });

  it('are answered though their installation could not be read, and what the bot itself said is left alone', async () => {
    await install('T8');
    const own = { type: 'message', subtype: 'file_share', channel_type: 'im', channel: 'D1', user: 'UBT8' };
    await bot.slack.happens({ ...own, text: '', ts: '1.1' }, { team: 'T8' });
    const { notes } = bot.store;
    const get = notes.get.bind(notes);
    notes.get = () => Promise.reject(new Error('the disk is full'));
    await bot.slack.command('/about', { team: 'T8' });
    const words = await bot.slack.until('words', () => bot.slack.shown[0]);
    expect(words.text).toContain('Try again in a minute.');
    notes.get = get;
    await bot.slack.command('/about', { team: 'T8' });
    await bot.slack.until('the answer', () => bot.slack.shown[1]?.text.includes('in this library'));
    expect(bot.slack.shown).toHaveLength(2);
  });

  it('whose token is void are told so by the address that needs none', async () => {
    await install('T8');
    const [workspace] = bot.slack.workspaces.values();
    if (workspace !== undefined) workspace.revoked = 'token_revoked';
    await bot.slack.command('/papers', { team: 'T8' });
    const words = await bot.slack.until('words', () => bot.slack.shown[0]);
    expect(words.text).toContain('must install Paperthread again');
    await bot.slack.until('it to be forgotten', () => bot.log.lines.some(({ message }) => message === GONE));
    await bot.slack.command('/papers', { team: 'T8' });
    await bot.slack.until('words', () => bot.slack.shown[1]);
  });

  it('whose token is void are forgotten, and the bot goes on', async () => {
    await install('T8');
    const [workspace] = bot.slack.workspaces.values();
    if (workspace !== undefined) workspace.revoked = 'token_revoked';
    expect(await bot.adapter.post('T8/C1', { summary: 'x', cards: [] }, { marker: 'm' })).toMatchObject({
      kind: 'later',
    });
    expect(await bot.store.notes.list('slack-installation')).toEqual([]);
    expect(bot.fatal).toEqual([]);
  });

  it('must install again when the secret was changed, which is said in the log', async () => {
    await install('T8');
    const { slack, store } = bot;
    await bot.adapter.stop();
    const port = await freePort();
    bot = await startBot({ slack, store, settings: settings('another-state-secret', port) });
    await bot.start();
    expect(await bot.adapter.post('T8/C1', { summary: 'x', cards: [] }, { marker: 'm' })).toMatchObject({
      kind: 'later',
    });
    expect(JSON.stringify(bot.log.lines)).toContain('must be installed there again');
  });
});

describe('a sealed token', () => {
  const vault = createVault('a secret of sixteen letters');
  it('can be opened where it belongs, and nowhere else', () => {
    const sealed = vault.seal('xoxb-1', 'T1');
    expect(vault.open(sealed, 'T1')).toBe('xoxb-1');
    expect(vault.open(sealed, 'T2')).toBeUndefined();
    expect(createVault('another secret').open(sealed, 'T1')).toBeUndefined();
    expect(vault.open(`${sealed.slice(0, -4)}AAA=`, 'T1')).toBeUndefined();
    expect(vault.open('', 'T1')).toBeUndefined();
    expect(vault.seal('xoxb-1', 'T1')).not.toBe(sealed);
  });
});
