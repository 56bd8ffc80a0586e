import type { Notes } from '../../src/core/ports.ts';

/** Notes in memory, as the store keeps them; `now` makes their lives run out. */
export function createFakeNotes(now: () => number = Date.now): Notes {
  const spaces = new Map<string, Map<string, { value: object; until: number }>>();
  const live = (space: string): Map<string, { value: object; until: number }> => {
    const notes = spaces.get(space) ?? new Map();
    spaces.set(space, notes);
    for (const [key, { until }] of notes) if (until <= now()) notes.delete(key);
    return notes;
  };
  const put = (space: string, key: string, value: object, lifeMs = Number.POSITIVE_INFINITY): void => {
    live(space).set(key, { value: structuredClone(value), until: now() + lifeMs });
  };
  return {
    get: async (space, key) => live(space).get(key)?.value,
    list: async (space) => [...live(space)].map(([key, { value }]) => ({ key, value })),
    set: async (space, key, value, lifeMs) => put(space, key, value, lifeMs),
    async claim(space, key, value, lifeMs) {
      if (live(space).has(key)) return false;
      put(space, key, value, lifeMs);
      return true;
    },
    async delete(space, key) {
      live(space).delete(key);
    },
    async deleteUnder(space, prefix) {
      const notes = live(space);
      for (const key of notes.keys()) if (key.startsWith(prefix)) notes.delete(key);
    },
  };
}
