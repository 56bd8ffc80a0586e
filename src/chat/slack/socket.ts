import type { SocketModeReceiver } from '@slack/bolt';
import { inTime } from '../../core/in-time.ts';
import type { Log } from '../../core/ports.ts';
import { isSlackError, type Trouble, troubleOf } from './errors.ts';

type Socket = SocketModeReceiver['client'];

/** Milliseconds before each further try; the last one goes on for ever. */
const DELAYS = [0, 500, 1_000, 2_000, 5_000, 15_000, 30_000] as const;
const HELLO_MS = 5_000;
const LEAVE_MS = 1_000;
/** A socket that ends sooner than this counts as one more failure, or the next would be tried at once for ever. */
const STEADY_MS = 10_000;

export type SocketKeeper = {
  /** Connects for the first time; throws what Slack answered. */
  open(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Keeps one socket open. Slack replaces it several times a day; the library would wait seconds before it connects again, and
 * end the process with an unhandled rejection when that fails. So its own reconnecting is off and this does it: at once, then
 * ever more patiently, until one has lasted for a while. `lost` is told when the credentials are void, after which nothing is tried any more.
 */
export function keepSocket(socket: Socket, log: Log, lost: (trouble: Trouble) => void): SocketKeeper {
  let [connecting, closed] = [false, false];
  let [attempt, connectedAt] = [0, 0];
  let wake = (): void => {};

  const connect = async (): Promise<void> => {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new Error('Slack did not say hello')), HELLO_MS);
    const started = socket.start();
    // Should the time limit win, nobody else hears of what comes of it.
    started.catch(() => {});
    try {
      await Promise.race([started, late.promise]);
      connectedAt = performance.now();
    } finally {
      clearTimeout(timer);
    }
  };

  const reconnect = async (): Promise<void> => {
    if (connecting || closed) return;
    connecting = true;
    const since = performance.now();
    if (since - connectedAt >= STEADY_MS) attempt = 0;
    let asked = 0;
    while (!closed) {
      await pause(Math.max(asked, DELAYS[Math.min(attempt, DELAYS.length - 1)] ?? 0));
      if (closed) break;
      attempt += 1;
      try {
        await connect();
        log.info({ ms: Math.round(performance.now() - since) }, 'Slack is connected again');
        break;
      } catch (err) {
        const trouble = isSlackError(err) ? troubleOf(err) : undefined;
        if (trouble?.kind === 'dead') {
          closed = true;
          lost(trouble);
          break;
        }
        asked = trouble?.kind === 'later' ? trouble.afterMs : 0;
        log.warn(
          { attempt, reason: trouble?.reason ?? String(err) },
          'Slack cannot be reached; trying again',
        );
        void socket.disconnect();
      }
    }
    connecting = false;
  };

  const pause = async (ms: number): Promise<void> => {
    if (ms === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    wake = resolve;
    await promise;
    clearTimeout(timer);
  };

  socket.on('disconnected', () => void reconnect());

  return {
    async open() {
      connecting = true;
      try {
        await connect();
      } finally {
        connecting = false;
      }
    },
    async close() {
      closed = true;
      wake();
      // A peer that does not finish its handshake must not hold the process.
      await inTime(socket.disconnect(), LEAVE_MS);
    },
  };
}
