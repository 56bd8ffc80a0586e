import { isSlackError, troubleOf } from './errors.ts';
import type { Workspace } from './workspaces.ts';

/** Who is not in a channel can neither read nor post there; reading leaves no trace, so that is tried. */
const NOT_THERE = ['not_in_channel', 'channel_not_found'];

/** Why nothing could be posted in a channel, in words; undefined where nothing is known to be in the way. */
export async function whyNoPosts({ client }: Workspace, channel: string): Promise<string | undefined> {
  try {
    await client.conversations.history({ channel, limit: 1 });
    return undefined;
  } catch (error) {
    const trouble = isSlackError(error) ? troubleOf(error) : undefined;
    return trouble?.kind === 'refused' && NOT_THERE.includes(trouble.code) ? trouble.reason : undefined;
  }
}
