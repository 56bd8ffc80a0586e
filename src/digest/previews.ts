import type { Clock } from '../core/clock.ts';
import { composeDigest, NOBODY } from '../core/digest/compose.ts';
import type { Digest, DigestProgress } from '../core/digest/delivery.ts';
import type { Digests, NextPreview, Preview, PreviewPeriod } from '../core/digest/digests.ts';
import type { NewsItem, PaperNews } from '../core/digest/news.ts';
import type { Subscriptions } from '../core/digest/ports.ts';
import { selectEntries } from '../core/digest/select.ts';
import { DEFAULT_CAP, type Place, SECTIONS, type Subscription } from '../core/digest/subscription.ts';
import { digestQuery, followedIds, subscriptionQuery } from '../core/digest/subscription-query.ts';
import { UserError } from '../core/errors.ts';
import type { Paper } from '../core/paper.ts';
import type { LibraryReader, SearchHit } from '../core/ports.ts';
import type { Period, Query } from '../core/query.ts';
import { latestVersion } from '../core/versions.ts';
import { readOtherwise } from './otherwise.ts';
import { byCursorAndNumber, makePlan, type PlannerParts } from './planner.ts';
import { createReadings } from './reading.ts';
import { afterOpen, toldTo } from './told.ts';
import { toldPapers } from './told-papers.ts';
import { type ChangeWindow, openWindow } from './window.ts';

/** Papers looked at for a preview of a period: those of its days, and the ones that changed last. */
const MOST_LOOKED_AT = 20_000;
const LEAST_LOOKED_AT = 2_000;
const AT_ONCE = 500;
/** With more that come before it one is previewed as if it stood alone: each costs as much as it does. */
const MOST_BEFORE = 50;
const NOT_ALL = `Only ${MOST_LOOKED_AT.toLocaleString('en-US')} of the papers that match were looked at, so there may be more.`;

export type PreviewParts = Omit<PlannerParts, 'log' | 'clock' | 'library'> & {
  readonly subscriptions: Pick<Subscriptions, 'progress'>;
  readonly library: Pick<LibraryReader, 'search'>;
  readonly clock: Pick<Clock, 'now'>;
};

/** What would be posted, without posting anything. */
export function createPreviews(
  parts: PreviewParts,
): Pick<Digests, 'previewNext' | 'previewChannel' | 'previewPeriod'> {
  const nowIso = (): string => new Date(parts.clock.now()).toISOString();
  return {
    previewNext: (asked) => previewNext(parts, asked, nowIso()),

    previewChannel: (place) => inTurn(parts, place, nowIso()),

    async previewPeriod(wanted, period, zone) {
      const subscription = {
        ...(typeof wanted === 'string' ? asIf(digestQuery(wanted)) : wanted),
        ...NOBODYS,
      };
      const news = await newsOfPeriod(parts, subscription, period);
      const ofPapers = news.hits.map(({ id }) => news.papers.get(id));
      const selection = selectEntries(news.hits, ofPapers, {
        subscription,
        from: period.from,
        told: () => false,
        knows: () => subscription.kind === 'papers',
      });
      const words = createReadings(await parts.sources(), nowIso())(subscription).words(zone, period.from);
      const notes = [
        ...(news.isWhole ? [] : [NOT_ALL]),
        ...(words === undefined ? [] : [words]),
        ...(await otherwise(parts, subscription)),
      ];
      const { content, posts } = composeDigest({
        subscription,
        from: `${period.from}T00:00:00.000Z`,
        until: `${period.until}T12:00:00.000Z`,
        upTo: 0,
        selection,
        papers: await toldPapers(parts.store, selection.shown),
        roots: new Map(),
        coverage: notes.length === 0 ? undefined : notes.join(' '),
        mustSay: false,
        missed: 0,
      });
      return { headline: content.headline, posts };
    },
  };
}

/** Of one that stands behind others, those are planned too that can tell the same before it; not where they are very many. */
async function previewNext(parts: PreviewParts, wanted: Subscription, now: string): Promise<Preview> {
  const { id } = wanted;
  const all = (await parts.subscriptions.list(wanted)).toSorted(byTurn);
  const at = all.findIndex((one) => one.id === id);
  const asked = all[at];
  if (asked === undefined) throw new UserError(`Subscription ${id} is gone. What there is: /digest list`);
  const before = all.slice(0, at).filter(({ paused }) => paused === undefined);
  const isAlone = before.length > MOST_BEFORE;
  const planned = isAlone ? [asked] : [...before, asked];
  const planNext = await plansInTurn(parts, planned, now);
  for (const one of planned.slice(0, -1)) {
    const open = await parts.subscriptions.progress(one.id);
    // One that cannot be planned tells nothing before it either, until somebody has mended that.
    if (open === undefined) await planNext(one, open).catch(() => undefined);
  }
  const preview = await planNext(asked, await parts.subscriptions.progress(id));
  const notes = [preview.coverage ?? [], await otherwise(parts, asked)].flat();
  return {
    ...preview,
    ...(notes.length === 0 ? {} : { coverage: notes.join(' ') }),
    ...(isAlone ? { notLookedAt: before.length } : {}),
  };
}

/** The next digests of a channel, in the order in which they are posted; those that are paused as what they would tell by then. */
async function* inTurn(parts: PreviewParts, place: Place, now: string): AsyncGenerator<NextPreview> {
  const all = (await parts.subscriptions.list(place)).toSorted(byTurn);
  const planNext = await plansInTurn(parts, all, now);
  for (const subscription of all) {
    const preview = await planNext(subscription, await parts.subscriptions.progress(subscription.id));
    yield { subscription, preview };
  }
}

/** Plans one digest of a channel after the other: what one tells, those that follow do not. */
async function plansInTurn(
  parts: PreviewParts,
  planned: readonly Subscription[],
  now: string,
): Promise<(asked: Subscription, open: DigestProgress | undefined) => Promise<Preview>> {
  const readings = createReadings(await parts.sources(), now);
  const running = planned.filter(({ paused }) => paused === undefined).map(({ cursor }) => cursor);
  let window: ChangeWindow | undefined;
  const before: Digest[] = [];
  return async (asked, open) => {
    const subscription = afterOpen(asked, open);
    const reading = readings(subscription);
    if (window === undefined || subscription.cursor < window.after)
      window = await openWindow(Math.min(subscription.cursor, ...running), parts);
    const known = await toldTo(parts.subscriptions, subscription);
    const digests = [...known.digests, ...before.filter(({ upTo }) => upTo > subscription.cursor)];
    const plan = await makePlan(parts, { subscription, window, told: { ...known, digests }, reading, now });
    const coverage = reading.words(subscription.cadence.zone, known.until);
    const { content, posts } = plan;
    const { platform, channel, id, cursor } = asked;
    const isNext = open === undefined && asked.paused === undefined;
    // It has no number yet.
    if (isNext && posts.length > 0)
      before.push({ ...plan, platform, channel, id: 0, subscription: id, after: cursor });
    return {
      headline: content.headline,
      posts,
      ...(coverage === undefined ? {} : { coverage }),
      ...(open === undefined ? {} : { open }),
      ...(asked.paused === undefined ? {} : { paused: asked.paused }),
    };
  };
}

/** How `/papers` would read the query otherwise, as a sentence. */
async function otherwise(
  { library }: PreviewParts,
  subscription: Pick<Subscription, 'kind' | 'query'>,
): Promise<string[]> {
  const query = subscription.kind === 'papers' ? undefined : subscriptionQuery(subscription);
  const read = query === undefined ? undefined : await readOtherwise(library, query);
  return read === undefined ? [] : [read.note];
}

function byTurn(a: Subscription, b: Subscription): number {
  const paused = Number(a.paused !== undefined) - Number(b.paused !== undefined);
  return paused || (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : byCursorAndNumber(a, b));
}

/** What a preview of a period does not take from a subscription: its days are the papers' own, and an empty one is shown too. */
const NOBODYS = {
  id: NOBODY,
  cadence: { cron: '0 9 * * 5', zone: 'UTC' },
  empty: 'say',
  cursor: -1,
  since: '1991-01-01',
  createdAt: '',
} as const;

/** A subscription that nobody has. */
function asIf(query: Query): Omit<Subscription, keyof typeof NOBODYS> {
  return {
    platform: '',
    channel: '',
    owner: '',
    kind: 'query',
    query: query.text,
    sections: SECTIONS,
    cap: DEFAULT_CAP,
    newsAlso: 'thread',
    dueAt: '',
    revision: 0,
  };
}

type PeriodNews = {
  /** The best first. */
  readonly hits: readonly SearchHit[];
  readonly papers: ReadonlyMap<string, PaperNews>;
  /** Whether all that match were looked at. */
  readonly isWhole: boolean;
};

/** What the papers' own days, and what the library saw happen, say of a period. */
async function newsOfPeriod(
  { library, store }: PreviewParts,
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
