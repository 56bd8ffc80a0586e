import { setTimeout as sleep } from 'node:timers/promises';
import { HTTPError, REST } from 'discord.js';
import { type DiscordSettings, isLongerThan } from './client.ts';
import { isLost } from './errors.ts';

/**
 * Two ways to Discord's REST, neither with the bot's token: an interaction brings its own. Neither tries again by itself, for
 * some of these calls may not be repeated: see `trying`.
 */
export type InteractionRests = {
  /** Gives up soon: Discord waits three seconds for the first answer. */
  readonly callback: REST;
  readonly webhook: REST;
};

const CALLBACK_TIMEOUT_MS = 1_000;
const WEBHOOK_TIMEOUT_MS = 5_000;
/** A callback that is held back for longer would come too late. */
const LONGEST_CALLBACK_WAIT_MS = 1_000;
/** What comes after it may come for fifteen minutes, and "thinking" stands there meanwhile. A stop does not wait so long. */
const LONGEST_WEBHOOK_WAIT_MS = 60_000;

/** The pauses before each repetition of a callback: all of it fits into Discord's three seconds. */
export const CALLBACK_PAUSES_MS = [100, 400] as const;
/** The pauses before each repetition of a change to a message. */
export const WEBHOOK_PAUSES_MS = [300, 1_000, 3_000] as const;

/** For calls that are answered by the token of their own interaction. */
export function createInteractionRests({ apiUrl: api }: DiscordSettings): InteractionRests {
  const rest = (timeout: number, longestWaitMs: number): REST =>
    new REST({ api, timeout, retries: 0, rejectOnRateLimit: isLongerThan(longestWaitMs) });
  return {
    callback: rest(CALLBACK_TIMEOUT_MS, LONGEST_CALLBACK_WAIT_MS),
    webhook: rest(WEBHOOK_TIMEOUT_MS, LONGEST_WEBHOOK_WAIT_MS),
  };
}

/**
 * Repeats a call while its connection fails, in whatever way, and while Discord fails within, after each of these pauses. Only for
 * calls that may be repeated though an earlier one was taken.
 */
export async function trying(pausesMs: readonly number[], call: () => Promise<unknown>): Promise<void> {
  for (const pauseMs of pausesMs) {
    try {
      await call();
      return;
    } catch (error) {
      if (!mayHelp(error)) throw error;
    }
    await sleep(pauseMs);
  }
  await call();
}

function mayHelp(error: unknown): boolean {
  return isLost(error) || error instanceof HTTPError;
}
