import type { ReadState } from '../core/digest/coverage.ts';
import type { Query } from '../core/query.ts';
import { categoryState, syncCategory } from './category.ts';
import { feedState, readFeedHint } from './feed-hint.ts';
import type { SyncReport } from './report.ts';
import { isSearchState, searchState, syncSearch } from './search.ts';
import type { SyncParts } from './state.ts';
import { syncTold, TOLD_STATE } from './told.ts';
import { syncPapers, WATCHED_STATE } from './watched.ts';

/** One thing that is followed, and how it is read. */
export type Followed = {
  /** `OAI-PMH cs.LG`: the name of its state, and what people are told. */
  readonly name: string;
  /** Feeds appear at another hour than data, and papers that channels were told of are looked at once a week. */
  readonly kind: ReadState['kind'];
  run(parts: SyncParts): Promise<SyncReport>;
};

/**
 * Everything that is followed, in the order in which it is read: of a category OAI-PMH first, which is what counts, then its feed,
 * a hint for when that is late; then searches and authors; then single papers, all in one; at last what channels were told of.
 */
export function followedOf(
  categories: readonly string[],
  queries: readonly Query[],
  /** The papers that channels were told of and want to hear more of; absent where no channel does. */
  told?: () => Promise<readonly string[]>,
): Followed[] {
  const all = [...new Set([...categories, ...queries.flatMap((query) => categoryOf(query) ?? [])])];
  const searches = queries.filter((query) => query.refs.length === 0 && categoryOf(query) === undefined);
  const ids = [...new Set(queries.flatMap((query) => query.refs.map((ref) => ref.id)))];
  return [
    ...all.flatMap((category) => [
      {
        name: categoryState(category),
        kind: 'data' as const,
        run: (parts: SyncParts) => syncCategory(category, parts),
      },
      {
        name: feedState(category),
        kind: 'feed' as const,
        run: (parts: SyncParts) => readFeedHint(category, parts),
      },
    ]),
    ...searches.map((query) => ({
      name: searchState(query),
      kind: 'data' as const,
      run: (parts: SyncParts) => syncSearch(query, parts),
    })),
    ...(ids.length === 0
      ? []
      : [
          {
            name: WATCHED_STATE,
            kind: 'data' as const,
            run: (parts: SyncParts) => syncPapers(ids, parts),
          },
        ]),
    ...(told === undefined
      ? []
      : [
          {
            name: TOLD_STATE,
            kind: 'weekly' as const,
            run: (parts: SyncParts) =>
              syncTold({ papers: told, single: new Set(ids), categories: all }, parts),
          },
        ]),
  ];
}

/**
 * What there is to read for a query: the categories that are followed for everybody, and what is followed for the query
 * itself, and for what a search found the papers that channels were told of. What others look for is theirs, and its names say what
 * that is.
 */
export function sourcesOf(
  query: Query | undefined,
  categories: readonly string[],
  follows: readonly Query[],
): Required<Pick<ReadState, 'name' | 'kind' | 'own'>>[] {
  const all = [...categories, ...follows.flatMap((followed) => categoryOf(followed) ?? [])];
  const asked = query === undefined ? [] : [query];
  const own = new Set(followedOf([], asked).map(({ name }) => name));
  const sources = followedOf(all, asked).map(({ name, kind }) => ({ name, kind, own: own.has(name) }));
  return [...own].some(isSearchState)
    ? [...sources, { name: TOLD_STATE, kind: 'weekly', own: false }]
    : sources;
}

/** The category of a query that asks for one category and nothing else: OAI-PMH reads that better than a search. */
function categoryOf({ terms, refs, period }: Query): string | undefined {
  const [term] = terms;
  const alone =
    terms.length === 1 && refs.length === 0 && period.from === undefined && period.to === undefined;
  if (!alone || term?.field !== 'category' || term.excluded) return undefined;
  return /^[a-z]+(?:-[a-z]+)?(?:\.[A-Za-z-]+)?$/.test(term.text) ? term.text : undefined;
}
