/** How often something occurs. */
export type Tally = {
  add(name: string, times: number): void;
  /** What occurs at all, the most frequent first, equals in the order of the alphabet. */
  byCount(): string[];
};

export function createTally(): Tally {
  const counts = new Map<string, number>();
  return {
    add(name, times) {
      const count = (counts.get(name) ?? 0) + times;
      if (count > 0) counts.set(name, count);
      else counts.delete(name);
    },
    byCount: () =>
      [...counts].toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)).map(([name]) => name),
  };
}
