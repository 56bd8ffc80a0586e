import { type Steps, sorting } from './steps.ts';

/** A name, once for all who have it, and how many they are. */
export type Counted = { readonly name: string; times: number };

/** How often something occurs. */
export type Tally = {
  /** Where a name is counted. */
  of(name: string): Counted;
  /** What occurs at all, the most frequent first, equals in the order of the alphabet. */
  byCount(): Steps<string[]>;
};

export function createTally(): Tally {
  const counted = new Map<string, Counted>();
  return {
    of(name) {
      const known = counted.get(name) ?? { name, times: 0 };
      counted.set(name, known);
      return known;
    },
    *byCount() {
      const all = [...counted.values()].filter(({ times }) => times > 0);
      const sorted = yield* sorting(all, (a, b) => b.times - a.times || (a.name < b.name ? -1 : 1));
      return sorted.map(({ name }) => name);
    },
  };
}
