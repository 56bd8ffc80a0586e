import { setTimeout } from 'node:timers/promises';

/** Time as waiting needs it; tests bring their own. */
export type Clock = { now(): number; sleep(ms: number, signal?: AbortSignal): Promise<void> };

/** The machine's clock. A sleep ends early, without a fault, when the signal fires. */
export const systemClock: Clock = {
  now: Date.now,
  sleep: (ms, signal) =>
    setTimeout(ms, undefined, signal === undefined ? {} : { signal }).catch((error: unknown) => {
      if (signal?.aborted !== true) throw error;
    }),
};
