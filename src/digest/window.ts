import { setImmediate } from 'node:timers/promises';
import {
  gatherNews,
  type NewsItem,
  type PaperNews,
  type VersionsKnown,
  versionsKnown,
} from '../core/digest/news.ts';
import type { Subscription } from '../core/digest/subscription.ts';
import { followedIds, subscriptionQuery } from '../core/digest/subscription-query.ts';
import { UserError } from '../core/errors.ts';
import type { Paper } from '../core/paper.ts';
import type { LibraryReader, SearchHit, SearchIndex, Store } from '../core/ports.ts';
import type { Query } from '../core/query.ts';

const CHANGES_A_READ = 500;
const PAPERS_A_READ = 500;
/** With more papers than this the library's own index is asked: another one in memory would cost more than it saves. */
const MOST_INDEXED = 20_000;

/** The library's own index would have to be asked, and is not whole yet. */
export class IndexIncomplete extends UserError {
  constructor() {
    super('The search index is still being built; try again in a few minutes.');
  }
}

/** All that matches. */
const EVERYTHING = { sort: 'relevance', limit: 1_000_000, offset: 0, every: true, simply: true } as const;

export type WindowParts = {
  readonly store: Pick<Store, 'changesAfter' | 'get'>;
  readonly library: Pick<LibraryReader, 'search'>;
  /** An empty index in memory, filled with papers. */
  readonly indexPapers: (batches: AsyncIterable<readonly Paper[]>) => Promise<Pick<SearchIndex, 'search'>>;
};

/** What happened after one change and up to another, to be asked by many subscriptions. */
export type ChangeWindow = {
  readonly after: number;
  readonly upTo: number;
  readonly size: number;
  newsOf(paperId: string): PaperNews | undefined;
  /**
   * The papers of the window that a subscription looks for, the best first, each by its own words alone.
   * @throws {IndexIncomplete} where they are so many that the library's index is asked, which is being built
   */
  find(
    subscription: Pick<Subscription, 'kind' | 'query'>,
    /** What that looks for, if it was read before. */
    query?: Query,
  ): Promise<readonly SearchHit[]>;
};

/** The window of a subscription whose query is not understood: it stays where it is. */
export function emptyWindow(cursor: number): ChangeWindow {
  return { after: cursor, upTo: cursor, size: 0, newsOf: () => undefined, find: async () => [] };
}

/** Reads the changes after this number, and makes the papers they are of searchable. */
export async function openWindow(after: number, parts: WindowParts): Promise<ChangeWindow> {
  const { store, library } = parts;
  const items = new Map<string, NewsItem[]>();
  let upTo = after;
  for (;;) {
    const changes = await store.changesAfter(upTo, CHANGES_A_READ);
    gatherNews(changes, items);
    upTo = changes.at(-1)?.seq ?? upTo;
    if (changes.length < CHANGES_A_READ) break;
    // A database in the same process never makes anybody wait, and people are to be answered in between.
    await setImmediate();
  }
  const versions = new Map<string, VersionsKnown>();
  const index = await parts.indexPapers(papersOf(store, [...items.keys()], versions));
  const small = items.size <= MOST_INDEXED;
  let isIncomplete = false;
  const news = new Map<string, PaperNews>();
  for (const [paperId, happened] of items)
    news.set(paperId, { paperId, items: happened, ...versions.get(paperId) });

  return {
    after,
    upTo,
    size: items.size,
    newsOf: (paperId) => news.get(paperId),
    async find(subscription, query = subscriptionQuery(subscription)) {
      if (subscription.kind === 'papers')
        return followedIds(subscription)
          .filter((id) => items.has(id))
          .map((id) => ({ id, score: 0, matched: [] }));
      if (query === undefined || items.size === 0) return [];
      // Many ask one after the other, and each would cost a search.
      if (isIncomplete) throw new IndexIncomplete();
      const { hits, building } = await (small ? index : library).search(query, EVERYTHING);
      // What half an index does not find would never be told.
      isIncomplete = building !== undefined;
      if (isIncomplete) throw new IndexIncomplete();
      return small ? hits : hits.filter(({ id }) => items.has(id));
    },
  };
}

/** The papers of a window, batch by batch; of a big one only their versions are kept. */
async function* papersOf(
  store: Pick<Store, 'get'>,
  ids: readonly string[],
  versions: Map<string, VersionsKnown>,
): AsyncIterable<readonly Paper[]> {
  for (let start = 0; start < ids.length; start += PAPERS_A_READ) {
    const known = await store.get(ids.slice(start, start + PAPERS_A_READ));
    const papers = [...known.values()].map(({ paper }) => paper);
    for (const paper of papers) versions.set(paper.id, versionsKnown(paper));
    if (ids.length <= MOST_INDEXED) yield papers;
  }
}
