import { describe, expect, it } from 'vitest';
import { buttonsIn, messagesOf, textIn } from '../../fakes/discord/people.ts';
import {
  CHANNEL,
  DIRECT,
  type FakeInteraction,
  OTHER_CHANNEL,
  OTHER_USER,
  USER,
} from '../../fakes/discord/state.ts';
import { whoami } from '../whoami.ts';
import { useBot } from './bot.ts';

const bot = useBot({ commands: ['whoami', 'paper'].map(whoami) });

async function caller(asked: FakeInteraction): Promise<object> {
  return JSON.parse(textIn(await messagesOf(asked)).replaceAll('\\', '')) as object;
}

describe('who asks, and where,', () => {
  it.each([CHANNEL, OTHER_CHANNEL])('is known to a command in a channel of a server', async (channel) => {
    const asked = bot.people.slash('whoami', {}, { channel });
    expect(await caller(asked)).toEqual({ platform: 'discord', user: USER, channel });
  });

  it('has no channel in direct messages, nor where the bot itself is not', async () => {
    const direct = bot.people.slash('whoami', {}, { channel: DIRECT });
    expect(await caller(direct)).toEqual({ platform: 'discord', user: USER });
    const away = bot.people.slash('whoami', {}, { userInstall: true });
    expect(await caller(away)).toEqual({ platform: 'discord', user: USER });
  });

  it('is who pressed a button', async () => {
    const id = buttonsIn(await messagesOf(bot.people.slash('whoami')))['Again'] ?? '';
    const pressed = bot.people.press(id, { user: OTHER_USER });
    expect(await caller(pressed)).toEqual({ platform: 'discord', user: OTHER_USER, channel: CHANNEL });
  });

  it.each([
    ['Ada', { global_name: 'Ada' }],
    ['ada', { global_name: null }],
    ['Countess', { global_name: 'Ada', nick: 'Countess' }],
  ])('is called what others in the server see: %s', async (name, called) => {
    const asked = await messagesOf(bot.people.slash('whoami', { paper: 'name' }, { called }));
    expect(textIn(asked)).toBe(`called ${name}`);
    const pressed = bot.people.press(buttonsIn(asked)['Again'] ?? '', { called });
    expect(textIn(await messagesOf(pressed))).toBe(`called ${name}`);
  });

  it('has a name in direct messages', async () => {
    const asked = await messagesOf(bot.people.slash('whoami', { paper: 'name' }, { channel: DIRECT }));
    expect(textIn(asked)).toBe('called Ada');
  });

  it('is who chose an entry of the menu of a message', async () => {
    const asked = bot.people.menu('Papers in this message', 'arXiv:2505.15811', { user: OTHER_USER });
    expect(await caller(asked)).toEqual({ platform: 'discord', user: OTHER_USER, channel: CHANNEL });
  });
});
