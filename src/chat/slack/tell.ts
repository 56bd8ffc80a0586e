import type { ChatAdapter } from '../../core/chat.ts';
import { isNotConnected } from '../../core/not-connected.ts';
import type { Desk } from './desk.ts';
import { isSlackError, type Trouble, troubleOf } from './errors.ts';
import { sendFiles } from './files.ts';
import { renderReply } from './render.ts';
import { say } from './speak.ts';
import { findAddressed } from './workspaces.ts';

/** Direct messages to people, such as to whoever set up something that does not work any more. */
export function createTell({ parts: { commands, log }, workspaces }: Desk): ChatAdapter['tell'] {
  return async (address, reply) => {
    let team: string | undefined;
    try {
      const { workspace, id: user } = await findAddressed(workspaces, address);
      if (workspace === undefined) return { kind: 'refused' };
      team = workspace.team;
      const { messages, files } = renderReply(reply, { commands });
      for (const message of messages) await say({ workspace, user }, message);
      await sendFiles({ workspace, user }, files, 'asker');
      return { kind: 'told' };
    } catch (error) {
      const trouble: Trouble = isSlackError(error)
        ? troubleOf(error)
        : { kind: 'unknown', reason: String(error) };
      log.warn({ reason: trouble.reason, user: address }, 'somebody could not be told');
      if (isNotConnected(error)) return { kind: 'later', afterMs: 0 };
      if (trouble.kind !== 'dead') return trouble;
      if (team !== undefined) await workspaces.refused(team, trouble);
      return { kind: 'later', afterMs: 0 };
    }
  };
}
