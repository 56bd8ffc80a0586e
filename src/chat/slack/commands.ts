import type { App } from '@slack/bolt';
import { asksForFile } from '../../core/attachment.ts';
import type { Command } from '../../core/command.ts';
import { answer, attend, type Desk } from './desk.ts';
import { type Origin, wayTo } from './interaction.ts';
import { openPaste } from './paste-form.ts';
import { unescape } from './pieces.ts';
import { readLine } from './read-line.ts';
import { openSearch } from './search-modal.ts';
import { interactionId } from './seen.ts';
import { PASTE } from './surface.ts';

/** Slash commands: acknowledged at once, then answered for the asker alone. */
export function listenToCommands(app: App, desk: Desk): void {
  app.command(/.*/, async ({ ack, command, context }) => {
    await ack();
    const call = readLine(`${command.command} ${unescape(command.text ?? '')}`, desk.parts.commands);
    const form = formOf(call, desk.parts.commands);
    const origin: Origin = {
      user: command.user_id,
      name: command.user_name,
      channel: command.channel_id,
      url: command.response_url,
      born: Date.now(),
    };
    await attend(
      desk,
      {
        team: context.teamId ?? command.team_id,
        id: interactionId(command.trigger_id, command.response_url, command.command, command.text),
        url: command.response_url,
        form: form !== undefined,
      },
      (workspace) => wayTo(origin, workspace, desk.parts.log),
      async (workspace, way) => {
        const { commands } = desk.parts;
        const trigger = command.trigger_id;
        if (form === 'search') await openSearch(workspace, commands, trigger, origin, way);
        else if (form !== undefined) {
          const content = form === PASTE ? { text: call.input } : { command: form };
          await openPaste({ workspace, trigger, way }, origin, commands, content);
        } else await answer(desk, call, way);
      },
    );
  });
}

/** What is asked for with nothing but the command's name: a form to search, to paste papers into, or a command's file. */
function formOf(
  { command: name, input }: { readonly command: string; readonly input: string },
  commands: readonly Command[],
): 'search' | typeof PASTE | Command | undefined {
  if (name === PASTE) return PASTE;
  if (name === 'papers' && input === '') return 'search';
  const command = commands.find((known) => known.name === name);
  return command !== undefined && asksForFile(command, input) === 'alone' ? command : undefined;
}
