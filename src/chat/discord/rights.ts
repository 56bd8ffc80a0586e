import { type APIInteraction, type ChannelType, PermissionFlagsBits } from 'discord.js';
import { UserError } from '../../core/errors.ts';
import { listAnd } from '../../core/text.ts';
import { hasThreads, isForum, isThread, takesPosts } from './channel-kinds.ts';
import { WHERE } from './errors.ts';

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
  if (deed === 'message') throw new UserError('You may not write here, so you cannot share anything here.');
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

/**
 * Why the bot could not post digests where an interaction comes from, in words that name what is missing; undefined where nothing
 * is. Discord tells the bot's own rights with each interaction, so nothing is asked.
 */
export function whyNoPosts({
  app_permissions: own,
  channel,
}: Pick<APIInteraction, 'app_permissions' | 'channel'>): string | undefined {
  if (channel?.type === undefined) return undefined;
  if (!takesPosts(channel.type))
    return 'I cannot post digests in this kind of channel. Choose a text channel, a forum or a thread.';
  const has = BigInt(own);
  if ((has & PermissionFlagsBits.Administrator) !== 0n) return undefined;
  const missing = neededForPosts(channel.type).filter(([, bit]) => (has & bit) === 0n);
  if (missing.length === 0) return undefined;
  const names = listAnd(missing.map(([name]) => name));
  return `I cannot post here. Give me the permission${missing.length === 1 ? '' : 's'} ${names}: ${WHERE}`;
}

function neededForPosts(type: ChannelType): (readonly [string, bigint])[] {
  const bits = PermissionFlagsBits;
  return [
    ['View Channel', bits.ViewChannel],
    ...(isThread(type) ? [] : [['Send Messages', bits.SendMessages] as const]),
    ['Send Messages in Threads', bits.SendMessagesInThreads],
    ...(hasThreads(type) ? [['Create Public Threads', bits.CreatePublicThreads] as const] : []),
    ['Read Message History', bits.ReadMessageHistory],
  ];
}
