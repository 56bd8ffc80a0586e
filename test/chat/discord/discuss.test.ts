import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/core/reply.ts';
import { buttonsIn, messagesOf, textIn } from '../../fakes/discord/people.ts';
import { CHANNEL, DIRECT, FORUM, GUILD, newChannel, OTHER_USER } from '../../fakes/discord/state.ts';
import { type Bot, openBot } from './bot.ts';
import { paperCard } from './replies.ts';

const CARD = /^POST \/channels\/\d+\/messages$/;
const THREAD = /^POST \/channels\/\d+(?:\/messages\/\d+)?\/threads$/;
const SEND = 1n << 11n;
const OPEN = 1n << 35n;
const CHANNEL_THREAD = '200000000000000011';
const FORUM_THREAD = '200000000000000012';
const reply: Reply = { summary: '1 new paper', cards: [paperCard()] };
const options = { marker: 'digest-17' };

let bot: Bot;
beforeEach(async () => {
  bot = await openBot();
  await bot.adapter.start();
});
afterEach(async () => {
  expect(bot.discord.state.violations).toEqual([]);
  expect(bot.discord.state.pings).toEqual([]);
  await bot.adapter.stop();
  await bot.discord.stop();
});

const messagesIn = (channel: string) => bot.discord.state.channels.get(channel)?.messages ?? [];
const threadsOf = (channel: string) =>
  [...bot.discord.state.channels.values()].filter(({ parent }) => parent === channel);
/** Presses Discuss for a paper, and reads what is said to that. */
const press = async (channel = CHANNEL, permissions?: bigint): Promise<string> => {
  const doing = { channel, ...(permissions === undefined ? {} : { permissions }) };
  return textIn(await messagesOf(bot.people.press('discuss:2505.15811', doing), 9_000));
};

describe('Discuss', () => {
  const discussion = async (channel = CHANNEL, user = OTHER_USER): Promise<string> => {
    const asked = bot.people.slash('paper', { paper: '2505.15811' }, { channel });
    const id = buttonsIn(await messagesOf(asked))['Discuss'] ?? '';
    const text = textIn(await messagesOf(bot.people.press(id, { channel, user })));
    return /<#(\d+)>/.exec(text)?.[1] ?? text;
  };

  it('opens a thread for a paper, named after it, under its card, once for all', async () => {
    const thread = await discussion();
    expect(bot.discord.state.channels.get(thread)).toMatchObject({
      parent: CHANNEL,
      name: expect.stringContaining('On the creation of narrow AI'),
    });
    expect(textIn(messagesIn(CHANNEL).map((message) => ({ ...message, ephemeral: false })))).toContain(
      'narrow AI',
    );
    expect(await discussion()).toBe(thread);
    expect(await discussion(thread)).toBe(thread);
    expect(messagesIn(CHANNEL)).toHaveLength(1);
  });

  it('is opened once when two press at once', async () => {
    const pressed = await Promise.all([discussion(), discussion()]);
    expect(pressed.filter((one) => /^\d+$/.test(one)).length).toBeGreaterThan(0);
    expect(messagesIn(CHANNEL)).toHaveLength(1);
  });

  it('opens a new thread when the old one was deleted', async () => {
    const thread = await discussion();
    bot.discord.state.channels.delete(thread);
    const channel = bot.discord.state.channels.get(CHANNEL);
    channel?.messages.splice(0);
    bot.discord.state.skew += 3_600_000;
    const again = await discussion();
    expect(again).toMatch(/^\d+$/);
    expect(bot.discord.state.channels.has(again)).toBe(true);
  });

  it('without the permission to open threads says which one is missing', async () => {
    bot.discord.state.channels.get(CHANNEL)?.denied.add('threads');
    expect(await discussion()).toContain('Create Public Threads');
  });

  it('is refused to somebody who may not open threads, but leads them to one that is there', async () => {
    const asked = bot.people.slash('paper', { paper: '2505.15811' });
    const id = buttonsIn(await messagesOf(asked))['Discuss'] ?? '';
    const tried = async () => textIn(await messagesOf(bot.people.press(id, { permissions: 1n << 11n })));
    expect(await tried()).toContain('You may not open threads here');
    expect(messagesIn(CHANNEL)).toHaveLength(0);
    const thread = await discussion();
    expect(await tried()).toBe(`Discussion: <#${thread}>`);
  });

  it('below a post opens the thread of that post', async () => {
    await bot.adapter.post(CHANNEL, reply, options);
    const [message] = messagesIn(CHANNEL);
    const id = buttonsIn(message === undefined ? [] : [{ ...message, ephemeral: false }])['Discuss'] ?? '';
    const pressed = bot.people.press(id, {}, { ...message?.body, id: message?.id });
    expect(textIn(await messagesOf(pressed))).toBe(`Discussion: <#${message?.id}>`);
    expect(bot.discord.state.channels.get(message?.id ?? '')?.name).toBe('On the creation of narrow AI');
    const inside = bot.people.press(id, { channel: message?.id ?? '' });
    expect(textIn(await messagesOf(inside))).toContain('just write here');
  });

  it.each([
    ['in a forum', FORUM, THREAD, 1],
    ['in a channel', CHANNEL, CARD, 2],
  ] as const)('%s whose answer was lost is found, not repeated', async (_, channel, line, times) => {
    bot.discord.fail(line, 'fin', times);
    expect(await press(channel)).toMatch(/^Discussion: <#\d+>$/);
    expect([threadsOf(channel).length, messagesIn(CHANNEL).length]).toEqual([1, channel === CHANNEL ? 1 : 0]);
  });

  it.each([
    ['in a forum', FORUM, THREAD, 1],
    ['in a channel', CHANNEL, CARD, 2],
  ] as const)(
    '%s of which nothing can be learned says what to do, and the next press finds it',
    async (_, channel, line, times) => {
      bot.discord.fail(line, 'fin', times);
      bot.discord.fail(new RegExp(`^GET /channels/${channel}$`), {
        status: 403,
        body: { code: 50001, message: 'Missing Access' },
      });
      expect(await press(channel)).toMatch(/press Discuss again/);
      bot.discord.state.skew += 3_600_000;
      expect(await press(channel)).toMatch(/^Discussion: <#\d+>$/);
      expect([threadsOf(channel).length, messagesIn(CHANNEL).length]).toEqual([
        1,
        channel === CHANNEL ? 1 : 0,
      ]);
    },
  );

  it('that cannot be looked for at the next press either is not posted once more', async () => {
    const look = new RegExp(`^GET /channels/${CHANNEL}$`);
    bot.discord.fail(CARD, 'fin', 2);
    bot.discord.fail(look, { status: 403, body: { code: 50001, message: 'Missing Access' } });
    expect(await press()).toMatch(/press Discuss again/);
    bot.discord.state.skew += 3_600_000;
    // However often the library tries.
    bot.discord.fail(look, { status: 500, body: { message: 'Internal' } }, 4);
    expect(await press()).toMatch(/press Discuss again/);
    expect(messagesIn(CHANNEL)).toHaveLength(1);
    expect(await press()).toMatch(/^Discussion: <#\d+>$/);
    expect(messagesIn(CHANNEL)).toHaveLength(1);
  });

  it('that never arrived is not sent again at once, but at the next press', async () => {
    // However often it is tried: four times by the library, and that once more.
    bot.discord.fail(CARD, 'drop', 8);
    expect(await press()).toMatch(/press Discuss again/);
    expect(messagesIn(CHANNEL)).toHaveLength(0);
    expect(await press()).toMatch(/^Discussion: <#\d+>$/);
    expect(messagesIn(CHANNEL)).toHaveLength(1);
  });

  it('is opened anew, under a new card, when the card was deleted before it had a thread', async () => {
    const channel = bot.discord.state.channels.get(CHANNEL);
    channel?.denied.add('threads');
    expect(await press()).toContain('Create Public Threads');
    expect(messagesIn(CHANNEL)).toHaveLength(1);
    channel?.denied.delete('threads');
    const [card] = channel?.messages.splice(0) ?? [];
    const opened = await press();
    expect(opened).toBe(`Discussion: <#${messagesIn(CHANNEL)[0]?.id}>`);
    // Discord answers for minutes that a message is gone to whoever repeats its nonce.
    expect(messagesIn(CHANNEL)[0]?.nonce).not.toBe(card?.nonce);
    expect(await press()).toBe(opened);
    expect(messagesIn(CHANNEL)).toHaveLength(1);
  });

  it('below a post whose first message was deleted opens under the message that was pressed', async () => {
    await bot.adapter.post(CHANNEL, reply, options);
    bot.discord.state.channels.get(CHANNEL)?.messages.splice(0);
    await bot.adapter.post(CHANNEL, reply, { marker: 'other' });
    const [message] = messagesIn(CHANNEL);
    const pressed = bot.people.press('post:digest-17:1:2', {}, { ...message?.body, id: message?.id });
    expect(textIn(await messagesOf(pressed))).toBe(`Discussion: <#${message?.id}>`);
  });

  it.each([
    [
      'a title',
      { summary: 'A *signed*_title* f:a:b', cards: [paperCard({ title: 'A *signed*_title* f:a:b' })] },
      'A *signed*_title* f:a:b',
    ],
    ['a summary', { summary: '[2] new papers', cards: [paperCard(), paperCard()] }, '[2] new papers'],
  ])(
    'below a post of which nothing is kept any more is named after what that shows: %s',
    async (_, old, name) => {
      await bot.adapter.post(CHANNEL, old, options);
      await bot.parts.notes.delete('discord-posts', `${CHANNEL}:digest-17`);
      const [message] = messagesIn(CHANNEL);
      const pressed = bot.people.press('post:digest-17:0:1', {}, { ...message?.body, id: message?.id });
      expect(textIn(await messagesOf(pressed))).toBe(`Discussion: <#${message?.id}>`);
      expect(bot.discord.state.channels.get(message?.id ?? '')?.name).toBe(name);
    },
  );

  it('in a forum is opened anew when its post was deleted before anybody was led there', async () => {
    bot.discord.fail(THREAD, 'fin');
    await press(FORUM);
    for (const { id } of threadsOf(FORUM)) bot.discord.state.channels.delete(id);
    expect(await press(FORUM)).toBe(`Discussion: <#${threadsOf(FORUM)[0]?.id}>`);
    expect(threadsOf(FORUM)).toHaveLength(1);
  });

  it.each([
    [
      'has too many threads',
      { status: 400, body: { code: 160006, message: 'Too many threads' } },
      'as many active threads as Discord allows',
    ],
    ['fails within', { status: 503, body: {} }, 'Discord is busy. Try again in a minute.'],
    [
      'asks to wait for long',
      {
        status: 429,
        body: { retry_after: 60, message: 'x', global: false },
        headers: { 'retry-after': '60' },
      },
      'Discord is busy. Try again in a minute.',
    ],
  ])('under a card where Discord %s says so', async (_, fault, words) => {
    bot.discord.fail(THREAD, fault, 4);
    expect(await press()).toContain(words);
  });

  it('whose card is deleted each time gives up with words', async () => {
    const gone = { status: 404, body: { code: 10008, message: 'Unknown Message' } };
    bot.discord.fail(THREAD, gone, 5);
    expect(await press()).toContain('deleted');
    expect(messagesIn(CHANNEL)).toHaveLength(1);
  });

  it.each([
    ['a voice channel', 2],
    ['a stage', 13],
  ])(
    'in %s, which has no threads, is not offered; pressed there it says so and leaves no card',
    async (_, type) => {
      const channel = newChannel({ id: '200000000000000013', guild: GUILD, type, name: 'Voice' });
      bot.discord.state.channels.set(channel.id, channel);
      const shown = bot.people.slash('paper', { paper: '2505.15811' }, { channel: channel.id });
      expect(Object.keys(buttonsIn(await messagesOf(shown)))).not.toContain('Discuss');
      expect(await press(channel.id)).toBe('There are no threads in this kind of channel.');
      expect(channel.messages).toEqual([]);
    },
  );

  it('in a private thread is not offered; pressed there it puts nothing before all in the channel', async () => {
    const thread = newChannel({ id: CHANNEL_THREAD, guild: GUILD, type: 12, name: '', parent: CHANNEL });
    bot.discord.state.channels.set(thread.id, thread);
    const shown = bot.people.slash('paper', { paper: '2505.15811' }, { channel: thread.id });
    expect(Object.keys(buttonsIn(await messagesOf(shown)))).not.toContain('Discuss');
    expect(await press(thread.id)).toContain('This is a private thread');
    expect([messagesIn(CHANNEL), messagesIn(thread.id)]).toEqual([[], []]);
    const opened = await press(CHANNEL);
    expect(await press(thread.id)).toBe(opened);
  });

  it('in direct messages says that there are no threads, and leaves no card', async () => {
    expect(await press(DIRECT)).toBe('There are no threads in this kind of channel.');
    expect(messagesIn(DIRECT)).toEqual([]);
  });

  it('in a thread of a channel is offered', async () => {
    const thread = newChannel({
      id: CHANNEL_THREAD,
      guild: GUILD,
      type: 11,
      name: 'Thread',
      parent: CHANNEL,
    });
    bot.discord.state.channels.set(thread.id, thread);
    const shown = bot.people.slash('paper', { paper: '2505.15811' }, { channel: thread.id });
    expect(Object.keys(buttonsIn(await messagesOf(shown)))).toContain('Discuss');
  });

  it.each([
    ['a forum', FORUM, SEND, true],
    ['a forum', FORUM, OPEN, false],
    ['a channel', CHANNEL, SEND, false],
    ['a channel', CHANNEL, OPEN, false],
    ['a channel', CHANNEL, SEND | OPEN, true],
    ['a thread of a forum', FORUM_THREAD, SEND, true],
    ['a thread of a channel', CHANNEL_THREAD, SEND, false],
    ['a thread of a channel', CHANNEL_THREAD, SEND | OPEN, true],
  ] as const)(
    'in %s asks for the rights that count where its card goes',
    async (_, channel, rights, allowed) => {
      for (const [id, parent] of [
        [CHANNEL_THREAD, CHANNEL],
        [FORUM_THREAD, FORUM],
      ] as const)
        bot.discord.state.channels.set(
          id,
          newChannel({ id, guild: GUILD, type: 11, name: 'Thread', parent }),
        );
      expect(await press(channel, rights)).toMatch(allowed ? /^Discussion: / : /^You may not /);
    },
  );

  it('below a post asks for the right to open a thread, and for no other', async () => {
    await bot.adapter.post(CHANNEL, reply, options);
    const [message] = messagesIn(CHANNEL);
    const tried = async (permissions: bigint) => {
      const body = { ...message?.body, id: message?.id };
      return textIn(await messagesOf(bot.people.press('post:digest-17:0:1', { permissions }, body)));
    };
    expect(await tried(SEND)).toContain('You may not open threads here');
    expect(await tried(OPEN)).toBe(`Discussion: <#${message?.id}>`);
  });
});
