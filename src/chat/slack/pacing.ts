import type { Clock } from '../../core/clock.ts';

/** One message a second is what Slack takes per channel; a little more keeps us on the safe side. */
const SPACING_MS = 1_100;
/** Above so many channels those are forgotten that wait for nothing any more. */
const MANY = 1_000;

/** Turns at posting into a channel, spaced out; channels do not wait for one another. */
export type Pacing = {
  /** Resolves when it is this one's turn: to false when it waited in vain, because no more turns are given. */
  turn(channel: string): Promise<boolean>;
  /** Lets everybody who waits go. */
  close(): void;
};

/** The last turn of a channel: when it was given (ms), Infinity before. */
type Turn = { at: number; readonly given: Promise<void> };

/** `spacingMs` from one turn to the next in the same channel. */
export function createPacing(clock: Clock, spacingMs = SPACING_MS): Pacing {
  const turns = new Map<string, Turn>();
  const end = new AbortController();

  const forget = (): void => {
    const now = clock.now();
    for (const [channel, { at }] of turns) if (at + spacingMs < now) turns.delete(channel);
  };

  return {
    async turn(channel) {
      if (turns.size > MANY) forget();
      const before = turns.get(channel);
      const { promise: given, resolve: give } = Promise.withResolvers<void>();
      const mine: Turn = { at: Number.POSITIVE_INFINITY, given };
      turns.set(channel, mine);
      await before?.given;
      // No longer than the whole of it: the clock may have been put back.
      const wait = before === undefined ? 0 : Math.min(spacingMs, before.at + spacingMs - clock.now());
      if (wait > 0) await clock.sleep(wait, end.signal);
      mine.at = clock.now();
      give();
      return wait <= 0 || !end.signal.aborted;
    },
    close: () => end.abort(),
  };
}
