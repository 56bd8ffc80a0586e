import { afterEach, describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { SetupError } from '../../../src/core/errors.ts';
import { byFirstWord } from '../../../src/core/groups.ts';
import { answered, buttonsIn, messagesOf, textIn, until } from '../../fakes/discord/people.ts';
import { startFakeDiscord } from '../../fakes/discord/server.ts';
import { OTHER_GUILD } from '../../fakes/discord/state.ts';
import { type Bot, type BotOptions, openBot } from './bot.ts';

const open: Bot[] = [];

async function started(options: BotOptions = {}): Promise<Bot> {
  const bot = await openBot(options);
  open.push(bot);
  await bot.adapter.start();
  return bot;
}

/** Asks for something and sees that it is answered. */
async function answers(bot: Bot): Promise<void> {
  const asked = bot.people.slash('about');
  expect(textIn(await messagesOf(asked, 8_000))).toContain('17 papers in this library');
}

afterEach(async () => {
  for (const bot of open.splice(0)) {
    expect(bot.discord.state.violations).toEqual([]);
    expect(JSON.stringify([bot.log.lines, bot.fatal.map(String)])).not.toContain(bot.discord.state.token);
    await bot.adapter.stop();
    await bot.discord.stop();
  }
});

describe('the start', () => {
  it('asks for the intent Guilds and no other', async () => {
    const bot = await started();
    expect(bot.discord.gateway.control.intents).toEqual([1]);
    await answers(bot);
  });

  it('is not held up by a server that is unavailable', async () => {
    const before = Date.now();
    const bot = await started({ change: ({ guilds }) => guilds.push({ id: OTHER_GUILD, available: false }) });
    const asked = bot.people.slash('about');
    expect((await answered(asked)).afterMs).toBeLessThan(1_000);
    expect(Date.now() - before).toBeLessThan(5_000);
  });

  it('takes as many shards as Discord wants', async () => {
    const bot = await started({ change: (state) => (state.shards = 2) });
    expect(bot.discord.gateway.control.shards).toEqual(['[0,2]', '[1,2]']);
  });

  it('with a token that Discord does not accept is refused in words that name the setting', async () => {
    const bot = await openBot({ token: 'MTIz.wrong.token' });
    open.push(bot);
    await expect(bot.adapter.start()).rejects.toThrow(SetupError);
    await expect(bot.adapter.start()).rejects.toThrow(/DISCORD_TOKEN/);
  });

  it('with intents that Discord does not allow is refused in words', async () => {
    const bot = await openBot({ change: (state) => (state.intentsAllowed = false) });
    open.push(bot);
    await expect(bot.adapter.start()).rejects.toThrow(/intents/);
  });

  it('with the application of another bot is refused in words that name both settings', async () => {
    const bot = await openBot();
    open.push(bot);
    Object.assign(bot.discord.state, { applicationId: '400000000000000009' });
    await expect(bot.adapter.start()).rejects.toThrow(/DISCORD_APPLICATION_ID and DISCORD_TOKEN/);
  });

  it('waits with growing pauses until Discord can be reached', async () => {
    const discord = await startFakeDiscord();
    await discord.leave();
    const bot = await openBot({ discord });
    open.push(bot);
    const starting = bot.adapter.start();
    await until(() => bot.log.lines.length >= 2, 8_000, 'no second try');
    await discord.listen();
    await starting;
    expect(bot.log.lines.slice(0, 2).map(({ fields }) => fields['pauseMs'])).toEqual([1_000, 2_000]);
    await answers(bot);
  });

  it('survives errors of the server', async () => {
    const bot = await openBot();
    open.push(bot);
    bot.discord.fail(/^GET \/gateway\/bot/, { status: 503, body: {} }, 4);
    await bot.adapter.start();
    await answers(bot);
  });

  it('survives a gateway that admits nobody for a while', async () => {
    const bot = await openBot();
    open.push(bot);
    bot.discord.gateway.control.admits = false;
    const starting = bot.adapter.start();
    await until(() => bot.log.lines.length > 0, 8_000, 'no word of it');
    bot.discord.gateway.control.admits = true;
    await starting;
    await answers(bot);
  });

  it('waits for the reset when no starts are left', async () => {
    const bot = await openBot({ change: (state) => (state.sessionsRemaining = 0) });
    open.push(bot);
    const starting = bot.adapter.start();
    await until(() => bot.log.lines.length > 0, 4_000, 'no word of waiting');
    expect(bot.log.lines[0]?.fields['pauseMs']).toBeGreaterThanOrEqual(1_000);
    bot.discord.state.sessionsRemaining = 1;
    await starting;
    await answers(bot);
  });

  it('can be given up while it waits', async () => {
    const discord = await startFakeDiscord();
    await discord.leave();
    const bot = await openBot({ discord });
    const starting = bot.adapter.start();
    await until(() => bot.log.lines.length > 0, 4_000, 'no word of waiting');
    await bot.adapter.stop();
    await starting;
  });
});

describe('commands', () => {
  it('are registered once, and not again while they are the same', async () => {
    const bot = await started();
    expect(bot.discord.state.puts).toBe(1);
    expect([...bot.discord.state.commands.values()][0]?.map((command) => command['name'])).toEqual([
      ...byFirstWord(commands).map(({ name }) => name),
      'paste',
      'Papers in this message',
      'Cite this',
    ]);
    for (const known of [commands, commands.slice(1), commands.slice(1)]) {
      const again = await openBot({ discord: bot.discord, commands: known });
      await again.adapter.start();
      await again.adapter.stop();
    }
    expect(bot.discord.state.puts).toBe(2);
  });

  it('are registered in one server where that is set, and compared there', async () => {
    const bot = await started({ guildId: '100000000000000001' });
    const again = await openBot({ discord: bot.discord, guildId: '100000000000000001' });
    await again.adapter.start();
    await again.adapter.stop();
    expect([...bot.discord.state.commands.keys()]).toEqual([
      '/applications/400000000000000001/guilds/100000000000000001/commands',
    ]);
    expect(bot.discord.state.puts).toBe(1);
  });

  it('are taken away from the server where they were tried, once they are for all', async () => {
    const bot = await started({ guildId: '100000000000000001' });
    const again = await openBot({ discord: bot.discord, notes: bot.parts.notes });
    await again.adapter.start();
    await again.adapter.stop();
    expect([...bot.discord.state.commands.values()].map((list) => list.length)).toEqual([
      0,
      byFirstWord(commands).length + 3,
    ]);
  });

  it('for everybody also work in direct messages and as a user installation, those of managers only in servers', async () => {
    const settings = { ...commands[0], name: 'settings', managersOnly: true } as const;
    const bot = await started({ commands: [...commands, settings as (typeof commands)[0]] });
    const registered = [...bot.discord.state.commands.values()][0] ?? [];
    expect(registered.find(({ name }) => name === 'papers')).toMatchObject({
      contexts: [0, 1, 2],
      integration_types: [0, 1],
      default_member_permissions: null,
    });
    expect(registered.find(({ name }) => name === 'settings')).toMatchObject({
      contexts: [0],
      integration_types: [0],
      default_member_permissions: '32',
    });
  });

  it.each([
    [10004, /in the server of DISCORD_GUILD_ID/],
    [
      50001,
      /once I am invited there with: https:\/\/discord.com\/oauth2\/authorize\?client_id=400000000000000001/,
    ],
    [30034, /200 a day/],
  ])('that cannot be registered (%i) are told to the admin, and the bot goes on', async (code, words) => {
    const bot = await openBot();
    open.push(bot);
    bot.discord.fail(/^PUT /, { status: 403, body: { code, message: 'No' } });
    await bot.adapter.start();
    expect(bot.log.lines.find(({ level }) => level === 'error')?.message).toMatch(words);
  });
});

describe('a connection', () => {
  it.each([
    ['is cut', (bot: Bot) => bot.discord.gateway.cut()],
    ['is closed with an error', (bot: Bot) => bot.discord.gateway.close(4000)],
    ['is to be made anew', (bot: Bot) => bot.discord.gateway.sendOp(7, null)],
    [
      'has lost its session',
      (bot: Bot) => {
        bot.discord.gateway.forgetSessions();
        bot.discord.gateway.sendOp(9, false);
      },
    ],
    [
      'gets no heartbeats back',
      (bot: Bot) => {
        bot.discord.gateway.control.acknowledge = false;
        setTimeout(() => {
          bot.discord.gateway.control.acknowledge = true;
        }, 2_500);
      },
    ],
  ])('that %s comes back by itself', async (_, happen) => {
    const bot = await started();
    const { control } = bot.discord.gateway;
    happen(bot);
    await until(() => control.identifies + control.resumes > 1, 10_000, 'no new connection');
    await until(() => bot.discord.gateway.connected() > 0, 10_000, 'no connection');
    await answers(bot);
    expect(bot.fatal).toEqual([]);
  });

  it('whose session is taken away right behind its resumption comes back by itself', async () => {
    const bot = await started();
    const { control } = bot.discord.gateway;
    control.withdraws = true;
    bot.discord.gateway.cut();
    await until(() => control.identifies > 1, 10_000, 'no new session');
    await answers(bot);
    expect(bot.fatal).toEqual([]);
  });

  it('that brings an event which discord.js cannot take goes on, with a line in the log', async () => {
    const bot = await started();
    bot.discord.gateway.emit('GUILD_CREATE', null);
    await until(() => bot.log.lines.some(({ level }) => level === 'error'), 4_000, 'no word of it');
    await answers(bot);
  });

  it('that was away answers what was typed meanwhile, or logs that it is too late', async () => {
    const bot = await started();
    bot.discord.gateway.cut();
    await answers(bot);
    bot.discord.state.skew += 10_000;
    const stale = bot.people.slash('about');
    bot.discord.state.skew += 10_000;
    await until(() => bot.log.lines.some(({ fields }) => fields['code'] === 10062), 4_000, 'no word of it');
    expect(stale.callback).toBeUndefined();
  });

  it.each([
    [4004, /DISCORD_TOKEN/],
    [4014, /intents/],
    [4012, /closed the connection for good \(4012\)/],
  ])('that is closed for good (%i) ends the process with words', async (code, words) => {
    const bot = await started();
    bot.discord.gateway.close(code);
    await until(() => bot.fatal.length > 0, 4_000, 'no fault');
    expect(bot.fatal.map(String)).toEqual([expect.stringMatching(words)]);
  });

  it('whose token is revoked ends the process with words', async () => {
    const bot = await started();
    bot.discord.state.token = 'MTIz.another.token';
    const outcome = await bot.adapter.post(
      '200000000000000001',
      { summary: 'x', cards: [] },
      { marker: 'a' },
    );
    expect(outcome.kind).toBe('later');
    expect(bot.fatal.map(String)).toEqual([expect.stringContaining('DISCORD_TOKEN')]);
  });
});

describe('a token that is revoked', () => {
  it('is not told as a busy Discord to whoever presses', async () => {
    const bot = await started();
    const asked = bot.people.slash('paper', { paper: '2505.15811' });
    const discuss = buttonsIn(await messagesOf(asked))['Discuss'] ?? '';
    bot.discord.state.token = 'MTIz.another.token';
    const words = textIn(await messagesOf(bot.people.press(discuss)));
    expect(words).toContain('Discord does not let me in any more');
    expect(bot.fatal).toHaveLength(1);
  });

  it('nor to whoever presses where the discussion is there, however often', async () => {
    const bot = await started();
    const asked = bot.people.slash('paper', { paper: '2505.15811' });
    const discuss = buttonsIn(await messagesOf(asked))['Discuss'] ?? '';
    expect(textIn(await messagesOf(bot.people.press(discuss)))).toContain('Discussion: <#');
    bot.discord.state.token = 'MTIz.another.token';
    for (const _ of [1, 2]) {
      const words = textIn(await messagesOf(bot.people.press(discuss)));
      expect(words).toContain('Discord does not let me in any more');
    }
    expect(bot.fatal).toHaveLength(1);
  });
});

describe('an outage', () => {
  const warnings = (bot: Bot) => bot.log.lines.filter(({ level }) => level === 'warn');

  it('of a connection is told once, and once when it is over', async () => {
    const bot = await started();
    await bot.discord.leave();
    await new Promise((resolve) => {
      setTimeout(resolve, 4_000);
    });
    await bot.discord.listen();
    await until(() => bot.discord.gateway.connected() > 0, 10_000, 'no connection');
    await answers(bot);
    expect(warnings(bot).map(({ message }) => message)).toEqual([
      'the connection to Discord failed',
      'Discord is connected',
    ]);
  });

  it('at the start is told once, and once when it is over', async () => {
    const discord = await startFakeDiscord();
    await discord.leave();
    const bot = await openBot({ discord });
    open.push(bot);
    const starting = bot.adapter.start();
    await until(() => bot.log.lines.length >= 2, 8_000, 'no second try');
    await discord.listen();
    await starting;
    expect(warnings(bot).map(({ message }) => message)).toEqual([
      'Discord cannot be reached; it is tried again',
      'Discord is reached again',
    ]);
  });
});

describe('an answer', () => {
  const CALLBACK = /^POST \/interactions\//;

  it.each(['reset', 'fin', 'hang'] as const)(
    'that was taken before its connection failed (%s) is not given twice',
    async (fault) => {
      const bot = await started();
      bot.discord.fail(CALLBACK, fault);
      const asked = bot.people.slash('about');
      expect(textIn(await messagesOf(asked))).toContain('17 papers');
      await until(() => bot.discord.requests(CALLBACK).length === 2, 4_000, 'no second try');
      expect(asked.followUps).toEqual([]);
      expect(bot.log.lines.filter(({ level }) => level === 'warn')).toEqual([]);
    },
  );

  it('that Discord fails to take is tried again at once', async () => {
    const bot = await started();
    bot.discord.fail(CALLBACK, { status: 500, body: {} }, 2);
    await answers(bot);
  });

  it('after the fifteen minutes is logged, and nothing falls over', async () => {
    const bot = await started({
      commands: [
        {
          ...(commands.find(({ name }) => name === 'about') ?? commands[0]!),
          async run(_values, { show }) {
            await show({ summary: 'So far', cards: [] });
            bot.discord.state.skew = 16 * 60_000;
            return { summary: 'The end', cards: [] };
          },
        },
      ],
    });
    bot.people.slash('about');
    await until(() => bot.log.lines.some(({ fields }) => fields['code'] === 50027), 4_000, 'no word of it');
    expect(bot.fatal).toEqual([]);
  });
});

describe('an interaction', () => {
  it.each([
    ['with nothing in it', {}],
    ['that is none', null],
    ['without a person', { id: '1', token: 'x', application_id: '1', type: 2, data: { name: 'about' } }],
    ['of a new kind', { id: '1', token: 'x', application_id: '1', type: 99 }],
  ])('%s is logged and survived', async (_, payload) => {
    const bot = await started();
    bot.discord.gateway.emit('INTERACTION_CREATE', payload);
    await until(() => bot.log.lines.length > 0, 4_000, 'no word of it');
    await answers(bot);
    expect(bot.fatal).toEqual([]);
  });
});

describe('the stop', () => {
  it('lets a command under way finish, and takes no other', async () => {
    let finish = (): void => {};
    const waiting = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const about = commands.find(({ name }) => name === 'about') ?? commands[0]!;
    const bot = await openBot({
      commands: [{ ...about, run: () => waiting.then(() => ({ summary: 'Done', cards: [] })) }],
    });
    await bot.adapter.start();
    const asked = bot.people.slash('about');
    await until(() => bot.discord.asked.length > 0, 1_000, 'nothing');
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
    const stopped = bot.adapter.stop();
    const late = bot.people.slash('about');
    expect(textIn(await messagesOf(late))).toContain('being restarted');
    finish();
    await stopped;
    expect(textIn(await messagesOf(asked))).toBe('Done');
    expect(bot.discord.gateway.connected()).toBe(0);
    await bot.discord.stop();
  });
});
