import type { ChatParts } from '../../core/chat.ts';

/** Where there are notes of channels, and how a key names its channel. */
const SPACES: readonly (readonly [string, (key: string) => string | undefined])[] = [
  ['discord-discussions', (key) => key.split(':')[0]],
  ['discord-posts', (key) => key.split(':')[0]],
  ['discord-recent-queries', (key) => key.split(' ')[1]],
];

/**
 * Deletes all that is kept of the channels of a server. People are the same in all servers, so what is kept of them alone stays:
 * the style they cite in.
 */
export async function forgetChannels(
  { notes, forget }: Pick<ChatParts, 'notes' | 'forget'>,
  channels: readonly string[],
): Promise<void> {
  await forget({ platform: 'discord', channels });
  const all = new Set<string | undefined>(channels);
  for (const [space, channelOf] of SPACES)
    for (const { key } of await notes.list(space))
      if (all.has(channelOf(key))) await notes.delete(space, key);
}
