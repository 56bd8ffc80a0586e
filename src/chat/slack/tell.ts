import type { ChatAdapter } from '../../core/chat.ts';
import { isNotConnected } from '../../core/not-connected.ts';
import type { Desk } from './desk.ts';
import { isSlackError, type Trouble, troubleOf } from './errors.ts';
import { sendFiles } from './files.ts';
import { renderReply } from './render.ts';
import { politely, say } from './speak.ts';
import { findAddressed, INSTALLED_ANEW_MS } from './workspaces.ts';

/** Direct messages to people, such as to whoever set up something that does not work any more. */
export function createTell({ parts: { commands, log }, workspaces }: Desk): ChatAdapter['tell'] {
  return async (address, reply) => {
    let team: string | undefined;
    let begun = false;
    const { messages, files } = renderReply(reply, { commands });
    try {
      const { workspace, id: user } = await findAddressed(workspaces, address);
      if (workspace === undefined) return { kind: 'later', afterMs: INSTALLED_ANEW_MS };
      team = workspace.team;
      // Where Slack does not answer to this, nothing was said; to what follows, nobody would know.
      await politely(() => workspace.client.auth.test(), workspace.ended);
      for (const message of messages) {
        begun = true;
        await say({ workspace, user }, message);
      }
      await sendFiles({ workspace, user }, files, 'asker');
      return { kind: 'told' };
    } catch (error) {
      const trouble: Trouble = isSlackError(error)
        ? troubleOf(error)
        : { kind: 'unknown', reason: String(error) };
      log.warn({ reason: trouble.reason, user: address }, 'somebody could not be told');
      if (trouble.kind === 'dead' && team !== undefined) await workspaces.refused(team, trouble);
      if (trouble.kind === 'later' || trouble.kind === 'refused') return trouble;
      const isUnsaid = !begun || trouble.kind === 'dead' || isNotConnected(error);
      return isUnsaid ? { kind: 'later', afterMs: 0 } : { kind: 'unknown' };
    }
  };
}
