import type { Notes } from '../../core/ports.ts';
import type { Typing } from '../../core/suggest.ts';

const MOST = 20;
/** Ninety days in all, as a long life of a note ends with its day. */
const LIFE_MS = 89 * 86_400_000;
/** What Discord takes as a suggestion's value. */
const LONGEST = 100;

/**
 * What somebody searched for lately in a channel, for suggesting it again there, to them only: answers are seen by whoever asks,
 * so what one person looks for is nobody else's to see.
 */
export type RecentQueries = {
  /** The newest first. */
  of(typing: Typing): Promise<readonly string[]>;
  add(typing: Typing, query: string): Promise<void>;
};

export function createRecentQueries(notes: Pick<Notes, 'get' | 'set'>): RecentQueries {
  const of: RecentQueries['of'] = async (typing) => {
    const key = keyOf(typing);
    const note = key === undefined ? undefined : await notes.get(spaceOf(typing), key);
    const { queries } = { queries: [], ...note };
    return Array.isArray(queries) ? queries.filter((query) => typeof query === 'string') : [];
  };
  return {
    of,
    async add(typing, query) {
      const key = keyOf(typing);
      if (key === undefined || Array.from(query).length > LONGEST) return;
      const queries = [query, ...(await of(typing)).filter((other) => other !== query)].slice(0, MOST);
      await notes.set(spaceOf(typing), key, { queries }, LIFE_MS);
    },
  };
}

/** A note of its platform, so that it is forgotten with a workspace. */
function spaceOf({ platform }: Typing): string {
  return `${platform}-recent-queries`;
}

function keyOf({ caller }: Typing): string | undefined {
  return caller === undefined ? undefined : `${caller.user} ${caller.channel ?? ''}`;
}
