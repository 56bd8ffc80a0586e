import { REST } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRequest } from '../../../src/chat/discord/deadline.ts';
import { createTell } from '../../../src/chat/discord/tell.ts';
import { until } from '../../fakes/discord/people.ts';
import { type FakeDiscord, startFakeDiscord } from '../../fakes/discord/server.ts';
import { OTHER_USER } from '../../fakes/discord/state.ts';
import { createFakeLog } from '../../fakes/log.ts';
import { createFakeNotes } from '../../fakes/notes.ts';

const OPENING = /^POST \/users\/@me\/channels$/;
const SENDING = /^POST \/channels\/\d+\/messages$/;
const LIMITED = {
  status: 429,
  body: { message: 'Slow down', retry_after: 400, global: false },
  headers: { 'retry-after': '400', 'x-ratelimit-scope': 'user' },
};
const WORD = { summary: 'That subscription is paused.', cards: [] };

let discord: FakeDiscord;
let leaving: AbortController;
beforeEach(async () => {
  discord = await startFakeDiscord();
  leaving = new AbortController();
});
afterEach(async () => {
  await discord.stop();
  expect(discord.state.violations).toEqual([]);
});

const log = createFakeLog();
const tellWith = (pauseMs: number) => {
  const { state, url: api } = discord;
  const bot = new REST({ api, retries: 0, rejectOnRateLimit: () => true, makeRequest }).setToken(state.token);
  return createTell({ bot, notes: createFakeNotes(), log, hurry: leaving.signal }, pauseMs);
};
const direct = () =>
  [...discord.state.channels.values()].find(({ recipient }) => recipient === OTHER_USER)?.messages ?? [];

describe('a word to one person', () => {
  it.each([
    ['fails within', { status: 503, body: {} }],
    ['loses it', 'drop'],
    ['loses its own answer', 'reset'],
  ] as const)('is said again where Discord %s, and stands there once', async (_, fault) => {
    discord.fail(OPENING, fault);
    discord.fail(SENDING, fault);
    expect(await tellWith(10)(OTHER_USER, WORD)).toEqual({ kind: 'told' });
    expect(direct()).toHaveLength(1);
  });

  it('is for later where Discord asks to wait, and nobody waits for that', async () => {
    discord.fail(SENDING, LIMITED);
    expect(await tellWith(10)(OTHER_USER, WORD)).toEqual({ kind: 'later', afterMs: expect.any(Number) });
    expect(discord.requests(SENDING)).toHaveLength(1);
    expect(direct()).toEqual([]);
  });

  it('that somebody does not take is tried once', async () => {
    discord.fail(SENDING, { status: 403, body: { code: 50007, message: 'Cannot send messages' } }, 9);
    expect(await tellWith(10)(OTHER_USER, WORD)).toEqual({ kind: 'refused' });
    expect(discord.requests(SENDING)).toHaveLength(1);
  });

  it('is for later after a second failure, and at once when the bot leaves', async () => {
    discord.fail(OPENING, { status: 503, body: {} }, 99);
    expect(await tellWith(10)(OTHER_USER, WORD)).toEqual({ kind: 'later', afterMs: 0 });
    expect(discord.requests(OPENING)).toHaveLength(2);
    const telling = tellWith(600_000)(OTHER_USER, WORD);
    await until(() => discord.requests(OPENING).length === 3, 4_000, 'no try');
    leaving.abort();
    expect(await telling).toEqual({ kind: 'later', afterMs: 0 });
  });

  it.each([400, 403])(
    'is for later where so many were told that Discord calls it too fast (%i)',
    async (status) => {
      discord.fail(OPENING, { status, body: { code: 40003, message: 'Opening direct messages too fast' } });
      expect(await tellWith(10)(OTHER_USER, WORD)).toMatchObject({ kind: 'later' });
    },
  );

  it('is in doubt where Discord loses its answer and then asks to wait', async () => {
    discord.fail(SENDING, 'reset');
    discord.fail(SENDING, LIMITED);
    expect(await tellWith(10)(OTHER_USER, WORD)).toEqual({ kind: 'unknown' });
    expect(direct()).toHaveLength(1);
  });

  it('is in doubt where Discord loses its answer again and again', async () => {
    discord.fail(SENDING, 'reset', 9);
    expect(await tellWith(10)(OTHER_USER, WORD)).toEqual({ kind: 'unknown' });
    expect(direct()).toHaveLength(1);
  });
});
