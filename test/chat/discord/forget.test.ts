import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Channels, Workspace } from '../../../src/core/digest/subscription.ts';
import { messagesOf, textIn, until } from '../../fakes/discord/people.ts';
import { CHANNEL, FORUM, GUILD, newChannel, OTHER_CHANNEL, OTHER_GUILD } from '../../fakes/discord/state.ts';
import { type Bot, openBot } from './bot.ts';

const ELSEWHERE = '200000000000000021';
const THREAD = '200000000000000022';
const SPACES = ['discord-discussions', 'discord-posts', 'discord-recent-queries', 'discord-citation-style'];

let bot: Bot;
let forgotten: (Workspace | Channels)[];
beforeEach(async () => {
  forgotten = [];
  bot = await openBot({
    forget: async (gone) => void forgotten.push(gone),
    change(state) {
      state.guilds.push({ id: OTHER_GUILD, available: true });
      for (const channel of [
        newChannel({ id: ELSEWHERE, guild: OTHER_GUILD, type: 0, name: 'elsewhere' }),
        newChannel({ id: THREAD, guild: GUILD, type: 11, name: 'thread', parent: CHANNEL }),
      ])
        state.channels.set(channel.id, channel);
    },
  });
  await bot.adapter.start();
  for (const channel of [CHANNEL, ELSEWHERE]) {
    await bot.parts.notes.set('discord-discussions', `${channel}:2505.15811`, { thread: '1' });
    await bot.parts.notes.set('discord-posts', `${channel}:digest-1`, {});
    await bot.parts.notes.set('discord-recent-queries', `300000000000000001 ${channel}`, {});
  }
  await bot.parts.notes.set('discord-citation-style', '300000000000000001', { style: 'apa' });
  expect(textIn(await messagesOf(bot.people.slash('about')))).toContain('17 papers');
});
afterEach(async () => {
  await bot.adapter.stop();
  await bot.discord.stop();
});

const kept = async (): Promise<string[]> => {
  const notes = await Promise.all(SPACES.map((space) => bot.parts.notes.list(space)));
  return notes.flat().map(({ key }) => key);
};

describe('a server that the bot was removed from', () => {
  it('is forgotten with its channels and threads, and no other one is', async () => {
    bot.discord.gateway.emit('GUILD_DELETE', { id: GUILD });
    await until(() => forgotten.length > 0, 4_000, 'it to be forgotten');
    const [gone] = forgotten;
    const channels = gone !== undefined && 'channels' in gone ? gone.channels : [];
    expect(gone?.platform).toBe('discord');
    expect(channels.toSorted()).toEqual([CHANNEL, OTHER_CHANNEL, FORUM, THREAD].toSorted());
    await bot.adapter.stop();
    expect(await kept()).toEqual([
      `${ELSEWHERE}:2505.15811`,
      `${ELSEWHERE}:digest-1`,
      `300000000000000001 ${ELSEWHERE}`,
      '300000000000000001',
    ]);
  });

  it('is told from one that is unavailable for a while', async () => {
    const before = await kept();
    bot.discord.gateway.emit('GUILD_DELETE', { id: GUILD, unavailable: true });
    expect(textIn(await messagesOf(bot.people.slash('about', {}, { channel: ELSEWHERE })))).toContain('17');
    await bot.adapter.stop();
    expect(forgotten).toEqual([]);
    expect(await kept()).toEqual(before);
  });
});
