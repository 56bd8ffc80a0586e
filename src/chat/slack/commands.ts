import type { App } from '@slack/bolt';
import { splitLine } from '../../core/options.ts';
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
    const call = readCommand(command.command, unescape(command.text ?? ''));
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
function readCommand(name: string, text: string): ButtonCall & { readonly input: string } {
  const command = name.replace(/^\//, '').toLowerCase();
  const line = text.trim();
  if (command !== UMBRELLA)
    return isHelp(line) ? { command: 'help', input: command } : { command, input: line };
  const inner = splitLine(`/${line === '' ? 'help' : line}`);
  return { command: inner.command, input: inner.text };
}

/** The word alone; a paper on "help" is found with one word more. */
export function isHelp(text: string): boolean {
  return /^(?:help|-h|--help|\?)$/i.test(text);
}
