import { afterEach, describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { defineCommand } from '../../../src/core/command.ts';
import { UserError } from '../../../src/core/errors.ts';
import { answered, messagesOf, textIn, until } from '../../fakes/discord/people.ts';
import type { FakeInteraction } from '../../fakes/discord/state.ts';
import { openBot, useBot } from './bot.ts';

const CALLBACK = /^POST \/interactions\//;
const FOLLOW_UP = /^POST \/webhooks\//;
const CHANGE = /^PATCH \/webhooks\//;
const WITHDRAW = /^DELETE \/webhooks\//;

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Shows something to the channel, and then refuses or ends. */
const twice = defineCommand({
  name: 'twice',
  description: 'Shows something so far.',
  options: [{ name: 'how', description: 'How.', type: 'string', rest: true }],
  examples: ['/twice'],
  visibility: 'channel',
  async run({ how = '' }, { show }) {
    await show({ summary: 'So far', cards: [] });
    if (how === 'refuses') throw new UserError('There is none.');
    return { summary: 'The end', cards: [] };
  },
});

/** Takes longer than an answer is waited for. */
const late = defineCommand({
  ...twice,
  name: 'late',
  examples: ['/late'],
  async run({ how = '' }) {
    await pause(1_200);
    if (how === 'refuses') throw new UserError('There is none.');
    return { summary: 'The end', cards: [] };
  },
});

const bot = useBot({ commands: [...commands, twice, late] });
afterEach(() => {
  bot.log.lines.splice(0);
  bot.discord.asked.splice(0);
});

const refused = { status: 400, body: { code: 50035, message: 'Invalid Form Body' } };
const warned = (): boolean => bot.log.lines.some(({ level }) => level === 'warn');

describe('a message behind the first', () => {
  it.each(['reset', 'fin', 'hang', { status: 502, body: {} }] as const)(
    'is sent once only, though its answer is lost (%j)',
    { timeout: 10_000 },
    async (fault) => {
      bot.discord.fail(FOLLOW_UP, fault);
      const asked = bot.people.slash('papers', { query: 'year:2020..2030', limit: 25 });
      await until(() => bot.discord.requests(FOLLOW_UP).length === 3, 8_000, 'no word of it');
      await pause(500);
      expect(warned()).toBe(true);
      // The one that was lost, the one behind it, and the word.
      expect(bot.discord.requests(FOLLOW_UP)).toHaveLength(3);
      const texts = (await messagesOf(asked)).map((message) => textIn([message]));
      expect(new Set(texts).size).toBe(texts.length);
      expect(texts.at(-1)).toBe(
        'A part of this answer may be missing, as the connection to Discord failed. Ask again to see all of it.',
      );
      expect(asked.followUps.map(({ ephemeral }) => ephemeral)).not.toContain(false);
    },
  );

  it('that Discord does not take is replaced by words, and the first stays', async () => {
    bot.discord.fail(FOLLOW_UP, refused);
    const asked = bot.people.slash('papers', { query: 'year:2020..2030', limit: 25 });
    await until(() => asked.followUps.length > 0, 4_000, 'no words');
    const messages = await messagesOf(asked);
    expect(textIn(messages.slice(0, 1))).toContain('**1. ');
    expect(textIn(messages.slice(1))).toMatch(/Discord does not take this answer\. Look for [0-9a-f]{8}/);
  });
});

describe('a change of what was shown so far', () => {
  it.each(['reset', 'fin', { status: 502, body: {} }] as const)(
    'is tried again when it fails (%j)',
    async (fault) => {
      bot.discord.fail(CHANGE, fault, 2);
      const asked = bot.people.slash('twice');
      await until(
        () => asked.original !== undefined && textIn([asked.original]) === 'The end',
        4_000,
        'no end',
      );
      await until(() => bot.discord.requests(CHANGE).length === 3, 4_000, 'no third try');
      expect(asked.followUps).toEqual([]);
    },
  );

  it('that Discord does not take is replaced by words with a reference, for the asker', async () => {
    bot.discord.fail(CHANGE, refused);
    const asked = bot.people.slash('twice');
    await until(() => asked.followUps.length > 0, 4_000, 'no words');
    const messages = await messagesOf(asked);
    expect(messages.map(({ ephemeral }) => ephemeral)).toEqual([true]);
    const [, reference = ''] =
      /Discord does not take this answer\. Look for ([0-9a-f]{8}) in the log/.exec(textIn(messages)) ?? [];
    expect(bot.log.lines.find(({ level }) => level === 'error')?.fields).toMatchObject({
      reference,
      code: 50035,
    });
  });
});

describe('what comes after the first answer', () => {
  const rateLimited = (seconds: number) => ({
    status: 429,
    body: { retry_after: seconds, message: 'x', global: false },
    headers: { 'retry-after': String(seconds), 'x-ratelimit-scope': 'user' },
  });

  it('waits where Discord says so, for whoever sees "thinking" waits for an answer', {
    timeout: 20_000,
  }, async () => {
    bot.discord.fail(CHANGE, rateLimited(7));
    bot.discord.fail(FOLLOW_UP, rateLimited(7));
    const changed = bot.people.slash('twice');
    const followed = bot.people.slash('papers', { query: 'year:2020..2030', limit: 25 });
    const other = bot.people.slash('twice');
    const ended = ({ original }: FakeInteraction) =>
      original !== undefined && textIn([original]) === 'The end';
    await until(() => ended(other), 2_000, 'no answer for others meanwhile');
    await until(() => ended(changed) && followed.followUps.length > 0, 12_000, 'no end');
    expect(warned()).toBe(false);
  });
});

describe('a first answer', () => {
  it.each([0, 1_500, 2_400])(
    'that takes long is in time though the call was %i ms on its way',
    async (ms) => {
      bot.discord.state.skew = -ms;
      const asked = bot.people.slash('late');
      bot.discord.state.skew = 0;
      expect((await answered(asked)).type).toBe(5);
      await until(() => asked.original !== undefined, 4_000, 'no answer');
    },
  );

  it('that Discord does not take is replaced by words', async () => {
    bot.discord.fail(CALLBACK, refused);
    const asked = bot.people.slash('papers', { query: 'sparse' });
    const messages = await messagesOf(asked);
    expect(textIn(messages)).toContain('Discord does not take this answer');
    expect(messages.map(({ ephemeral }) => ephemeral)).toEqual([true]);
  });

  it('that was only so far and never arrived does not end the answer', async () => {
    bot.discord.fail(CALLBACK, refused, 2);
    const asked = bot.people.slash('twice');
    expect(textIn(await messagesOf(asked))).toBe('The end');
  });

  it.each([{ status: 503, body: {} }, 'reset', 'fin'] as const)(
    'that was only so far and got no reply (%j) leaves room for the end',
    async (fault) => {
      bot.discord.fail(CALLBACK, fault, 3);
      const asked = bot.people.slash('twice');
      await until(
        () => asked.original !== undefined && textIn([asked.original]) === 'The end',
        4_000,
        'no end',
      );
      expect(asked.followUps).toEqual([]);
    },
  );

  it('that Discord takes and whose reply is lost at every try is changed in the end all the same', async () => {
    bot.discord.fail(CALLBACK, 'reset', 9);
    const asked = bot.people.slash('twice');
    await until(
      () => asked.original !== undefined && textIn([asked.original]) === 'The end',
      4_000,
      'no end',
    );
    expect(asked.followUps).toEqual([]);
    bot.discord.mend();
  });

  it('that never arrives, however often it is tried, is told in the log, and the next one is answered', async () => {
    bot.discord.fail(CALLBACK, 'drop', 3);
    const asked = bot.people.slash('about');
    await until(warned, 4_000, 'no word of it');
    expect(bot.discord.requests(CALLBACK)).toHaveLength(3);
    expect(asked.original).toBeUndefined();
    expect(textIn(await messagesOf(bot.people.slash('about')))).toContain('17 papers');
  });

  it('that is held back by a rate limit is given up, not sent too late', async () => {
    bot.discord.fail(CALLBACK, {
      status: 429,
      body: { retry_after: 3, message: 'x', global: false },
      headers: { 'retry-after': '3', 'x-ratelimit-scope': 'user' },
    });
    bot.people.slash('about');
    await until(warned, 1_000, 'no word of it');
    expect(textIn(await messagesOf(bot.people.slash('about')))).toContain('17 papers');
  });

  it('that another process with the same token has given already is not added to', async () => {
    const other = await openBot({ discord: bot.discord, commands: [...commands, twice, late] });
    await other.adapter.start();
    const asked = ['papers', 'twice'].map((name) =>
      bot.people.slash(name, name === 'papers' ? { query: 'year:2020..2030', limit: 25 } : {}),
    );
    await until(() => bot.discord.requests(CALLBACK).length >= 4, 4_000, 'no two answers');
    await pause(1_000);
    await other.adapter.stop();
    for (const one of asked) {
      const texts = (await messagesOf(one)).map((message) => textIn([message]));
      expect(new Set(texts).size).toBe(texts.length);
      expect(texts.join('\n')).toMatch(/17\. |The end/);
    }
    expect(bot.discord.requests(CALLBACK)).toHaveLength(4);
    const lines = [...bot.log.lines, ...other.log.lines];
    expect(lines.filter(({ level }) => level === 'warn').map(({ message }) => message)).toEqual(
      Array.from({ length: 2 }, () => expect.stringContaining('another program with this DISCORD_TOKEN')),
    );
  });

  it('of choices that comes too late is nothing to warn of', async () => {
    bot.discord.fail(CALLBACK, { status: 404, body: { code: 10062, message: 'Unknown interaction' } });
    bot.people.type('paper', 'paper', 'sparse');
    await until(() => bot.discord.requests(CALLBACK).length > 0, 4_000, 'no choices');
    await pause(50);
    expect(warned()).toBe(false);
    const next = bot.people.type('paper', 'paper', 'sparse a');
    expect((await answered(next)).type).toBe(8);
  });

  it('that came too late is logged with the age of what was asked', async () => {
    bot.discord.state.skew = -60_000;
    bot.discord.fail(CALLBACK, { status: 404, body: { code: 10062, message: 'Unknown interaction' } });
    bot.people.slash('about');
    bot.discord.state.skew = 0;
    await until(warned, 4_000, 'no word of it');
    expect(Number(bot.log.lines.find(({ level }) => level === 'warn')?.fields['ageMs'])).toBeGreaterThan(
      59_000,
    );
  });
});

describe('a refusal', () => {
  const thinking = async (how: string) => {
    const asked = bot.people.slash('late', { how });
    expect((await answered(asked)).type).toBe(5);
    return asked;
  };

  it('that comes after "thinking" takes its place, for the asker alone', async () => {
    const asked = await thinking('refuses');
    await until(() => asked.followUps.length > 0, 4_000, 'no refusal');
    expect(asked.original).toBeUndefined();
    expect(asked.followUps.map(({ ephemeral }) => ephemeral)).toEqual([true]);
  });

  it('is never shown to the channel where "thinking" cannot be taken away', async () => {
    bot.discord.fail(WITHDRAW, { status: 403, body: { code: 50013, message: 'Missing Permissions' } });
    const asked = await thinking('refuses');
    await until(() => asked.followUps.length > 0, 4_000, 'no refusal');
    expect(asked.original?.ephemeral).toBe(false);
    expect(textIn(asked.original === undefined ? [] : [asked.original])).toBe(
      'This cannot be shown here. Whoever asked is told why.',
    );
    expect(textIn(asked.followUps)).toBe('There is none.');
    expect(asked.followUps.map(({ ephemeral }) => ephemeral)).toEqual([true]);
  });

  it('is kept back where nothing can take the place of "thinking"', async () => {
    const failure = { status: 403, body: { code: 50013, message: 'Missing Permissions' } };
    bot.discord.fail(WITHDRAW, failure, 9);
    bot.discord.fail(CHANGE, failure, 9);
    const asked = await thinking('refuses');
    await until(() => bot.discord.requests(CHANGE).length > 0, 4_000, 'no try');
    await pause(200);
    expect(JSON.stringify([asked.original, asked.followUps])).not.toContain('There is none.');
    expect(warned()).toBe(true);
    bot.discord.mend();
  });

  it('reaches the asker also where what was shown so far cannot be taken away', async () => {
    bot.discord.fail(WITHDRAW, { status: 403, body: { code: 50013, message: 'Missing Permissions' } });
    const asked = bot.people.slash('twice', { how: 'refuses' });
    await until(() => asked.followUps.length > 0, 4_000, 'no refusal');
    expect(textIn(asked.followUps)).toBe('There is none.');
    expect(asked.followUps[0]?.ephemeral).toBe(true);
  });
});
