import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'discord.js';
import type { Log } from '../../core/ports.ts';
import { refusedLogin } from './client.ts';
import { logFields } from './errors.ts';

const LONGEST_PAUSE_MS = 60_000;

export type Login = {
  readonly token: string;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly firstPauseMs?: number;
};

/**
 * Logs in, trying again with growing pauses while Discord cannot be reached, and after the reset where no starts are left. A client
 * that failed is of no further use, so each try makes a new one. Resolves to undefined when the signal fires before; rejects with
 * SetupError when Discord refuses the settings.
 */
export async function login(make: () => Client, options: Login): Promise<Client | undefined> {
  const { token, log, signal, firstPauseMs = 1_000 } = options;
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    const client = make();
    const leave = (): void => void client.destroy().catch(() => undefined);
    signal.addEventListener('abort', leave);
    try {
      await Promise.race([client.login(token), aborted(signal)]);
      if (signal.aborted) return undefined;
      if (attempt > 0) log.warn({}, 'Discord is reached again');
      return client;
    } catch (error) {
      const refused = refusedLogin(error);
      if (refused !== undefined) throw refused;
      const pause = resetPause(error) ?? Math.min(firstPauseMs * 2 ** attempt, LONGEST_PAUSE_MS);
      // One warning for all of an outage.
      log[attempt === 0 ? 'warn' : 'debug'](
        { ...logFields(error), pauseMs: pause },
        'Discord cannot be reached; it is tried again',
      );
      await sleep(pause, undefined, { signal }).catch(() => undefined);
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }
  return undefined;
}

/** Discord allows so many starts a day, and says when there are new ones. */
function resetPause(error: unknown): number | undefined {
  const [, at] =
    error instanceof Error ? (/^Not enough sessions.*resets at (\S+)$/.exec(error.message) ?? []) : [];
  return at === undefined ? undefined : Math.max(1_000, Date.parse(at) - Date.now());
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
