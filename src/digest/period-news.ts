import type { PreviewPeriod } from '../core/digest/digests.ts';
import type { NewsItem, PaperNews } from '../core/digest/news.ts';
import type { Subscription } from '../core/digest/subscription.ts';
import { digestQuery, followedIds } from '../core/digest/subscription-query.ts';
import type { Paper } from '../core/paper.ts';
import type { LibraryReader, SearchHit, Store } from '../core/ports.ts';
import type { Period } from '../core/query.ts';
import { latestVersion } from '../core/versions.ts';

/** Papers looked at for a period: those of its days, and the ones that changed last. */
export const MOST_LOOKED_AT = 20_000;
const LEAST_LOOKED_AT = 2_000;
const AT_ONCE = 500;

export type PeriodParts = {
  readonly store: Pick<Store, 'get' | 'changesOf'>;
  readonly library: Pick<LibraryReader, 'search'>;
};

export type PeriodNews = {
  /** The best first. */
  readonly hits: readonly SearchHit[];
  readonly papers: ReadonlyMap<string, PaperNews>;
  /** Whether all that match were looked at. */
  readonly isWhole: boolean;
};

/** What the papers' own days, and what the library saw happen, say of a period. */
export async function newsOfPeriod(
  { library, store }: PeriodParts,
  wanted: Pick<Subscription, 'kind' | 'query'>,
  period: PreviewPeriod,
): Promise<PeriodNews> {
  const hits = new Map<string, SearchHit>();
  const papers = new Map<string, PaperNews>();
  /** How many of these have news of the period. */
  let reached = '';
  const look = async (some: readonly SearchHit[]): Promise<number> => {
    let number = 0;
    const known = await store.get(some.map(({ id }) => id));
    for (const hit of some) {
      const paper = known.get(hit.id)?.paper;
      if (paper === undefined) continue;
      reached = latestVersion(paper.versions)?.submitted ?? reached;
      const items = [...itemsByDay(paper, period), ...(await seenItems(store, paper.id, period))];
      if (items.length === 0) continue;
      number += 1;
      hits.set(hit.id, hits.get(hit.id) ?? hit);
      papers.set(hit.id, { paperId: hit.id, items });
    }
    return number;
  };
  if (wanted.kind === 'papers') {
    for (const some of batches(followedIds(wanted).map((id) => ({ id, score: 0, matched: [] }))))
      await look(some);
    return { hits: [...hits.values()], papers, isWhole: true };
  }
  const query = digestQuery(wanted.query);
  const options = { limit: MOST_LOOKED_AT, offset: 0, every: 'as typed' } as const;
  const fresh = await library.search(
    { ...query, period: both(query.period, period) },
    { ...options, sort: 'relevance' },
  );
  for (const some of batches(fresh.hits)) await look(some);
  const updated = await library.search(query, { ...options, sort: 'updated' });
  let looked = 0;
  let isOver = updated.hits.length >= updated.total;
  for (const some of batches(updated.hits)) {
    const number = await look(some);
    looked += some.length;
    // Those that follow have not changed since the period began, but for what has no day of its own.
    const isBehind = number === 0 && looked >= LEAST_LOOKED_AT && reached < period.from;
    isOver ||= isBehind;
    if (isBehind) break;
  }
  const isWhole = isOver && fresh.hits.length >= fresh.total;
  return { hits: [...hits.values()].toSorted((a, b) => b.score - a.score), papers, isWhole };
}

function batches(hits: readonly SearchHit[]): SearchHit[][] {
  return Array.from({ length: Math.ceil(hits.length / AT_ONCE) }, (_, index) =>
    hits.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
  );
}

/** The days that both a query and a period want; where there are none, a period of none. */
function both({ from = '', to = '9999-12-31' }: Period, period: PreviewPeriod): Period {
  return {
    from: from > period.from ? from : period.from,
    to: to < period.until ? to : period.until,
  };
}

function itemsByDay({ versions = [] }: Paper, { from, until }: PreviewPeriod): NewsItem[] {
  return versions.flatMap((to, index): NewsItem[] => {
    const day = to.submitted;
    if (day === undefined || day < from || day > until) return [];
    const when = { seq: index, at: `${day}T00:00:00.000Z` };
    if (to.number === 1) return [{ ...when, kind: 'new-paper' }];
    const before = versions[index - 1] ?? { number: to.number - 1, exact: to.exact };
    return [{ ...when, kind: 'new-version', from: before, to }];
  });
}

/** Publications and withdrawals have no days of their own: when the library learnt of them counts. */
async function seenItems(
  store: PeriodParts['store'],
  paperId: string,
  { from, until }: PreviewPeriod,
): Promise<NewsItem[]> {
  return (await store.changesOf(paperId)).flatMap(({ seq, at, change: { kind } }): NewsItem[] => {
    const day = at.slice(0, 10);
    const counts = kind === 'published' || kind === 'withdrawn' || kind === 'restored';
    return counts && day >= from && day <= until ? [{ kind, seq, at }] : [];
  });
}
