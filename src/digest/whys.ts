import type { Digest } from '../core/digest/delivery.ts';
import type { Digests, Why } from '../core/digest/digests.ts';
import { gatherNews, judging, type NewsItem, type PaperNews, versionsKnown } from '../core/digest/news.ts';
import type { Subscriptions } from '../core/digest/ports.ts';
import type { Subscription } from '../core/digest/subscription.ts';
import { followedIds, subscriptionQuery } from '../core/digest/subscription-query.ts';
import { lackingOf } from '../core/lacking.ts';
import type { Paper } from '../core/paper.ts';
import type { SearchHit, SearchIndex } from '../core/ports.ts';
import type { Condition, Query } from '../core/query.ts';
import { judgeOf, type PlannerParts, rootsIn, selectFor } from './planner.ts';
import { afterOpen, toldTo } from './told.ts';
import { type ChangeWindow, windowsFor } from './window.ts';

/** Digests of a channel that are shown, and looked through for a paper. */
export const HISTORY = 1_000;

export type WhyParts = Omit<PlannerParts, 'log' | 'clock'> & {
  readonly subscriptions: Pick<Subscriptions, 'progress'>;
};

/** Says of a paper why it is, or is not, in the digests of a channel. */
export function createWhys(parts: WhyParts): Digests['why'] {
  return async (place, paperId) => {
    const paper = (await parts.store.get([paperId])).get(paperId)?.paper;
    const history = await parts.subscriptions.history(place, HISTORY);
    const news = paper === undefined ? undefined : await newsOf(parts, paper);
    const index = await parts.indexPapers(only(paper));
    const all = await parts.subscriptions.list(place);
    const brought = await parts.subscriptions.broughtBy([paperId]);
    const windowOf = windowsFor(all, parts);
    const whys: Why[] = [];
    for (const subscription of all) {
      const open = await parts.subscriptions.progress(subscription.id);
      const match = await matchOf(index, subscription, paperId);
      const isBrought =
        match.matched === undefined && isUnderstood(subscription) && brought.has(subscription.id);
      const isMatched = match.matched !== undefined || isBrought;
      const asked = { subscription, paperId, isMatched, items: news?.items ?? [] };
      const past = history.flatMap((digest) => pastOf(digest, asked));
      const next =
        !isMatched || news === undefined
          ? ({ kind: 'no news', why: 'unchanged' } as const)
          : await nextOf(parts, { subscription: afterOpen(subscription, open), news }, () =>
              windowOf(subscription),
            );
      whys.push({
        subscription,
        ...match,
        next,
        past,
        ...(isBrought ? { isBrought } : {}),
        ...(open === undefined ? {} : { open }),
      });
    }
    return whys;
  };
}

/** Whether it has a query that is understood: only for one of these a window finds what was brought. */
function isUnderstood(subscription: Subscription): boolean {
  return subscription.kind === 'query' && subscriptionQuery(subscription) !== undefined;
}

async function* only(paper: Paper | undefined): AsyncIterable<readonly Paper[]> {
  if (paper !== undefined) yield [paper];
}

async function newsOf({ store }: Pick<PlannerParts, 'store'>, paper: Paper): Promise<PaperNews> {
  const items = new Map<string, NewsItem[]>();
  gatherNews(await store.changesOf(paper.id), items);
  return { paperId: paper.id, items: items.get(paper.id) ?? [], ...versionsKnown(paper) };
}

function pastOf(
  digest: Digest,
  asked: {
    readonly subscription: Subscription;
    readonly paperId: string;
    readonly isMatched: boolean;
    readonly items: readonly NewsItem[];
  },
): Why['past'] {
  const { subscription, paperId, isMatched, items } = asked;
  const isOwn = digest.subscription === subscription.id;
  if (digest.content.shown.includes(paperId)) return isOwn || isMatched ? [{ digest, kind: 'shown' }] : [];
  if (isOwn && digest.content.left.includes(paperId)) return [{ digest, kind: 'over the cap' }];
  const { after, upTo, content } = digest;
  const isInTime = items.some(({ seq }) => after < seq && seq <= upTo);
  return isOwn && isMatched && isInTime && content.unkept !== undefined
    ? [{ digest, kind: 'beyond what is kept' }]
    : [];
}

type Match = { readonly matched?: SearchHit['matched']; readonly missing: readonly string[] };

/** By the same search that finds papers for a digest, over this one paper. */
async function matchOf(
  index: Pick<SearchIndex, 'search'>,
  subscription: Subscription,
  paperId: string,
): Promise<Match> {
  if (subscription.kind === 'papers')
    return followedIds(subscription).includes(paperId) ? { matched: [], missing: [] } : { missing: [] };
  const query = subscriptionQuery(subscription);
  if (query === undefined) return { missing: [subscription.query] };
  const find = async (part: Query): Promise<SearchHit | undefined> =>
    (await index.search(part, { sort: 'relevance', limit: 10, offset: 0, every: 'as typed' })).hits.find(
      ({ id }) => id === paperId,
    );
  const hit = await find(query);
  if (hit !== undefined) return { matched: hit.matched, missing: [] };
  const { condition = plainly(query) } = query;
  const missing = await lackingOf(condition, async (part) => {
    if ('ref' in part) return part.ref.id === paperId;
    return (
      (await find({ ...query, refs: [], period: {}, terms: [part.term], condition: part })) !== undefined
    );
  });
  return { missing };
}

/** What is typed without operators, as a condition; of several ids each brings its paper. */
function plainly({ refs, terms }: Query): Condition {
  return {
    all: [
      ...(refs.length === 0 ? [] : [{ any: refs.map((ref) => ({ ref })) }]),
      ...terms.map((term) => (term.excluded ? { not: { term: { ...term, excluded: false } } } : { term })),
    ],
  };
}

/** The window is only read where the cap has to be known. */
async function nextOf(
  parts: Pick<PlannerParts, 'subscriptions'>,
  { subscription, news }: { readonly subscription: Subscription; readonly news: PaperNews },
  open: () => Promise<ChangeWindow>,
): Promise<Why['next']> {
  if (news.items.length === 0) return { kind: 'no news', why: 'unchanged' };
  const told = await toldTo(parts.subscriptions, subscription);
  const rootOf = rootsIn(parts, subscription, [{ id: news.paperId }]);
  const judge = await judgeOf(rootOf, { subscription, told, later: [news.paperId] });
  const judged = judging(judge)(news);
  if (judged.section === undefined) return { kind: 'no news', why: judged.why };
  const window = await open();
  const hits = await window.find(subscription);
  const selection = await selectFor(rootsIn(parts, subscription, hits), hits, { subscription, window, told });
  const shown = selection.shown.some(({ paperId }) => paperId === news.paperId);
  return { kind: shown ? 'shown' : 'over the cap', section: judged.section };
}
