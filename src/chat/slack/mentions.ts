import type { App } from '@slack/bolt';
import { answer, attend, type Desk } from './desk.ts';
import { wayTo } from './interaction.ts';
import { takePasted } from './paste-form.ts';
import { unescape } from './pieces.ts';
import { readLine } from './read-line.ts';
import { PASTE } from './surface.ts';
import type { Way } from './ways.ts';

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
      (_, way) => (file && text.trim() === '' ? way.refuse(ONLY_WORDS) : reply(text, way)),
    );
  }

  async function reply(text: string, way: Way): Promise<void> {
    const call = readLine(unescape(text.replace(/<[@!#][^<>]*>/g, ' ')), desk.parts.commands);
    if (call.command !== PASTE) await answer(desk, call, way, { open: true });
    else if (call.input === '') await way.refuse(NO_FORM);
    else await takePasted(desk, call.input, way);
  }
}

const ONLY_WORDS =
  'Paperthread does not read files: that would take a permission for all of them. Paste the text into a message, or send words to search for.';

const NO_FORM =
  'A message cannot open a form. Type /paste outside of threads, or put the copied page behind it here.';

type Heard = {
  readonly user?: string | undefined;
  readonly text?: string | undefined;
  readonly channel: string;
  readonly ts: string;
  readonly thread_ts?: string | undefined;
};
