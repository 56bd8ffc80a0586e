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
 * and again does not begin anew each time, and one that slept (a laptop that was shut) does. To be asked at each look, with the time.
 */
export function createRunningSince(
  { notes, clock }: { readonly notes: Pick<Notes, 'get' | 'set'>; readonly clock: Pick<Clock, 'now'> },
  longestBreakMs: number,
): (now: number) => Promise<number> {
  const begun = clock.now();
  let written: Running | undefined;
  let last: Running | undefined;
  return async (now) => {
    const before = last ?? ((await notes.get(SPACE, KEY)) as Running | undefined);
    const here = last === undefined ? begun : now;
    const goesOn = before !== undefined && here - before.seen < longestBreakMs;
    // A clock that was ahead has seen times that have not come.
    const since = Math.min(goesOn ? before.since : here, now);
    last = { since, seen: now };
    const isWritten = written?.since === since && Math.abs(now - written.seen) < WRITTEN_EVERY_MS;
    if (!isWritten) await notes.set(SPACE, KEY, last);
    if (!isWritten) written = last;
    return since;
  };
}
