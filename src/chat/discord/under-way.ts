/** Work that a stop waits for. */
export type UnderWay = {
  track<T>(work: Promise<T>): Promise<T>;
  /** Resolves when nothing is under way any more, or after so many milliseconds. */
  settled(limitMs: number): Promise<void>;
};

export function createUnderWay(): UnderWay {
  const all = new Set<Promise<unknown>>();
  return {
    async track(work) {
      all.add(work);
      try {
        return await work;
      } finally {
        all.delete(work);
      }
    },
    async settled(limitMs) {
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(late.resolve, limitMs);
      await Promise.race([Promise.allSettled(all), late.promise]);
      clearTimeout(timer);
    },
  };
}
