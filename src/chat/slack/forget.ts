import type { ChatParts } from '../../core/chat.ts';

/** Where there are notes of a workspace's channels and people, under the id of the workspace and a slash. */
export const SPACES = [
  'slack-citation-style',
  'slack-channel-paper',
  'slack-posts',
  'slack-previews-off',
  'slack-recent-queries',
  'slack-unfolded',
] as const;

/**
 * Deletes all that is kept of a workspace beside its installation. Which deliveries were seen, and what was shared a moment ago, is
 * kept under no name of a workspace and runs out within a day.
 */
export async function forgetWorkspace(
  { notes, forget }: Pick<ChatParts, 'notes' | 'forget'>,
  team: string,
): Promise<void> {
  const within = `${team}/`;
  await forget({ platform: 'slack', within });
  for (const space of SPACES) await notes.deleteUnder(space, within);
}
