import { ChannelType } from 'discord.js';

const THREADS: ReadonlySet<ChannelType> = new Set([
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
]);
const FORUMS: ReadonlySet<ChannelType> = new Set([ChannelType.GuildForum, ChannelType.GuildMedia]);
const WITH_THREADS: ReadonlySet<ChannelType> = new Set([
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
]);

export function isThread(type: ChannelType): boolean {
  return THREADS.has(type);
}

/** Takes no messages, only posts that are threads. */
export function isForum(type: ChannelType): boolean {
  return FORUMS.has(type);
}

/** Takes messages, and threads below them. */
export function hasThreads(type: ChannelType): boolean {
  return WITH_THREADS.has(type);
}

/** Whether digests can go there. */
export function takesPosts(type: ChannelType): boolean {
  return hasThreads(type) || isForum(type) || isThread(type);
}

/** Whether a discussion can be opened from there: a thread's goes to the channel that it belongs to, where others may read it. */
export function isDiscussable(type: ChannelType): boolean {
  return takesPosts(type) && type !== ChannelType.PrivateThread;
}
