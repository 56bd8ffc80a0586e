import { type APIChannel, type REST, Routes } from 'discord.js';
import type { ChatAdapter } from '../../core/chat.ts';
import { isForum } from './channel-kinds.ts';

/** What of a channel never changes: its server, and whether it is a forum. */
type Kind = { readonly server: string; readonly forum: boolean };

const MOST_KNOWN = 2_000;

/** Links to messages. A channel is asked for once: a digest may link to many messages of it, and the next one to as many. */
export function createLinks(wire: { readonly bot: Pick<REST, 'get'> }): ChatAdapter['linkTo'] {
  const known = new Map<string, Promise<Kind>>();
  const kindOf = (channel: string): Promise<Kind> => {
    const before = known.get(channel);
    if (before !== undefined) return before;
    if (known.size >= MOST_KNOWN) known.clear();
    const asked = ask(wire.bot, channel);
    known.set(channel, asked);
    // What could not be learned is asked again.
    asked.catch(() => known.delete(channel));
    return asked;
  };
  return async (channel, message) => {
    try {
      const { server, forum } = await kindOf(channel);
      // A post of a forum is a channel of its own.
      return `https://discord.com/channels/${server}/${forum ? message : `${channel}/${message}`}`;
    } catch {
      return undefined;
    }
  };
}

/** Not looked up in the library's memory: a server's channels may not have been told of yet. */
async function ask(bot: Pick<REST, 'get'>, channel: string): Promise<Kind> {
  const info = (await bot.get(Routes.channel(channel))) as APIChannel;
  const server = 'guild_id' in info ? info.guild_id : undefined;
  return { server: server ?? '@me', forum: isForum(info.type) };
}
