import { REST } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { definitions } from '../../../src/chat/discord/definitions.ts';
import { register } from '../../../src/chat/discord/register.ts';
import { until } from '../../fakes/discord/people.ts';
import { type FakeDiscord, startFakeDiscord } from '../../fakes/discord/server.ts';
import { OTHER_GUILD } from '../../fakes/discord/state.ts';
import { createFakeLog } from '../../fakes/log.ts';
import { createFakeNotes } from '../../fakes/notes.ts';
import { openBot } from './bot.ts';

const GET = /^GET \/applications\//;

let discord: FakeDiscord;
beforeEach(async () => {
  discord = await startFakeDiscord();
});
afterEach(() => discord.stop());

function registration(signal = new AbortController().signal) {
  const { state, url } = discord;
  return {
    rest: new REST({ api: url, retries: 0 }).setToken(state.token),
    applicationId: state.applicationId,
    guildId: undefined,
    invite: 'https://discord.com/invite',
    notes: createFakeNotes(),
    log: createFakeLog(),
    joined: () => new Promise<void>(() => undefined),
    signal,
    firstPauseMs: 20,
  };
}

describe('a registration that fails', () => {
  it('is tried again in the background until it is done', async () => {
    discord.fail(GET, { status: 503, body: {} }, 3);
    const given = registration();
    await register(definitions(commands), given);
    expect(discord.state.puts).toBe(0);
    await until(() => discord.state.puts === 1, 4_000, 'no registration');
    expect(discord.requests(GET)).toHaveLength(4);
    expect(given.log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  it('for the day is not tried again', async () => {
    discord.fail(GET, { status: 400, body: { code: 30034, message: 'No' } });
    await register(definitions(commands), registration());
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
    expect(discord.requests(GET)).toHaveLength(1);
  });

  it('is given up with the bot', async () => {
    discord.fail(GET, { status: 503, body: {} }, 100);
    const leaving = new AbortController();
    await register(definitions(commands), registration(leaving.signal));
    leaving.abort();
    const before = discord.requests(GET).length;
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
    expect(discord.requests(GET)).toHaveLength(before);
  });
});

describe('a test server that the bot is not in yet', () => {
  const IN_SERVER = /^GET \/applications\/\d+\/guilds\//;
  const refused = { status: 403, body: { code: 50001, message: 'Missing Access' } };

  it('has its commands as soon as the bot is invited there', async () => {
    discord.fail(IN_SERVER, refused);
    const bot = await openBot({ discord, guildId: OTHER_GUILD });
    await bot.adapter.start();
    const told = bot.log.lines.filter(({ level }) => level === 'error');
    expect(told.map(({ message }) => message)).toEqual([
      expect.stringContaining('once I am invited there with: https'),
    ]);
    expect(discord.state.puts).toBe(0);
    const lists = {
      roles: [],
      channels: [],
      members: [],
      threads: [],
      emojis: [],
      stickers: [],
      features: [],
    };
    for (const id of ['100000000000000009', OTHER_GUILD])
      discord.gateway.emit('GUILD_CREATE', { id, name: 'Theirs', owner_id: '1', ...lists });
    await until(() => discord.state.puts === 1, 2_000, 'no registration');
    expect([...discord.state.commands.keys()].join()).toContain(`/guilds/${OTHER_GUILD}/`);
    await bot.adapter.stop();
  });

  it('is asked again now and then, as one that is invited anew for its commands is in it already', async () => {
    discord.fail(IN_SERVER, refused, 3);
    const given = registration();
    await register(definitions(commands), { ...given, guildId: OTHER_GUILD });
    await until(() => discord.state.puts === 1, 2_000, 'no registration');
    expect(given.log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });
});

it('leaves the way into an Activity of the same app as it is', async () => {
  const { state } = discord;
  const path = `/applications/${state.applicationId}/commands`;
  const launch = { id: '900000000000000001', type: 4, name: 'launch', description: '', handler: 2 };
  state.commands.set(path, [launch]);
  for (const _ of [1, 2]) await register(definitions(commands), registration());
  expect(state.puts).toBe(1);
  expect(state.commands.get(path)).toHaveLength(definitions(commands).length + 1);
  expect(state.commands.get(path)).toContainEqual(expect.objectContaining(launch));
  expect(state.violations).toEqual([]);
});

describe('the server where commands were tried', () => {
  const TEST_SERVER = /^PUT \/applications\/\d+\/guilds\/1\/commands$/;
  const tried = async () => {
    const given = registration();
    await register(definitions(commands), { ...given, guildId: '1' });
    return given;
  };
  const global = () => discord.state.commands.get(`/applications/${discord.state.applicationId}/commands`);

  it.each([
    [403, 50001, 'Missing Access'],
    [404, 10004, 'Unknown Guild'],
  ])('holds nothing up when the bot is no longer in it (%i, %i)', async (status, code, message) => {
    const given = await tried();
    discord.fail(TEST_SERVER, { status, body: { code, message } }, 9);
    await register(definitions(commands), given);
    expect(global()?.length).toBeGreaterThan(0);
    expect(given.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    await register(definitions(commands), given);
    expect(discord.requests(TEST_SERVER)).toHaveLength(2);
  });

  it('is asked again where Discord failed to take its commands away', async () => {
    const given = await tried();
    discord.fail(TEST_SERVER, { status: 503, body: {} });
    await register(definitions(commands), given);
    await until(() => global() !== undefined, 4_000, 'no registration');
    expect(discord.requests(TEST_SERVER)).toHaveLength(3);
  });
});

describe('a stop', () => {
  it('does not wait for a registration to which Discord says nothing', { timeout: 10_000 }, async () => {
    discord.fail(GET, 'hang', 100);
    const bot = await openBot({ discord });
    const starting = bot.adapter.start();
    await until(() => discord.requests(GET).length > 0, 4_000, 'no registration');
    const before = Date.now();
    await bot.adapter.stop();
    await starting;
    expect(Date.now() - before).toBeLessThan(2_000);
  });

  it('does not wait for a gateway that never closes', async () => {
    const bot = await openBot({ discord });
    await bot.adapter.start();
    discord.gateway.freeze();
    const before = Date.now();
    await bot.adapter.stop();
    expect(Date.now() - before).toBeLessThan(2_000);
  });
});
