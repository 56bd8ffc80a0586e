import type { Clock } from '../core/clock.ts';
import { composeDigest } from '../core/digest/compose.ts';
import type { DigestPlan, ThreadRoot } from '../core/digest/delivery.ts';
import type { Judge } from '../core/digest/news.ts';
import type { Planner, Subscriptions, ToldSoFar } from '../core/digest/ports.ts';
import { type NewsHit, type Selection, selectEntries } from '../core/digest/select.ts';
import type { Place, Subscription } from '../core/digest/subscription.ts';
import type { Log, Notes, SearchHit, Store } from '../core/ports.ts';
import { type Gathering, gatherPlans } from './gathering.ts';
import { linksTo } from './links.ts';
import { createReadings, type Reading, type SourcesOf } from './reading.ts';
import { remembering } from './remembering.ts';
import { createRunningSince } from './running-since.ts';
import { dueAfter, dueAgainAfter, missedDues } from './schedule.ts';
import { readTold, type Told } from './told.ts';
import { toldPapers } from './told-papers.ts';
import { createUnplannable, type Unplannable } from './unplannable.ts';
import { hasHeard, keptUnread } from './unread.ts';
import {
  type ChangeWindow,
  emptyWindow,
  IndexIncomplete,
  isLater,
  openWindow,
  type WindowParts,
} from './window.ts';

/** Subscriptions planned from one reading of those that are due. */
const AT_ONCE = 1_000;
/** So long people wait at most for one that is planned meanwhile, but for how long that one takes. */
const BREATH_MS = 10;
/** Sources that have something to read are waited for, but not for ever. */
const PATIENCE_MS = 90 * 60_000;
/** How often to look whether the search index is there. */
const INDEX_WAIT_MS = 60_000;
/** A window serves subscriptions whose cursors are near its start; all of them when it is small. */
const SMALL_WINDOW = 20_000;
const NEAR = 5_000;
/** Of more papers only those are looked for in the channel of which it matters. */
const MOST_ROOTS = 500;

export type PlannerParts = WindowParts & {
  readonly store: Pick<Store, 'changesAfter' | 'changesOf' | 'get'>;
  readonly sources: () => Promise<SourcesOf>;
  readonly subscriptions: Pick<
    Subscriptions,
    'due' | 'told' | 'planAll' | 'list' | 'history' | 'roots' | 'setRight' | 'tellOwner'
  >;
  readonly clock: Pick<Clock, 'now'>;
  /** Where a message of a channel can be opened; undefined where the platform has no such address. */
  readonly linkTo: (place: Place, message: string) => Promise<string | undefined>;
  readonly log: Log;
};

/** Those whose cursor is not behind `upTo` wait until then (ms) for the search index to be built: a window of so many papers is large. */
type IndexWait = { readonly until: number; readonly upTo: number };

/** Plans what is due, each subscription once however long nobody looked. */
export function createPlanner(parts: PlannerParts & { readonly notes: Pick<Notes, 'get' | 'set'> }): Planner {
  const runningSince = createRunningSince(parts, PATIENCE_MS);
  const unplannable = createUnplannable(parts);
  let last = Number.POSITIVE_INFINITY;
  let indexWait: IndexWait | undefined;

  /** Said once, until it is over. */
  const waitForIndex = ({ cursor }: Subscription, until: number): void => {
    if (indexWait === undefined)
      parts.log.info({}, 'digests wait for the search index, which is being built');
    indexWait = { until, upTo: Math.max(cursor, indexWait?.upTo ?? 0) };
  };

  return {
    async planDue(signal) {
      const ms = parts.clock.now();
      const now = new Date(ms).toISOString();
      const started = await runningSince(ms);
      if (ms < last) {
        indexWait = undefined;
        await parts.subscriptions.setRight(now, (one) => dueAgainAfter(one, now));
      }
      last = ms;
      const seen = new Set<number>();
      const gathering = gatherPlans({ ...parts, unplannable });
      let store = remembering(parts.store);
      let most = AT_ONCE;
      let readings: ReturnType<typeof createReadings> | undefined;
      let window: ChangeWindow | undefined;
      let breathed = Number.NEGATIVE_INFINITY;
      const waited = indexWait;
      let waits = false;
      for (;;) {
        await gathering.flush();
        const all = await parts.subscriptions.due(now, most);
        const due = all.filter(({ id }) => !seen.has(id));
        if (due.length === 0 && all.length < most) {
          if (!waits) indexWait = undefined;
          return;
        }
        // Those that wait are due again each time; behind them stand others.
        most = AT_ONCE + all.length - due.length;
        readings ??= createReadings(await parts.sources(), now);
        const told = await readTold(parts.subscriptions, due);
        for (const subscription of inTurns(due)) {
          // A database in the same process never makes anybody wait, and people are to be answered in between.
          if (performance.now() - breathed >= BREATH_MS) {
            await breathe();
            breathed = performance.now();
          }
          if (signal.aborted) return;
          seen.add(subscription.id);
          if (unplannable.rests(subscription, ms)) continue;
          if (waited !== undefined && ms < waited.until && subscription.cursor <= waited.upTo) {
            waits = true;
            continue;
          }
          const reading = readings(subscription);
          const since = Math.max(started, Date.parse(subscription.dueAt));
          if (Date.parse(now) - since < PATIENCE_MS && reading.isCatchingUp) continue;
          if (reading.query !== undefined && (window === undefined || !serves(window, subscription))) {
            // What was read before may have changed since.
            store = remembering(parts.store);
            window = await openWindow(subscription.cursor, { ...parts, store });
          }
          const task = {
            subscription,
            window: window ?? emptyWindow(subscription.cursor),
            told,
            reading,
            now,
          };
          const outcome = await planOne({ ...parts, store, gathering, unplannable }, task);
          if (outcome === 'waits') waitForIndex(subscription, ms + INDEX_WAIT_MS);
          waits ||= outcome === 'waits';
        }
      }
    },
  };
}

function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** In which order those of a channel are planned that are due at once. */
export function byCursorAndNumber(a: Subscription, b: Subscription): number {
  return a.cursor - b.cursor || a.id - b.id;
}

/**
 * Those that are due, in the order in which they are planned: from one cursor each channel has its first, then each its second. What
 * follows another one of its channel waits for that to be written, and so many are written at a time.
 */
function inTurns(due: readonly Subscription[]): Subscription[] {
  const turns = new Map<string, number>();
  const turned = due.toSorted(byCursorAndNumber).map((subscription) => {
    const { cursor, platform, channel } = subscription;
    const key = `${cursor} ${platform} ${channel}`;
    const turn = turns.get(key) ?? 0;
    turns.set(key, turn + 1);
    return { subscription, turn };
  });
  return turned
    .toSorted((a, b) => a.subscription.cursor - b.subscription.cursor || a.turn - b.turn)
    .map(({ subscription }) => subscription);
}

function serves(window: ChangeWindow, { cursor }: Subscription): boolean {
  return cursor >= window.after && (window.size <= SMALL_WINDOW || cursor - window.after <= NEAR);
}

type Task = {
  readonly subscription: Subscription;
  readonly window: ChangeWindow;
  readonly told: ToldSoFar;
  readonly reading: Reading;
  /** ISO. */
  readonly now: string;
};

async function planOne(
  {
    gathering,
    unplannable,
    ...parts
  }: PlannerParts & { readonly gathering: Gathering; readonly unplannable: Unplannable },
  { told, ...task }: Omit<Task, 'told'> & { readonly told: Told },
): Promise<'waits' | undefined> {
  const { subscription } = task;
  try {
    await gathering.before(subscription);
    const plan = await makePlan(parts, { ...task, told: await told.of(subscription) });
    await gathering.add(plan);
    if (plan.posts.length > 0) told.outdated(subscription);
  } catch (err) {
    if (err instanceof IndexIncomplete) return 'waits';
    // One that cannot be planned must not keep the others from it.
    await unplannable.failed(subscription, Date.parse(task.now), err);
  }
  return undefined;
}

/** What would be posted for a subscription now. */
export async function makePlan(parts: Omit<PlannerParts, 'log' | 'clock'>, task: Task): Promise<DigestPlan> {
  const { subscription, told, reading, now } = task;
  const window = reading.query === undefined ? emptyWindow(subscription.cursor) : task.window;
  // A clock that was ahead for a while may have told of days that have not come.
  const from = told.until < now ? told.until : now;
  const hits = await window.find(subscription, reading.query);
  const rootsOf = rootsIn(parts, subscription, hits);
  const selection = await selectFor(rootsOf, hits, task);
  const papers = await toldPapers(parts.store, selection.shown);
  const shown = papers.map(({ paper }) => paper.id);
  const { zone } = subscription.cadence;
  const isUntold = papers.length === 0 && reading.broken.length > 0 && told.until <= told.lookedUntil;
  const composed = composeDigest({
    subscription,
    from,
    until: now,
    upTo: Math.max(window.upTo, subscription.cursor),
    selection,
    papers,
    roots: await linksTo(shown, await rootsOf(shown), (message) => parts.linkTo(subscription, message)),
    coverage: reading.words(zone, from),
    mustSay: isUntold && !(await hasHeard(parts.subscriptions, subscription, now, reading.broken)),
    missed: missedDues(subscription.cadence, new Date(subscription.dueAt), new Date(now)),
  });
  return {
    subscription,
    newest: told.newest,
    upTo: Math.max(window.upTo, subscription.cursor),
    from,
    until: now,
    lookedUntil: reading.isWhole ? now : told.lookedUntil,
    dueAt: dueAfter(subscription.cadence, now),
    plannedAt: now,
    ...composed,
    content: { ...composed.content, zone, ...keptUnread(reading) },
  };
}

/** Where papers appeared first in a channel; of others than these nothing is said. */
export type RootsOf = (papers: readonly string[]) => Promise<ReadonlyMap<string, ThreadRoot>>;

/** All that may be asked for is read at once, where that is not too much. */
export function rootsIn(
  { subscriptions }: Pick<PlannerParts, 'subscriptions'>,
  place: Place,
  hits: readonly Pick<SearchHit, 'id'>[],
): RootsOf {
  let all: Promise<ReadonlyMap<string, ThreadRoot>> | undefined;
  return async (papers) => {
    if (papers.length === 0) return new Map();
    if (hits.length > MOST_ROOTS) return subscriptions.roots(place, papers);
    all ??= subscriptions.roots(
      place,
      hits.map(({ id }) => id),
    );
    return all;
  };
}

/** The papers of a window that were found for a subscription, as its digest shows them. */
export async function selectFor(
  rootsOf: RootsOf,
  hits: readonly NewsHit[],
  { subscription, window, told }: Pick<Task, 'subscription' | 'window' | 'told'>,
): Promise<Selection> {
  const news = hits.map(({ id }) => window.newsOf(id));
  const later = news.flatMap((one) => (one?.items.some(isLater) === true ? one.paperId : []));
  const judge = await judgeOf(rootsOf, { subscription, told, later });
  return selectEntries(hits, news, { ...judge, subscription });
}

/** For whom news are judged: what the channel has been told, and which of the papers with later news it knows. */
export async function judgeOf(
  rootsOf: RootsOf,
  asked: {
    readonly subscription: Subscription;
    readonly told: ToldSoFar;
    readonly later: readonly string[];
  },
): Promise<Judge> {
  const { subscription, told, later } = asked;
  const isFollowing = subscription.kind === 'papers';
  const roots = isFollowing ? undefined : await rootsOf(later);
  return {
    subscription,
    from: told.lookedUntil,
    told: (paperId, seq) =>
      told.digests.some(
        ({ after, upTo, content }) => after < seq && seq <= upTo && content.shown.includes(paperId),
      ),
    knows: (paperId) => isFollowing || roots?.has(paperId) === true,
  };
}
