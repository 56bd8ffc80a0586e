import { type APIInteraction, type ChannelType, PermissionFlagsBits } from 'discord.js';
import { UserError } from '../../core/errors.ts';
import { isForum, isThread } from './channel-kinds.ts';

/** What somebody has done by the bot: a message to all, a message with a thread of its own, a thread below a message that is there. */
export type Deed = 'message' | 'discussion' | 'thread';

/**
 * What somebody may not do themselves, they do not get done by the bot. Throws UserError.
 *
 * In a thread Discord tells the rights that its parent gives, so they hold for what goes to the parent, too.
 *
 * @param type the kind of channel that it is done in
 */
export function checkRights({ member }: Pick<APIInteraction, 'member'>, deed: Deed, type: ChannelType): void {
  const needed = neededFor(deed, type);
  if (member === undefined || (BigInt(member.permissions) & needed) === needed) return;
  if (deed === 'message') throw new UserError('You may not write here. Ask somebody who may to press this.');
  throw new UserError(
    isForum(type)
      ? 'You may not post in this forum. Ask somebody who may to press Discuss.'
      : 'You may not open threads here. Ask somebody who may to press Discuss.',
  );
}

function neededFor(deed: Deed, type: ChannelType): bigint {
  const { CreatePublicThreads, SendMessages, SendMessagesInThreads } = PermissionFlagsBits;
  if (deed === 'thread') return CreatePublicThreads;
  if (isThread(type)) return SendMessagesInThreads;
  // A forum's posts are threads, but it is Send Messages that allows them.
  return deed === 'message' || isForum(type) ? SendMessages : SendMessages | CreatePublicThreads;
}
