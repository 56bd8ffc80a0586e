import { join } from 'node:path';
import type { SearchIndex } from '../core/ports.ts';
import type { IndexKind } from './build.ts';
import { openFullTextIndex } from './fulltext/fulltext.ts';
import type { KeptIndex } from './kept-index.ts';
import { openMiniSearchIndex } from './memory/minisearch.ts';

/** Papers beyond which the index in memory takes more of it than it is worth. */
export const LARGE = 25_000;

/** What an index is opened for. */
export type IndexPlace = {
  readonly folder: string;
  readonly setting: IndexKind | 'auto';
  /** With `auto`, more papers than these are searched in the database. */
  readonly large: number;
  readonly library: () => Promise<Pick<KeptIndex, 'library' | 'seq'>>;
  readonly log: (reason: string) => void;
};

/**
 * Opens the index for a library of so many papers as it was last kept, or an empty one. With `auto` the one in memory makes way for
 * the one in the database when the library grows too large for it; a library that is smaller at the next start has the former again.
 */
export async function openIndex(place: IndexPlace, papers: number): Promise<SearchIndex> {
  const { folder, setting, large, log } = place;
  const kept = { ...(await place.library()), log };
  if (setting === 'database' || (setting === 'auto' && papers > large))
    return openFullTextIndex({ ...kept, file: join(folder, 'search-index.db') });
  return openMiniSearchIndex({
    ...kept,
    file: join(folder, 'search-index.zst'),
    successor: (many) => (setting === 'auto' && many > large ? openIndex(place, many) : undefined),
  });
}
