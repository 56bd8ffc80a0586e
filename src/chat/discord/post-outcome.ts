import { DiscordAPIError, RateLimitError, RESTJSONErrorCodes } from 'discord.js';
import type { PostOutcome } from '../../core/chat.ts';
import { codeOf, refusalOf } from './errors.ts';

const SOON_MS = 30_000;
/** No connection came about, so nothing can have been posted. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const LATER = new Set<number>([
  RESTJSONErrorCodes.ChannelSendRateLimit,
  RESTJSONErrorCodes.APIResourceOverloaded,
]);

/** What a failed post means for whoever wanted it. */
export function outcomeOf(error: unknown): PostOutcome {
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
  if (error instanceof Error && 'code' in error && NOT_CONNECTED.has(String(error.code)))
    return { kind: 'later', afterMs: SOON_MS };
  return {
    kind: 'unknown',
    reason: 'The connection to Discord broke before it said whether the post was made.',
  };
}
