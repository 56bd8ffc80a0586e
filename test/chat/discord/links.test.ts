import { describe, expect, it } from 'vitest';
import { createLinks } from '../../../src/chat/discord/links.ts';
import { CHANNEL, DIRECT, FORUM, GUILD } from '../../fakes/discord/state.ts';

/** Discord as far as links need it. */
function world() {
  const asked: string[] = [];
  const channels = new Map<string, object>([
    [CHANNEL, { type: 0, guild_id: GUILD }],
    [FORUM, { type: 15, guild_id: GUILD }],
    [DIRECT, { type: 1 }],
  ]);
  const get = async (route: string): Promise<unknown> => {
    asked.push(route);
    const found = channels.get(route.replace('/channels/', ''));
    if (found === undefined) throw new Error('Unknown Channel');
    return found;
  };
  return { asked, channels, linkTo: createLinks({ bot: { get } }) };
}

describe('a link', () => {
  it('leads to a message of a channel, a post of a forum, a direct message', async () => {
    const { linkTo } = world();
    expect(await linkTo(CHANNEL, '7')).toBe(`https://discord.com/channels/${GUILD}/${CHANNEL}/7`);
    expect(await linkTo(FORUM, '8')).toBe(`https://discord.com/channels/${GUILD}/8`);
    expect(await linkTo(DIRECT, '9')).toBe(`https://discord.com/channels/@me/${DIRECT}/9`);
  });

  it('to many messages of a channel asks for it once, also at once', async () => {
    const { asked, linkTo } = world();
    const links = await Promise.all(['1', '2', '3'].map((message) => linkTo(CHANNEL, message)));
    expect([links.length, new Set(links).size]).toEqual([3, 3]);
    await linkTo(CHANNEL, '4');
    expect(asked).toEqual([`/channels/${CHANNEL}`]);
  });

  it('to a channel that cannot be learned of is none, and is asked for again', async () => {
    const { channels, linkTo } = world();
    expect(await linkTo('1', '7')).toBeUndefined();
    channels.set('1', { type: 0, guild_id: GUILD });
    expect(await linkTo('1', '7')).toBe(`https://discord.com/channels/${GUILD}/1/7`);
  });

  it('is remembered of so many channels only', async () => {
    const { asked, channels, linkTo } = world();
    const ids = Array.from({ length: 2_001 }, (_, index) => String(index + 1));
    for (const id of ids) channels.set(id, { type: 0, guild_id: GUILD });
    for (const id of ids) await linkTo(id, '7');
    await linkTo('1', '7');
    expect(asked).toHaveLength(2_002);
  });
});
