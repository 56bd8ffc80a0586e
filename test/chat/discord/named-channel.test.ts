import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { channelJson } from '../../fakes/discord/channels.ts';
import { answered, buttonsIn, type Doing, messagesOf, textIn, until } from '../../fakes/discord/people.ts';
import {
  CHANNEL,
  FORUM,
  GUILD,
  newChannel,
  OTHER_CHANNEL,
  OTHER_GUILD,
  OTHER_USER,
  snowflake,
} from '../../fakes/discord/state.ts';
import { type DigestDesk, openDigestDesk } from '../digest-desk.ts';
import { newsPaper } from '../news.ts';
import { type Bot, openBot } from './bot.ts';

const ORDINARY = (1n << 11n) | (1n << 35n) | (1n << 38n);
const VIEW = 1n << 10n;
const MANAGER: Doing = { permissions: ORDINARY | (1n << 5n) };
const MAY_MANAGE_CHANNEL = VIEW | (1n << 4n);

let desk: DigestDesk;
let bot: Bot;
beforeEach(async () => {
  desk = await openDigestDesk([newsPaper('2501.00001', 'Something older')]);
  bot = await openBot({
    notes: desk.store.notes,
    library: desk.library,
    digests: desk.digests,
    discussed: desk.discussed,
    suggest: async (_completion, _typed, { caller }) => [
      { label: `in ${caller?.channel ?? 'no channel'}`, value: '1' },
    ],
  });
  await bot.adapter.start();
});
afterEach(async () => {
  await bot.adapter.stop();
  await desk.stop();
  await bot.discord.stop();
  expect(bot.discord.state.violations).toEqual([]);
  expect(bot.discord.state.pings).toEqual([]);
});

type Typed = Readonly<Record<string, string | number>>;
const asked = (name: string, values: Typed = {}, doing: Doing = MANAGER) =>
  messagesOf(bot.people.slash(name, values, doing));
const ask = async (name: string, values: Typed = {}, doing: Doing = MANAGER) =>
  textIn(await asked(name, values, doing));
const subscribe = { query: 'grokking', zone: 'UTC' };
const of = (channel: string) => desk.digests.list({ platform: 'discord', channel });

/** Hides a channel from people while the bot runs, and waits until it has heard of that. */
async function hide(id: string): Promise<void> {
  const channel = bot.discord.state.channels.get(id);
  if (channel === undefined) throw new Error(`no channel ${id}`);
  channel.hidden = true;
  bot.discord.gateway.emit('CHANNEL_UPDATE', channelJson(bot.discord.state, channel));
  // Events are taken in one after the other: this one is behind it.
  await messagesOf(bot.people.slash('help'));
}

describe('a command about another channel', () => {
  it.each([
    ['a forum', FORUM],
    ['a text channel', OTHER_CHANNEL],
  ])('is done for %s, and says so', async (_, channel) => {
    const text = await ask('digest subscribe', { ...subscribe, channel });
    expect(text).toMatch(new RegExp(`^<#${channel}>\nSubscribed: `));
    const { name } = bot.discord.state.channels.get(channel) ?? {};
    expect(text).toContain(`Commands for that channel take channel:#${name}.`);
    expect(await of(channel)).toHaveLength(1);
    expect(await of(CHANNEL)).toEqual([]);
    expect(await ask('digest list', { channel })).toMatch(new RegExp(`^<#${channel}>\n1 subscription`));
    expect(await ask('digest list')).toMatch(/^This channel has no subscriptions/);
  });

  it('keeps to it in the next steps that it offers', async () => {
    const buttons = buttonsIn(await asked('digest subscribe', { ...subscribe, channel: FORUM }));
    const press = async (id: string | undefined) => messagesOf(bot.people.press(id ?? '', MANAGER));
    const list = await press(buttons['Subscriptions here']);
    expect(textIn(list)).toMatch(new RegExp(`^<#${FORUM}>\n1 subscription`));
    expect(textIn(await press(buttons['Preview of the last 30 days']))).toContain(`<#${FORUM}>`);
    expect(textIn(await press(buttonsIn(list)['Last changes']))).toMatch(new RegExp(`^<#${FORUM}>\n`));
    expect(textIn(await press(buttonsIn(list)['Share']))).toMatch(new RegExp(`^<#${FORUM}>\n`));
  });

  it('that names the channel it is typed in is an ordinary one', async () => {
    expect(await ask('digest subscribe', { ...subscribe, channel: CHANNEL })).toMatch(/^Subscribed: /);
    expect(await of(CHANNEL)).toHaveLength(1);
  });

  it('is refused in words that name the channel', async () => {
    expect(await ask('digest pause', { channel: FORUM })).toBe(
      '\\#forum: This channel has no subscription yet. Make one, for example: /digest subscribe sparse autoencoders For that channel add channel:#forum.',
    );
  });

  it('is refused at once where the bot may not post', async () => {
    bot.discord.state.channels.get(FORUM)?.denied.add('send');
    const text = await ask('digest subscribe', { ...subscribe, channel: FORUM });
    expect(text).toContain('forum: I cannot post here. Give me the permission Send Messages');
    expect(await of(FORUM)).toEqual([]);
  });

  it.each([
    [
      'do not see',
      'digest list',
      {},
      { ...MANAGER, permissionsThere: ORDINARY },
      'You do not see that channel',
    ],
    ['do not manage', 'digest subscribe', subscribe, { permissionsThere: VIEW }, 'You do not manage #forum'],
  ])('is refused to those who %s it', async (_, name, values, doing, words) => {
    const messages = await asked(name, { ...values, channel: FORUM }, doing);
    expect(textIn(messages).replaceAll('\\', '')).toContain(words);
    expect(messages.map(({ ephemeral }) => ephemeral)).toEqual([true]);
    expect(await of(FORUM)).toEqual([]);
  });

  it('is done for those who manage that channel, and to look needs no more than to see it', async () => {
    const doing = { permissionsThere: MAY_MANAGE_CHANNEL };
    expect(await ask('digest subscribe', { ...subscribe, channel: FORUM }, doing)).toContain('Subscribed');
    expect(await ask('digest list', { channel: FORUM }, { permissionsThere: VIEW })).toContain(
      '1 subscription',
    );
  });
});

describe('a button about another channel', () => {
  const listed = async (): Promise<Record<string, string>> => {
    await ask('digest subscribe', { ...subscribe, channel: FORUM });
    const list = buttonsIn(await asked('digest list', { channel: FORUM }));
    return buttonsIn(await messagesOf(bot.people.press(list['Share'] ?? '', MANAGER)));
  };

  it('answers whoever sees that channel', async () => {
    const id = (await listed())['Last changes'] ?? '';
    expect(textIn(await messagesOf(bot.people.press(id, { user: OTHER_USER })))).toContain(
      'The last 1 change',
    );
  });

  it('that is for managers names the command with that channel, to whoever sees it', async () => {
    const id = `call:digest pause:${JSON.stringify({ number: 1, channel: FORUM })}`;
    const pressed = async () => textIn(await messagesOf(bot.people.press(id, { user: OTHER_USER })));
    expect(await pressed()).toMatch(/type: \/digest pause 1 channel:#forum$/);
    await hide(FORUM);
    expect(await pressed()).toBe('You do not see that channel. Choose one that you see.');
  });

  it('tells nothing to whoever does not', async () => {
    const id = (await listed())['Last changes'] ?? '';
    await hide(FORUM);
    const pressed = await messagesOf(bot.people.press(id, { user: OTHER_USER }));
    expect(textIn(pressed)).toBe('You do not see that channel. Choose one that you see.');
  });

  it.each([
    ['is gone', '299999999999999999'],
    ['is in another server', '299999999999999998'],
    ['is none', 'x'],
  ])('that %s is answered in words', async (_, channel) => {
    const elsewhere = newChannel({ id: '299999999999999998', guild: OTHER_GUILD, type: 0, name: 'theirs' });
    const { state, gateway } = bot.discord;
    gateway.emit('GUILD_CREATE', {
      id: OTHER_GUILD,
      name: 'Theirs',
      owner_id: '1',
      roles: [{ id: OTHER_GUILD, name: '@everyone', permissions: String(VIEW), position: 0 }],
      channels: [channelJson(state, elsewhere)],
      members: [],
      threads: [],
      emojis: [],
      stickers: [],
      features: [],
    });
    const id = `call:digest list:${JSON.stringify({ channel })}`;
    expect(textIn(await messagesOf(bot.people.press(id, MANAGER)))).toMatch(/^I do not know this channel/);
  });
});

describe('suggestions', () => {
  const suggested = async () => {
    const typed = bot.people.type('digest pause', 'number', '', MANAGER, { channel: FORUM });
    return JSON.stringify((await answered(typed)).data);
  };

  it('are of the channel that the command names', async () => {
    expect(await suggested()).toContain(`in ${FORUM}`);
  });

  it('are of no channel for those who do not see that one', async () => {
    await hide(FORUM);
    expect(await suggested()).toContain('in no channel');
    expect(bot.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('in a post of a forum', () => {
  it.each([
    ['digest subscribe', subscribe],
    ['follow', { paper: '2501.00001' }],
  ])('/%s tells how the forum itself is meant', async (name, values) => {
    const post = newChannel({ id: snowflake(Date.now()), guild: GUILD, type: 11, name: 'Hi', parent: FORUM });
    bot.discord.state.channels.set(post.id, post);
    const text = await ask(name, values, { ...MANAGER, channel: post.id });
    expect(text).toContain('This is for this post alone. For the forum itself add channel:#forum.');
    expect(await of(post.id)).toHaveLength(1);
    await ask(name, { ...values, channel: FORUM }, { ...MANAGER, channel: post.id });
    expect(await of(FORUM)).toHaveLength(1);
    expect(await ask('digest list', {}, { ...MANAGER, channel: post.id })).not.toContain('this post alone');
  });
});

it('is registered again when the kinds of channels are others', async () => {
  const { state } = bot.discord;
  const [route] = [...state.commands.keys()];
  const known = JSON.stringify(state.commands.get(route ?? ''));
  expect(known).toContain('"channel_types":[0,5,10,11,15,16]');
  state.commands.set(route ?? '', JSON.parse(known.replaceAll('[0,5,10,11,15,16]', '[0]')));
  const puts = state.puts;
  const again = await openBot({ discord: bot.discord });
  await again.adapter.start();
  await until(() => state.puts === puts + 1, 2_000, 'no registration');
  await again.adapter.stop();
});
