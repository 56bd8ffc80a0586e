import type { Digest } from '../core/digest/delivery.ts';
import type { Digests, Why } from '../core/digest/digests.ts';
import { gatherNews, judgeNews, type NewsItem, type PaperNews } from '../core/digest/news.ts';
import type { Subscription } from '../core/digest/subscription.ts';
import { followedIds, subscriptionQuery } from '../core/digest/subscription-query.ts';
import type { Paper } from '../core/paper.ts';
import type { SearchHit, SearchIndex } from '../core/ports.ts';
import type { Query } from '../core/query.ts';
import { formatTerm } from '../core/query-format.ts';
import { firstVersion } from '../core/versions.ts';
import { judgeOf, type PlannerParts, selectFor } from './planner.ts';
import { type ChangeWindow, openWindow } from './window.ts';

/** Digests of a channel that are shown, and looked through for a paper. */
export const HISTORY = 1_000;

/** Says of a paper why it is, or is not, in the digests of a channel. */
export function createWhys(parts: Omit<PlannerParts, 'log' | 'clock'>): Digests['why'] {
  return async (place, paperId) => {
    const paper = (await parts.store.get([paperId])).get(paperId)?.paper;
    const history = await parts.subscriptions.history(place, HISTORY);
    const news = paper === undefined ? undefined : await newsOf(parts, paper);
    const index = await parts.indexPapers(only(paper));
    const all = await parts.subscriptions.list(place);
    let window: ChangeWindow | undefined;
    const whys: Why[] = [];
    for (const subscription of all) {
      const match = await matchOf(index, subscription, paperId);
      const isMatched = match.matched !== undefined;
      const past = history.flatMap((digest) => pastOf(digest, { subscription, paperId, isMatched }));
      const next =
        match.matched === undefined || news === undefined
          ? ({ kind: 'no news', why: 'unchanged' } as const)
          : await nextOf(parts, { subscription, news }, async () => {
              window ??= await openWindow(Math.min(...all.map(({ cursor }) => cursor)), parts);
              return window;
            });
      whys.push({ subscription, ...match, next, past });
    }
    return whys;
  };
}

async function* only(paper: Paper | undefined): AsyncIterable<readonly Paper[]> {
  if (paper !== undefined) yield [paper];
}

async function newsOf({ store }: Pick<PlannerParts, 'store'>, paper: Paper): Promise<PaperNews> {
  const items = new Map<string, NewsItem[]>();
  gatherNews(await store.changesOf(paper.id), items);
  const submitted = firstVersion(paper.versions)?.submitted;
  return {
    paperId: paper.id,
    items: items.get(paper.id) ?? [],
    ...(submitted === undefined ? {} : { submitted }),
  };
}

function pastOf(
  digest: Digest,
  asked: { readonly subscription: Subscription; readonly paperId: string; readonly isMatched: boolean },
): Why['past'] {
  const { subscription, paperId, isMatched } = asked;
  const isOwn = digest.subscription === subscription.id;
  if (digest.content.shown.includes(paperId)) return isOwn || isMatched ? [{ digest, kind: 'shown' }] : [];
  return isOwn && digest.content.left.includes(paperId) ? [{ digest, kind: 'over the cap' }] : [];
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
    (await index.search(part, { sort: 'relevance', limit: 10, offset: 0, every: true })).hits.find(
      ({ id }) => id === paperId,
    );
  const hit = await find(query);
  if (hit !== undefined) return { matched: hit.matched, missing: [] };
  const missing: string[] = [];
  for (const term of query.terms) {
    const alone = { ...query, refs: [], period: {}, terms: [{ ...term, excluded: false }] };
    if (((await find(alone)) === undefined) !== term.excluded) missing.push(formatTerm(term));
  }
  return { missing };
}

/** The window is only read where the cap has to be known. */
async function nextOf(
  parts: Pick<PlannerParts, 'subscriptions'>,
  { subscription, news }: { readonly subscription: Subscription; readonly news: PaperNews },
  open: () => Promise<ChangeWindow>,
): Promise<Why['next']> {
  if (news.items.length === 0) return { kind: 'no news', why: 'unchanged' };
  const told = await parts.subscriptions.told(subscription);
  const judge = await judgeOf(parts, { subscription, told, later: [news.paperId] });
  const judged = judgeNews(news, judge);
  if (judged.section === undefined) return { kind: 'no news', why: judged.why };
  const selection = await selectFor(parts, { subscription, window: await open(), told });
  const shown = selection.shown.some(({ paperId }) => paperId === news.paperId);
  return { kind: shown ? 'shown' : 'over the cap', section: judged.section };
}
