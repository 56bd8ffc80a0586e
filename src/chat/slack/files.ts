import { UserError } from '../../core/errors.ts';
import { troubleOf } from './errors.ts';
import { renderNote } from './render.ts';
import type { SlackFile } from './render-card.ts';
import { type Place, politely, say } from './speak.ts';

/**
 * Shares files where the answer is: in the channel or thread, or, as a file cannot be shown to one person only, in the direct
 * messages of the asker. Throws what the Web API answered.
 */
export async function sendFiles(
  place: Place,
  files: readonly SlackFile[],
  audience: 'asker' | 'channel',
): Promise<void> {
  const { workspace, user, channel, thread } = place;
  for (const { name, text } of files) {
    const there =
      audience === 'channel' && channel !== undefined
        ? { channel, ts: thread }
        : await say({ workspace, user }, renderNote(`${name}, which you asked for:`));
    const file = { filename: name, title: name, content: text, channel_id: there.channel };
    await politely(
      () => workspace.client.files.uploadV2(there.ts === undefined ? file : { ...file, thread_ts: there.ts }),
      workspace.ended,
    );
  }
}

/** Shares files with everybody where the answer is. Throws UserError where Slack takes none, as where the bot is not in the channel. */
export async function shareFiles(place: Place, files: readonly SlackFile[]): Promise<void> {
  try {
    await sendFiles(place, files, 'channel');
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble.kind !== 'refused') throw error;
    throw new UserError(`This comes with a file, which could not be shared. ${trouble.reason}`);
  }
}
