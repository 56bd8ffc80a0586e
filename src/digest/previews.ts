import type { Clock } from '../core/clock.ts';
import { composeDigest, NOBODY } from '../core/digest/compose.ts';
import type { Digest, DigestProgress } from '../core/digest/delivery.ts';
import type { Digests, NextPreview, Preview } from '../core/digest/digests.ts';
import type { Subscriptions } from '../core/digest/ports.ts';
import { selectEntries } from '../core/digest/select.ts';
import { DEFAULT_CAP, type Place, SECTIONS, type Subscription } from '../core/digest/subscription.ts';
import { digestQuery, subscriptionQuery } from '../core/digest/subscription-query.ts';
import { UserError } from '../core/errors.ts';
import type { LibraryReader } from '../core/ports.ts';
import type { Query } from '../core/query.ts';
import { readOtherwise } from './otherwise.ts';
import { MOST_LOOKED_AT, newsOfPeriod } from './period-news.ts';
import { byCursorAndNumber, makePlan, type PlannerParts } from './planner.ts';
import { createReadings } from './reading.ts';
import { afterOpen, toldTo } from './told.ts';
import { toldPapers } from './told-papers.ts';
import { windowsFor } from './window.ts';

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
      const reading = createReadings(await parts.sources(), nowIso())(subscription);
      const words = reading.words(zone, period.from, true);
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
  const windowOf = windowsFor(planned, parts);
  const before: Digest[] = [];
  return async (asked, open) => {
    const subscription = afterOpen(asked, open);
    const reading = readings(subscription);
    const window = await windowOf(subscription);
    const known = await toldTo(parts.subscriptions, subscription);
    const digests = [...known.digests, ...before.filter(({ upTo }) => upTo > subscription.cursor)];
    const plan = await makePlan(
      { ...parts, subscriptions: withDigests(parts.subscriptions, before) },
      { subscription, window, told: { ...known, digests }, reading, now },
    );
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

/** As if these had been planned, the last one last. */
function withDigests(
  subscriptions: PreviewParts['subscriptions'],
  planned: readonly Digest[],
): PreviewParts['subscriptions'] {
  return {
    ...subscriptions,
    history: async (place, limit) =>
      [...planned.toReversed(), ...(await subscriptions.history(place, limit))].slice(0, limit),
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
