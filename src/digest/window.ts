import { setImmediate } from 'node:timers/promises';
import {
  gatherNews,
  type NewsItem,
  type PaperNews,
  type VersionsKnown,
  versionsKnown,
} from '../core/digest/news.ts';
import type { Subscriptions } from '../core/digest/ports.ts';
import type { NewsHit } from '../core/digest/select.ts';
import type { Subscription } from '../core/digest/subscription.ts';
import { followedIds, subscriptionQuery } from '../core/digest/subscription-query.ts';
import { UserError } from '../core/errors.ts';
import type { KnownPaper, Paper } from '../core/paper.ts';
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
const EVERYTHING = {
  sort: 'relevance',
  limit: 1_000_000,
  offset: 0,
  every: 'as typed',
  simply: true,
} as const;

export type WindowParts = {
  readonly subscriptions: Pick<Subscriptions, 'broughtBy'>;
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
  /** What happened to a paper that was found. */
  newsOf(paperId: string): PaperNews | undefined;
  /**
   * The papers of the window that a subscription looks for, the best first, each by its own words alone; and behind them those that
   * it has brought to its channel and that have become something else since, with no word that matches: whoever has had a paper
   * hears what becomes of it.
   * @throws {IndexIncomplete} where they are so many that the library's index is asked, which is being built
   */
  find(
    subscription: Pick<Subscription, 'id' | 'kind' | 'query'>,
    /** What that looks for, if it was read before. */
    query?: Query,
  ): Promise<readonly NewsHit[]>;
};

/** Whether it is what became of a paper that was known. */
export function isLater({ kind }: NewsItem): boolean {
  return kind !== 'new-paper';
}

/** By subscription those of these papers that it has brought; a part at a time, as people are to be answered in between. */
async function broughtBy(
  papers: readonly string[],
  { subscriptions }: Pick<WindowParts, 'subscriptions'>,
): Promise<ReadonlyMap<number, readonly string[]>> {
  const all = new Map<number, string[]>();
  for (let start = 0; start < papers.length; start += PAPERS_A_READ) {
    const some = await subscriptions.broughtBy(papers.slice(start, start + PAPERS_A_READ));
    for (const [id, own] of some) {
      const known = all.get(id);
      if (known === undefined) all.set(id, [...own]);
      else known.push(...own);
    }
    await setImmediate();
  }
  return all;
}

/** Those that are not found by their words. */
function othersOf(brought: readonly string[], found: readonly SearchHit[]): readonly NewsHit[] {
  const all = new Set(found.map(({ id }) => id));
  return brought
    .filter((id) => !all.has(id))
    .map((id) => ({ id, score: 0, matched: [], isBrought: true as const }));
}

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
  const later = [...items].flatMap(([id, happened]) => (happened.some(isLater) ? id : []));
  const brought = await broughtBy(later, parts);
  const small = items.size <= MOST_INDEXED;
  const versions = new Map<string, VersionsKnown>();
  // Of very many papers only those that are found are read.
  const index = await parts.indexPapers(papersOf(store, small ? [...items.keys()] : [], versions));
  let isIncomplete = false;
  const news = new Map<string, PaperNews>();

  /** The same hits, once the versions of their papers are known. */
  const known = async <H extends SearchHit>(hits: readonly H[]): Promise<readonly H[]> => {
    const unknown = hits.filter(({ id }) => !versions.has(id)).map(({ id }) => id);
    for (let start = 0; start < unknown.length; start += PAPERS_A_READ) {
      const some = unknown.slice(start, start + PAPERS_A_READ);
      const papers = await store.get(some);
      for (const id of some) versions.set(id, versionsOf(papers.get(id)));
      await setImmediate();
    }
    return hits;
  };

  return {
    after,
    upTo,
    size: items.size,
    newsOf(paperId) {
      const before = news.get(paperId);
      if (before !== undefined) return before;
      const happened = items.get(paperId);
      if (happened === undefined) return undefined;
      const found = { paperId, items: happened, ...versions.get(paperId) };
      news.set(paperId, found);
      return found;
    },
    async find(subscription, query = subscriptionQuery(subscription)) {
      if (subscription.kind === 'papers')
        return known(
          followedIds(subscription)
            .filter((id) => items.has(id))
            .map((id) => ({ id, score: 0, matched: [] })),
        );
      if (query === undefined || items.size === 0) return [];
      // Many ask one after the other, and each would cost a search.
      if (isIncomplete) throw new IndexIncomplete();
      const { hits, building } = await (small ? index : library).search(query, EVERYTHING);
      // What half an index does not find would never be told.
      isIncomplete = building !== undefined;
      if (isIncomplete) throw new IndexIncomplete();
      const found = small ? hits : await known(hits.filter(({ id }) => items.has(id)));
      const own = brought.get(subscription.id);
      return own === undefined ? found : [...found, ...(await known(othersOf(own, found)))];
    },
  };
}

/**
 * Windows for the subscriptions of a channel, one after the other: those that run share one. One that has been paused for long has
 * far more behind it, so it gets its own, and should come last.
 */
export function windowsFor(
  all: readonly Pick<Subscription, 'cursor' | 'paused'>[],
  parts: WindowParts,
): (subscription: Pick<Subscription, 'cursor'>) => Promise<ChangeWindow> {
  const running = all.filter(({ paused }) => paused === undefined).map(({ cursor }) => cursor);
  let window: ChangeWindow | undefined;
  return async ({ cursor }) => {
    if (window === undefined || cursor < window.after)
      window = await openWindow(Math.min(cursor, ...running), parts);
    return window;
  };
}

function versionsOf(known: KnownPaper | undefined): VersionsKnown {
  return known === undefined ? {} : versionsKnown(known.paper);
}

/** The papers of a window, batch by batch. */
async function* papersOf(
  store: Pick<Store, 'get'>,
  ids: readonly string[],
  versions: Map<string, VersionsKnown>,
): AsyncIterable<readonly Paper[]> {
  for (let start = 0; start < ids.length; start += PAPERS_A_READ) {
    const known = await store.get(ids.slice(start, start + PAPERS_A_READ));
    const papers = [...known.values()].map(({ paper }) => paper);
    for (const paper of papers) versions.set(paper.id, versionsKnown(paper));
    yield papers;
  }
}
