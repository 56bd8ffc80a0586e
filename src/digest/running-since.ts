import type { Clock } from '../core/clock.ts';
import type { Notes } from '../core/ports.ts';

const SPACE = 'digests';
const KEY = 'running-since';
const WRITTEN_EVERY_MS = 5 * 60_000;

type Running = {
  /** When the first of these processes began, and when one was last there (ms). */
  readonly since: number;
  readonly seen: number;
};

/**
 * Since when (ms) somebody has looked for what is due, without a break of `longestBreakMs` or more: a process that is started again
 * and again does not begin anew each time. To be asked at each look, with the time.
 */
export function createRunningSince(
  { notes, clock }: { readonly notes: Pick<Notes, 'get' | 'set'>; readonly clock: Pick<Clock, 'now'> },
  longestBreakMs: number,
): (now: number) => Promise<number> {
  const begun = clock.now();
  let running: Running | undefined;
  return async (now) => {
    if (running === undefined) {
      const before = (await notes.get(SPACE, KEY)) as Running | undefined;
      const goesOn = before !== undefined && begun - before.seen < longestBreakMs;
      running = { since: goesOn ? before.since : begun, seen: Number.NEGATIVE_INFINITY };
    }
    // A clock that was ahead has seen times that have not come.
    const since = Math.min(running.since, now);
    const isDue = Math.abs(now - running.seen) >= WRITTEN_EVERY_MS;
    running = { since, seen: isDue ? now : running.seen };
    if (isDue) await notes.set(SPACE, KEY, running);
    return since;
  };
}
