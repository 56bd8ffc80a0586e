import { ChannelType } from 'discord.js';

const THREADS: ReadonlySet<ChannelType> = new Set([
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
]);
const FORUMS: ReadonlySet<ChannelType> = new Set([ChannelType.GuildForum, ChannelType.GuildMedia]);

export function isThread(type: ChannelType): boolean {
  return THREADS.has(type);
}

/** Takes no messages, only posts that are threads. */
export function isForum(type: ChannelType): boolean {
  return FORUMS.has(type);
}
