import type { Clock } from '../core/clock.ts';
import { composeDigest, NOBODY } from '../core/digest/compose.ts';
import { describeCoverage } from '../core/digest/coverage.ts';
import type { Digests, PreviewPeriod } from '../core/digest/digests.ts';
import type { NewsItem, PaperNews } from '../core/digest/news.ts';
import { selectEntries } from '../core/digest/select.ts';
import { DEFAULT_CAP, SECTIONS, type Subscription } from '../core/digest/subscription.ts';
import { digestQuery } from '../core/digest/subscription-query.ts';
import type { Paper } from '../core/paper.ts';
import type { LibraryReader, SearchHit } from '../core/ports.ts';
import type { Query } from '../core/query.ts';
import { makePlan, type PlannerParts, toldPapers } from './planner.ts';
import { openWindow } from './window.ts';

/** Papers looked at for a preview of a period. */
const MOST_LOOKED_AT = 2_000;

export type PreviewParts = Omit<PlannerParts, 'log' | 'clock' | 'library'> & {
  readonly library: Pick<LibraryReader, 'search'>;
  readonly clock: Pick<Clock, 'now'>;
};

/** What would be posted, without posting anything. */
export function createPreviews(parts: PreviewParts): Pick<Digests, 'previewNext' | 'previewPeriod'> {
  const nowIso = (): string => new Date(parts.clock.now()).toISOString();
  return {
    async previewNext(subscription) {
      const window = await openWindow(subscription.cursor, parts);
      const states = await parts.sourceStates();
      const { content, posts } = await makePlan(parts, { subscription, window, states, now: nowIso() });
      return { headline: content.headline, posts };
    },

    async previewPeriod(text, period, zone) {
      const query = digestQuery(text);
      const news = await newsOfPeriod(parts, query, period);
      const subscription = { ...asIf(query), cadence: { cron: '0 9 * * 5', zone: 'UTC' } };
      const selection = selectEntries(news.hits, (id) => news.papers.get(id), {
        subscription,
        from: period.from,
        told: () => false,
        knows: () => false,
      });
      const { content, posts } = composeDigest({
        subscription,
        from: `${period.from}T00:00:00.000Z`,
        until: `${period.until}T12:00:00.000Z`,
        upTo: 0,
        selection,
        papers: await toldPapers(parts.store, selection.shown),
        roots: new Map(),
        coverage: describeCoverage(await parts.sourceStates(), nowIso(), zone),
        missed: 0,
      });
      return { headline: content.headline, posts };
    },
  };
}

/** A subscription that nobody has. */
function asIf(query: Query): Omit<Subscription, 'cadence'> {
  return {
    id: NOBODY,
    platform: '',
    channel: '',
    owner: '',
    kind: 'query',
    query: query.text,
    sections: SECTIONS,
    cap: DEFAULT_CAP,
    empty: 'say',
    newsAlso: 'thread',
    cursor: -1,
    since: '1991-01-01',
    createdAt: '',
    dueAt: '',
    revision: 0,
  };
}

/** What the papers' own days, and what the library saw happen, say of a period. */
async function newsOfPeriod(
  { library, store }: PreviewParts,
  query: Query,
  period: PreviewPeriod,
): Promise<{ readonly hits: readonly SearchHit[]; readonly papers: ReadonlyMap<string, PaperNews> }> {
  const options = { limit: MOST_LOOKED_AT, offset: 0, every: true } as const;
  const days = { from: period.from, to: period.until };
  const fresh = await library.search({ ...query, period: days }, { ...options, sort: 'relevance' });
  const updated = await library.search(query, { ...options, sort: 'updated' });
  const hits = [...fresh.hits, ...updated.hits]
    .filter((hit, index, all) => all.findIndex(({ id }) => id === hit.id) === index)
    .toSorted((a, b) => b.score - a.score);
  const known = await store.get(hits.map(({ id }) => id));
  const papers = new Map<string, PaperNews>();
  for (const { paper } of known.values()) {
    const items = [...itemsByDay(paper, period), ...(await seenItems(store, paper.id, period))];
    if (items.length > 0) papers.set(paper.id, { paperId: paper.id, items });
  }
  return { hits, papers };
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
  store: PreviewParts['store'],
  paperId: string,
  { from, until }: PreviewPeriod,
): Promise<NewsItem[]> {
  return (await store.changesOf(paperId)).flatMap(({ seq, at, change: { kind } }): NewsItem[] => {
    const day = at.slice(0, 10);
    const counts = kind === 'published' || kind === 'withdrawn' || kind === 'restored';
    return counts && day >= from && day <= until ? [{ kind, seq, at }] : [];
  });
}
