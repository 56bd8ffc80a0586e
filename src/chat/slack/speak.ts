import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../../core/ports.ts';
import { troubleOf } from './errors.ts';
import { inSomeForm } from './plainer.ts';
import type { SlackMessage } from './render.ts';
import type { Workspace } from './workspaces.ts';

/** Where somebody asked something. */
export type Place = {
  readonly workspace: Workspace;
  readonly user: string;
  readonly name?: string;
  readonly channel?: string;
  readonly thread?: string;
};

/** Where a message stands. */
export type Posted = { readonly channel: string; readonly ts: string };

/** Posts into the channel, or to the person where there is none. */
export async function say(place: Place, message: SlackMessage): Promise<Posted> {
  const { workspace, channel, user } = place;
  const { postMessage } = workspace.client.chat;
  const said = { channel: channel ?? user, ...message, ...inThread(place) };
  const posted = await inSomeForm((shape) =>
    politely(() => postMessage({ ...said, blocks: shape(message.blocks) }), workspace.ended),
  );
  return { channel: posted.channel ?? '', ts: posted.ts ?? '' };
}

/** A message only the asker sees; where there is none of those, or Slack certainly did not take it, a direct message. */
export async function whisper(place: Place, message: SlackMessage, log: Log): Promise<void> {
  const { workspace, user } = place;
  if (!(await whisperThere(place, message, log))) await say({ workspace, user }, message);
}

/**
 * A message of the channel that only the asker sees. False in direct messages, and when Slack certainly did not take it; when nobody
 * knows whether it was taken, it is left at that: a second one would perhaps say the same twice.
 */
export async function whisperThere(
  place: Place,
  message: SlackMessage,
  log: Log,
  longestWaitMs?: number,
): Promise<boolean> {
  const { workspace, channel, user } = place;
  if (channel === undefined || channel.startsWith('D')) return false;
  try {
    const said = { channel, user, ...message, ...inThread(place) };
    await inSomeForm((shape) =>
      politely(
        () => workspace.client.chat.postEphemeral({ ...said, blocks: shape(message.blocks) }),
        workspace.ended,
        longestWaitMs,
      ),
    );
    return true;
  } catch (error) {
    workspace.ended.throwIfAborted();
    const { kind, reason } = troubleOf(error);
    if (kind === 'dead') throw error;
    if (kind === 'unknown') log.warn({ reason }, 'nobody knows whether an answer reached Slack');
    else log.debug({ reason }, 'what only one person was to see was not taken');
    return kind === 'unknown';
  }
}

/** Puts other words in the place of a message of ours. */
export async function change(
  { workspace }: Place,
  { channel, ts }: Posted,
  message: SlackMessage,
): Promise<void> {
  await inSomeForm((shape) =>
    politely(
      () => workspace.client.chat.update({ channel, ts, ...message, blocks: shape(message.blocks) }),
      workspace.ended,
    ),
  );
}

/** Takes a message of ours away. */
export async function takeAway({ workspace }: Place, { channel, ts }: Posted): Promise<void> {
  await politely(() => workspace.client.chat.delete({ channel, ts }), workspace.ended);
}

const LONGEST_WAIT_MS = 30_000;

/**
 * Calls, and when Slack asks to wait (up to so long), waits and calls again: certainly nothing was done then. Once `ended` has
 * fired nobody is waited for, and nothing is called any more.
 */
export async function politely<T>(
  call: () => Promise<T>,
  ended: AbortSignal,
  longestWaitMs = LONGEST_WAIT_MS,
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    ended.throwIfAborted();
    try {
      return await call();
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble.kind !== 'later' || trouble.afterMs > longestWaitMs || attempt === 2) throw error;
      await pause(trouble.afterMs, undefined, { signal: ended }).catch(() => {
        throw error;
      });
    }
  }
}

function inThread({ thread }: Place): { thread_ts?: string } {
  return thread === undefined ? {} : { thread_ts: thread };
}
