import { UserError } from '../core/errors.ts';
import type { Store } from '../core/ports.ts';
import type { Query } from '../core/query.ts';
import { parseQuery } from '../core/query-parser.ts';
import { clip } from '../core/text.ts';
import { apiSearchOf } from '../sources/api-search.ts';
import { followedOf } from './round.ts';

const SPACE = 'follow';

/** What a person follows, in the words of a query: `author:"Michaud, E J"`, `sparse autoencoders`, `cat:cs.LG`, `2505.15811`. */
export type Follows = {
  /** Throws UserError when it cannot be understood, or arXiv cannot be asked for it. False when it was followed already. */
  add(text: string): Promise<boolean>;
  /** Throws UserError when nothing of that kind is followed. */
  remove(text: string): Promise<void>;
  list(): Promise<readonly Query[]>;
};

export function createFollows(store: Pick<Store, 'notes' | 'forgetSource'>): Follows {
  const { notes } = store;
  const list = async (): Promise<Query[]> =>
    (await notes.list(SPACE)).flatMap(({ key }) => readable(key) ?? []);

  return {
    list,
    async add(text) {
      const query = checkFollow(text);
      if ((await notes.get(SPACE, query.text)) !== undefined) return false;
      await notes.set(SPACE, query.text, {});
      return true;
    },
    async remove(text) {
      const key = readable(text)?.text ?? text;
      if ((await notes.get(SPACE, key)) === undefined) {
        const others = (await list()).map((query) => `"${clip(query.text, 60)}"`);
        throw new UserError(
          `"${clip(key, 60)}" is not followed. ${others.length === 0 ? 'Nothing is.' : `Followed: ${others.join(', ')}.`}`,
        );
      }
      const before = followedOf([], await list());
      await notes.delete(SPACE, key);
      const after = followedOf([], await list()).map(({ name }) => name);
      // What nobody follows any more need not be told of as old.
      for (const { name } of before) if (!after.includes(name)) await store.forgetSource(name);
    },
  };
}

/** The query of something to follow. Throws UserError when it cannot be understood, or arXiv cannot be asked for it. */
export function checkFollow(text: string): Query {
  const query = parseQuery(text);
  apiSearchOf(query);
  if (query.refs.length > 0 && query.terms.length > 0) {
    throw new UserError(
      'Follow papers by their ids and searches by their words, each on its own: one of them at a time.',
    );
  }
  return query;
}

/** What an earlier release took, and this one does not understand, costs nothing but itself. */
function readable(text: string): Query | undefined {
  try {
    return parseQuery(text);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
