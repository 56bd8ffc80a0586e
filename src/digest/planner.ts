import type { StoredChange } from '../core/change.ts';
import type { Clock } from '../core/clock.ts';
import { composeDigest } from '../core/digest/compose.ts';
import { describeCoverage, isCatchingUp, type ReadState } from '../core/digest/coverage.ts';
import type { DigestPlan } from '../core/digest/delivery.ts';
import type { Judge } from '../core/digest/news.ts';
import type { ToldPaper } from '../core/digest/paper-news.ts';
import type { Planner, Subscriptions, ToldSoFar } from '../core/digest/ports.ts';
import { type Entry, type Selection, selectEntries } from '../core/digest/select.ts';
import type { Place, Subscription } from '../core/digest/subscription.ts';
import type { KnownPaper } from '../core/paper.ts';
import type { Log, Store } from '../core/ports.ts';
import { dueAfter, missedDues } from './schedule.ts';
import { type ChangeWindow, openWindow, type WindowParts } from './window.ts';

/** Subscriptions planned from one reading of those that are due. */
const AT_ONCE = 1_000;
/** Sources that have something to read are waited for, but not for ever. */
const PATIENCE_MS = 90 * 60_000;
/** A window serves subscriptions whose cursors are near its start; all of them when it is small. */
const SMALL_WINDOW = 20_000;
const NEAR = 5_000;
/** Papers, and what happened to them, that are kept in mind while planning. */
const MOST_REMEMBERED = 5_000;

export type PlannerParts = WindowParts & {
  readonly store: Pick<Store, 'changesAfter' | 'changesOf' | 'get'>;
  /** How far everything is that is followed by now. */
  readonly sourceStates: () => Promise<readonly ReadState[]>;
  readonly subscriptions: Pick<Subscriptions, 'due' | 'told' | 'plan' | 'list' | 'history' | 'roots'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Where a message of a channel can be opened; undefined where the platform has no such address. */
  readonly linkTo: (place: Place, message: string) => Promise<string | undefined>;
  readonly log: Log;
};

/** Plans what is due, each subscription once however long nobody looked. */
export function createPlanner(parts: PlannerParts): Planner {
  const started = parts.clock.now();
  return {
    async planDue(signal) {
      const now = new Date(parts.clock.now()).toISOString();
      const seen = new Set<number>();
      const store = remembering(parts.store);
      let states: readonly ReadState[] | undefined;
      let window: ChangeWindow | undefined;
      for (;;) {
        const due = (await parts.subscriptions.due(now, AT_ONCE)).filter(({ id }) => !seen.has(id));
        if (due.length === 0) return;
        states ??= await parts.sourceStates();
        for (const subscription of due.toSorted(byCursorAndQuery)) {
          if (signal.aborted) return;
          seen.add(subscription.id);
          const since = Math.max(started, Date.parse(subscription.dueAt));
          if (Date.parse(now) - since < PATIENCE_MS && isCatchingUp(states, now)) continue;
          if (window === undefined || !serves(window, subscription))
            window = await openWindow(subscription.cursor, parts);
          await planOne({ ...parts, store }, { subscription, window, states, now });
        }
      }
    },
  };
}

/** Thousands of subscriptions tell of the same papers: within a round each is read once. */
function remembering(store: PlannerParts['store']): PlannerParts['store'] {
  const papers = new Map<string, KnownPaper>();
  const histories = new Map<string, readonly StoredChange[]>();
  return {
    changesAfter: (seq, limit) => store.changesAfter(seq, limit),
    async get(ids) {
      if (papers.size > MOST_REMEMBERED) papers.clear();
      const missing = ids.filter((id) => !papers.has(id));
      if (missing.length > 0) for (const [id, known] of await store.get(missing)) papers.set(id, known);
      return new Map(
        ids.flatMap((id) => {
          const known = papers.get(id);
          return known === undefined ? [] : [[id, known] as const];
        }),
      );
    },
    async changesOf(paperId) {
      if (histories.size > MOST_REMEMBERED) histories.clear();
      const history = histories.get(paperId) ?? (await store.changesOf(paperId));
      histories.set(paperId, history);
      return history;
    },
  };
}

function byCursorAndQuery(a: Subscription, b: Subscription): number {
  return a.cursor - b.cursor || (a.query < b.query ? -1 : a.query > b.query ? 1 : 0);
}

function serves(window: ChangeWindow, { cursor }: Subscription): boolean {
  return cursor >= window.after && (window.size <= SMALL_WINDOW || cursor - window.after <= NEAR);
}

type Task = {
  readonly subscription: Subscription;
  readonly window: ChangeWindow;
  readonly states: readonly ReadState[];
  /** ISO. */
  readonly now: string;
};

async function planOne(parts: PlannerParts, task: Task): Promise<void> {
  const { subscription } = task;
  try {
    const plan = await makePlan(parts, task);
    const written = await parts.subscriptions.plan(plan);
    parts.log.info(
      { subscription: subscription.id, posts: plan.posts.length, written },
      'a digest was planned',
    );
  } catch (err) {
    // One that cannot be planned must not keep the others from it.
    parts.log.error({ err, subscription: subscription.id }, 'a digest could not be planned');
  }
}

/** What would be posted for a subscription now. */
export async function makePlan(parts: Omit<PlannerParts, 'log' | 'clock'>, task: Task): Promise<DigestPlan> {
  const { subscription, window, states, now } = task;
  const told = await parts.subscriptions.told(subscription);
  const { until: from, newest } = told;
  const selection = await selectFor(parts, { subscription, window, told });
  const papers = await toldPapers(parts.store, selection.shown);
  const { zone } = subscription.cadence;
  const composed = composeDigest({
    subscription,
    from,
    until: now,
    upTo: Math.max(window.upTo, subscription.cursor),
    selection,
    papers,
    roots: await linkedRoots(parts, subscription, selection.shown),
    coverage: describeCoverage(states, now, zone),
    missed: missedDues(subscription.cadence, new Date(subscription.dueAt), new Date(now)),
  });
  return {
    subscription,
    newest,
    upTo: Math.max(window.upTo, subscription.cursor),
    from,
    until: now,
    dueAt: dueAfter(subscription.cadence, now),
    plannedAt: now,
    ...composed,
  };
}

/** The papers of a window for a subscription. */
export async function selectFor(
  parts: Pick<PlannerParts, 'subscriptions'>,
  { subscription, window, told }: Pick<Task, 'subscription' | 'window'> & { readonly told: ToldSoFar },
): Promise<Selection> {
  const hits = await window.find(subscription);
  const later = hits.flatMap(({ id }) => {
    const news = window.newsOf(id);
    return news?.items.some(({ kind }) => kind !== 'new-paper') === true ? [id] : [];
  });
  const judge = await judgeOf(parts, { subscription, told, later });
  return selectEntries(hits, (id) => window.newsOf(id), { ...judge, subscription });
}

/** For whom news are judged: what the channel has been told, and which of the papers with later news it knows. */
export async function judgeOf(
  { subscriptions }: Pick<PlannerParts, 'subscriptions'>,
  asked: {
    readonly subscription: Subscription;
    readonly told: ToldSoFar;
    readonly later: readonly string[];
  },
): Promise<Judge> {
  const { subscription, told, later } = asked;
  const isFollowing = subscription.kind === 'papers';
  const roots =
    isFollowing || later.length === 0 ? undefined : await subscriptions.roots(subscription, later);
  return {
    subscription,
    from: told.until,
    told: (paperId, seq) =>
      told.digests.some(
        ({ after, upTo, content }) => after < seq && seq <= upTo && content.shown.includes(paperId),
      ),
    knows: (paperId) => isFollowing || roots?.has(paperId) === true,
  };
}

async function linkedRoots(
  { subscriptions, linkTo }: Pick<PlannerParts, 'subscriptions' | 'linkTo'>,
  place: Place,
  shown: readonly Entry[],
): Promise<Map<string, string | undefined>> {
  const ids = shown.map(({ paperId }) => paperId);
  const roots = ids.length === 0 ? new Map() : await subscriptions.roots(place, ids);
  const linked = new Map<string, string | undefined>();
  for (const [paper, { message }] of roots) linked.set(paper, await linkTo(place, message));
  return linked;
}

/** The papers of entries with what the library saw happen to them; one that is gone is left out. */
export async function toldPapers(
  store: Pick<Store, 'get' | 'changesOf'>,
  entries: readonly Entry[],
): Promise<ToldPaper[]> {
  const known = entries.length === 0 ? new Map() : await store.get(entries.map(({ paperId }) => paperId));
  const told: ToldPaper[] = [];
  for (const entry of entries) {
    const paper = known.get(entry.paperId)?.paper;
    if (paper === undefined) continue;
    // A new paper is told as it stands; only of others it matters what they were.
    const history = entry.items.every(({ kind }) => kind === 'new-paper')
      ? []
      : (await store.changesOf(entry.paperId)).map(({ change }) => change);
    told.push({ entry, paper, history });
  }
  return told;
}
