import type { Notes } from '../../core/ports.ts';

/** Where there are notes of a workspace's channels and people, under the id of the workspace and a slash. */
const SPACES = [
  'slack-citation-style',
  'slack-channel-paper',
  'slack-posts',
  'slack-previews-off',
  'slack-recent-queries',
  'slack-unfolded',
] as const;

/** Deletes all that is kept of a workspace beside its installation. Which deliveries were seen runs out within a day. */
export async function forgetWorkspace(notes: Notes, team: string): Promise<void> {
  for (const space of SPACES) await notes.deleteUnder(space, `${team}/`);
}
