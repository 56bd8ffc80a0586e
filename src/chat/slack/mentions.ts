import type { App } from '@slack/bolt';
import { fileCommand, isBib } from '../../core/attachment.ts';
import type { Command } from '../../core/command.ts';
import { isHelp, splitLine } from '../../core/options.ts';
import type { ButtonCall } from './button-value.ts';
import { answer, attend, type Desk } from './desk.ts';
import { wayTo } from './interaction.ts';
import { unescape } from './pieces.ts';

/** Mentions in channels and direct messages: answered in their thread, a mistake only to who made it. */
export function listenToMentions(app: App, desk: Desk): void {
  app.event('app_mention', ({ event, context }) => hear(context.teamId, event));
  app.message(async ({ message, context }) => {
    // Edits, joins and what other bots say have a subtype or a bot; none of them asks anything. A message with a file does.
    if (message.channel_type !== 'im' || (message.subtype !== undefined && message.subtype !== 'file_share'))
      return;
    if ('bot_id' in message && message.bot_id !== undefined) return;
    await hear(context.teamId, message, message.subtype === 'file_share');
  });

  async function hear(team: string | undefined, heard: Heard, file = false): Promise<void> {
    const { user, text = '', channel, ts, thread_ts: thread } = heard;
    if (user === undefined) return;
    await attend(
      desk,
      // A mention in direct messages comes as both events, with one time.
      { team: team ?? '', id: `message:${channel}:${ts}` },
      (workspace) =>
        wayTo(
          { user, channel, thread: thread ?? ts, opensThread: thread === undefined },
          workspace,
          desk.parts.log,
        ),
      (_, way) =>
        file && text.trim() === ''
          ? way.refuse(ONLY_WORDS)
          : answer(desk, readMessage(text, desk.parts.commands), way, { open: true }),
    );
  }
}

const ONLY_WORDS =
  'Paperthread does not read files: that would take a permission for all of them. Paste the text into a message, or send words to search for.';

type Heard = {
  readonly user?: string | undefined;
  readonly text?: string | undefined;
  readonly channel: string;
  readonly ts: string;
  readonly thread_ts?: string | undefined;
};

/**
 * `@paperthread sparse autoencoders` is a search, `@paperthread /paper X` a command, a `.bib` file goes to the command that takes
 * one, a bare mention asks for help.
 */
function readMessage(text: string, commands: readonly Command[]): ButtonCall {
  const said = unescape(text.replace(/<[@!#][^<>]*>/g, ' ')).trim();
  const taker = fileCommand(commands);
  if (taker !== undefined && isBib(said) && !said.startsWith('/'))
    return { command: taker.name, input: said };
  const { command, text: input } = splitLine(said === '' || isHelp(said) ? '/help' : said, commands);
  return { command, input };
}
