import { inTime } from './in-time.ts';

/** Work that must be finished before the process may end. */
export type InFlight = {
  /** Counts work until it is done, and passes on what comes of it. While closing, too: somebody has to say that it closes. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** True once nothing new is to be begun; whoever begins something looks at it. */
  readonly closing: boolean;
  /** Closes, and waits for all that is under way by then or comes to it meanwhile, at most so long. True when all was finished. */
  drain(ms: number): Promise<boolean>;
};

/** Counts work under way. */
export function createInFlight(): InFlight {
  const running = new Set<Promise<unknown>>();
  let closing = false;
  return {
    get closing() {
      return closing;
    },
    async run(work) {
      const promise = work();
      running.add(promise);
      try {
        return await promise;
      } finally {
        running.delete(promise);
      }
    },
    async drain(ms) {
      closing = true;
      const finished = async (): Promise<true> => {
        // Work under way may begin more work of its own.
        while (running.size > 0) await Promise.allSettled(running);
        return true;
      };
      return (await inTime(finished(), ms)) ?? false;
    },
  };
}
