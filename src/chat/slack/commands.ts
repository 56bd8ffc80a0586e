import type { App } from '@slack/bolt';
import type { Command } from '../../core/command.ts';
import { isHelp, splitLine } from '../../core/options.ts';
import type { ButtonCall } from './button-value.ts';
import { answer, attend, type Desk } from './desk.ts';
import { type Origin, wayTo } from './interaction.ts';
import { unescape } from './pieces.ts';
import { openSearch } from './search-modal.ts';
import { interactionId } from './seen.ts';
import { UMBRELLA } from './surface.ts';

/** Slash commands: acknowledged at once, then answered for the asker alone. */
export function listenToCommands(app: App, desk: Desk): void {
  app.command(/.*/, async ({ ack, command, context }) => {
    await ack();
    const call = readCommand(command.command, unescape(command.text ?? ''), desk.parts.commands);
    const form = call.command === 'papers' && call.input === '';
    const origin: Origin = {
      user: command.user_id,
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
        form,
      },
      (workspace) => wayTo(origin, workspace, desk.parts.log),
      (workspace, way) =>
        form
          ? openSearch(workspace, desk.parts.commands, command.trigger_id, origin, way)
          : answer(desk, call, way),
    );
  });
}

/**
 * `/papers` with `sparse autoencoders`, or with `help`, as people type it in Slack; `/paperthread` with `papers sparse autoencoders`,
 * or with nothing for help.
 */
function readCommand(
  name: string,
  text: string,
  commands: readonly Command[],
): ButtonCall & { readonly input: string } {
  const typed = name.replace(/^\//, '').toLowerCase();
  const line = text.trim();
  const whole = typed === UMBRELLA ? line || 'help' : `${typed} ${line}`;
  const { command, text: input } = splitLine(`/${whole}`, commands);
  return isHelp(input) ? { command: 'help', input: command } : { command, input };
}
