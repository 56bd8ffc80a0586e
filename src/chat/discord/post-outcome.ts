import { DiscordAPIError, RateLimitError, RESTJSONErrorCodes } from 'discord.js';
import type { FindOutcome, PostOutcome } from '../../core/chat.ts';
import { isNotConnected } from '../../core/not-connected.ts';
import { TooLate } from './deadline.ts';
import { codeOf, refusalOf } from './errors.ts';

export type Progress = {
  readonly sent: number;
  /** The first message, where it is there. */
  readonly id?: string | undefined;
  readonly parts: number;
  /** It goes under a message. */
  readonly under: boolean;
};

const SOON_MS = 30_000;
/** Nothing of a post is left. */
const GONE = new Set<number>([RESTJSONErrorCodes.UnknownChannel, RESTJSONErrorCodes.UnknownGuild]);
/** Of these only the message is at fault under which something was to go, or its thread. */
const THREAD_GONE = new Set<number>([
  RESTJSONErrorCodes.UnknownMessage,
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.ThreadLocked,
]);
const LATER = new Set<number>([
  RESTJSONErrorCodes.ChannelSendRateLimit,
  RESTJSONErrorCodes.APIResourceOverloaded,
  RESTJSONErrorCodes.OpeningDirectMessagesTooFast,
]);

/**
 * What a failed post means for whoever wanted it, so many of its messages being there already: "refused" and "not posted" would be
 * untrue of those, unless they are gone with their channel.
 */
export function outcomeOf(error: unknown, { sent, id, parts, under }: Progress): PostOutcome {
  const outcome = failureOf(error);
  if (outcome.kind === 'refused' && sent === 0 && under && THREAD_GONE.has(codeOf(error)))
    return { ...outcome, thread: 'gone' };
  if (outcome.kind === 'later' && id !== undefined) return { ...outcome, id };
  if (outcome.kind !== 'refused' || sent === 0 || GONE.has(codeOf(error))) return outcome;
  return {
    kind: 'unknown',
    reason: `Only ${sent} of ${parts} messages of the post are there. ${outcome.reason}`,
  };
}

/** The same for one of which nothing is there. */
export function failureOf(error: unknown): PostOutcome {
  if (error instanceof TooLate && !error.after) return { kind: 'later', afterMs: SOON_MS };
  const refusal = refusalOf(error);
  if (refusal !== undefined) return { kind: 'refused', reason: refusal };
  if (error instanceof RateLimitError)
    return { kind: 'later', afterMs: Math.max(error.timeToReset, error.retryAfter, error.sublimitTimeout) };
  if (LATER.has(codeOf(error))) return { kind: 'later', afterMs: SOON_MS };
  if (error instanceof DiscordAPIError) {
    // After a 401 the process ends, and what was not posted is posted after it was mended.
    if (error.status === 401) return { kind: 'later', afterMs: SOON_MS };
    return { kind: 'refused', reason: `Discord refuses it: ${error.message} (${error.code}).` };
  }
  if (isNotConnected(error)) return { kind: 'later', afterMs: SOON_MS };
  return {
    kind: 'unknown',
    reason: 'The connection to Discord broke before it said whether the post was made.',
  };
}

/** What a failed look for a post means: who may not look needs a person, everything else is over after a while. */
export function lookOutcomeOf(error: unknown): FindOutcome {
  const failure = failureOf(error);
  if (failure.kind === 'refused') return { kind: 'unknown', reason: failure.reason };
  return { kind: 'later', afterMs: failure.kind === 'later' ? failure.afterMs : SOON_MS };
}
