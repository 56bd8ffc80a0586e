import { setTimeout } from 'node:timers/promises';
import type { Clock } from './core/clock.ts';

/** The machine's clock. */
export const systemClock: Clock = {
  now: Date.now,
  sleep: (ms, signal) =>
    setTimeout(ms, undefined, signal === undefined ? {} : { signal }).catch((error: unknown) => {
      if (signal?.aborted !== true) throw error;
    }),
};
