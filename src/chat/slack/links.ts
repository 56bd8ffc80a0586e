import type { Log } from '../../core/ports.ts';
import { findAddressed, type Workspaces } from './workspaces.ts';

/** Where a message of a channel can be opened; undefined where Slack does not say. */
export async function linkTo(
  workspaces: () => Promise<Workspaces>,
  log: Log,
  { address, message }: { readonly address: string; readonly message: string },
): Promise<string | undefined> {
  try {
    const { workspace, id: channel } = await findAddressed(await workspaces(), address);
    return (await workspace?.client.chat.getPermalink({ channel, message_ts: message }))?.permalink;
  } catch (error) {
    log.debug({ reason: String(error) }, 'a message has no link');
    return undefined;
  }
}
