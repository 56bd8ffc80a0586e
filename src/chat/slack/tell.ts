import type { ChatAdapter } from '../../core/chat.ts';
import type { Desk } from './desk.ts';
import { isSlackError, troubleOf } from './errors.ts';
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
      if (workspace === undefined) return 'refused';
      team = workspace.team;
      const { messages, files } = renderReply(reply, { commands });
      for (const message of messages) await say({ workspace, user }, message);
      await sendFiles({ workspace, user }, files, 'asker');
      return 'told';
    } catch (error) {
      const trouble = isSlackError(error) ? troubleOf(error) : undefined;
      log.warn({ reason: trouble?.reason ?? String(error), user: address }, 'somebody could not be told');
      if (trouble?.kind === 'dead' && team !== undefined) await workspaces.refused(team, trouble);
      return trouble?.kind === 'refused' ? 'refused' : 'later';
    }
  };
}
