import { DiscordAPIError, RateLimitError, RESTJSONErrorCodes } from 'discord.js';
import type { FindOutcome, PostOutcome } from '../../core/chat.ts';
import { isNotConnected } from '../../core/not-connected.ts';
import { InDoubt, TooLate } from './deadline.ts';
import { codeOf, LockedThread, refusalOf } from './errors.ts';

export type Progress = {
  readonly sent: number;
  /** The first message, where it is there. */
  readonly id?: string | undefined;
  readonly parts: number;
  /** It goes under a message. */
  readonly under: boolean;
};

const SOON_MS = 30_000;
const UNKNOWN = {
  kind: 'unknown',
  reason: 'The connection to Discord broke before it said whether the post was made.',
} as const;
/** The channel is gone with all that stood there. */
const GONE = new Set<number>([RESTJSONErrorCodes.UnknownChannel, RESTJSONErrorCodes.UnknownGuild]);
/** As threads are archived by themselves after a while, there may soon be room for another. */
const THREADS_FULL = new Set<number>([
  RESTJSONErrorCodes.MaximumActiveThreads,
  RESTJSONErrorCodes.MaximumActiveAnnouncementThreads,
]);
/** Of these only the message is at fault under which something was to go, or its thread. */
const THREAD_GONE = new Set<number>([
  RESTJSONErrorCodes.UnknownMessage,
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.ThreadLocked,
  ...THREADS_FULL,
]);
const LATER = new Set<number>([
  RESTJSONErrorCodes.ActionCannotBePerformedDueToSlowmodeRateLimit,
  RESTJSONErrorCodes.ChannelSendRateLimit,
  RESTJSONErrorCodes.ServerSendRateLimit,
  RESTJSONErrorCodes.OpeningDirectMessagesTooFast,
  RESTJSONErrorCodes.SendMessagesHasBeenTemporarilyDisabled,
  RESTJSONErrorCodes.FeatureTemporarilyDisabledServerSide,
  RESTJSONErrorCodes.ServiceResourceIsBeingRateLimited,
  RESTJSONErrorCodes.CloudflareIsBlockingYourRequest,
  RESTJSONErrorCodes.APIResourceOverloaded,
]);

/** What a failed post means for whoever wanted it, so many of its messages being there already. */
export function outcomeOf(error: unknown, { sent, id, parts, under }: Progress): PostOutcome {
  const outcome = failureOf(error);
  if (outcome.kind === 'refused' && sent === 0 && under && isThreadGone(error))
    return { ...outcome, thread: THREADS_FULL.has(codeOf(error)) ? 'full' : 'gone' };
  if (outcome.kind === 'later' && id !== undefined) return { ...outcome, id };
  if (outcome.kind !== 'refused') return outcome;
  // Also what was there of it.
  if (GONE.has(codeOf(error))) return { ...outcome, gone: true };
  if (id === undefined) return outcome;
  const reason = `Only ${sent} of ${parts} messages of the post are there. ${outcome.reason}`;
  return { ...outcome, id, reason };
}

function isThreadGone(error: unknown): boolean {
  return error instanceof LockedThread || THREAD_GONE.has(codeOf(error));
}

/** The same for one of which nothing is there. */
export function failureOf(error: unknown): PostOutcome {
  if (error instanceof InDoubt) return UNKNOWN;
  if (error instanceof TooLate) return { kind: 'later', afterMs: SOON_MS };
  const refusal = refusalOf(error);
  if (refusal !== undefined) {
    const mayPass = THREADS_FULL.has(codeOf(error));
    return { kind: 'refused', reason: refusal, ...(mayPass ? { mayPass } : {}) };
  }
  if (error instanceof RateLimitError)
    return { kind: 'later', afterMs: Math.max(error.timeToReset, error.retryAfter, error.sublimitTimeout) };
  if (LATER.has(codeOf(error))) return { kind: 'later', afterMs: SOON_MS };
  if (error instanceof DiscordAPIError) {
    // After a 401 the process ends, and what was not posted is posted after it was mended. Without a number it was not Discord
    // that answered, but whatever stands before it.
    if (error.status === 401 || typeof error.code !== 'number') return { kind: 'later', afterMs: SOON_MS };
    const reason = `Discord refuses it: ${error.message} (${error.code}).`;
    return { kind: 'refused', reason, mayPass: true };
  }
  if (isNotConnected(error)) return { kind: 'later', afterMs: SOON_MS };
  return UNKNOWN;
}

/** What a failed look for a post means: who may not look needs a person, everything else is over after a while. */
export function lookOutcomeOf(error: unknown): FindOutcome {
  const failure = failureOf(error);
  if (failure.kind === 'refused') return { kind: 'unknown', reason: failure.reason };
  return { kind: 'later', afterMs: failure.kind === 'later' ? failure.afterMs : SOON_MS };
}
