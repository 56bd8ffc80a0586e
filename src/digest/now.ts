import type { Clock } from '../core/clock.ts';
import type { Digests } from '../core/digest/digests.ts';
import type { Subscriptions } from '../core/digest/ports.ts';
import type { Subscription } from '../core/digest/subscription.ts';
import { PACE_MS } from './pace.ts';
import { makePlan, type PlannerParts } from './planner.ts';
import { createReadings } from './reading.ts';
import { untoldRecordOf } from './record.ts';
import { toldTo } from './told.ts';
import { IndexIncomplete, windowsFor } from './window.ts';

/** What is changed or gets other digests all the time is left to the planner. */
const TRIES = 3;

export type NowParts = Omit<PlannerParts, 'log' | 'subscriptions' | 'clock'> & {
  readonly subscriptions: Subscriptions;
  readonly clock: Pick<Clock, 'now'>;
};

/** Posts what the digests of a channel have to tell, to the last one; nobody is told again that there is nothing. */
export function createNow(parts: NowParts): Digests['now'] {
  const { subscriptions, clock } = parts;
  return async (asker) => {
    const at = new Date(clock.now()).toISOString();
    const all = (await subscriptions.list(asker)).toSorted(pausedLast);
    const windowOf = windowsFor(all, parts);
    const readings = createReadings(await parts.sources(), at);
    const posted: Subscription[] = [];
    const paused: Subscription[] = [];
    const open: Subscription[] = [];
    const coverage = new Set<string>();
    let messages = 0;
    let incomplete: IndexIncomplete | undefined;
    const take = async (before: Subscription): Promise<Subscription | undefined> =>
      // Asked for before, when another digest of the channel came in between.
      before.dueAt === at
        ? before
        : subscriptions.change(
            before.id,
            (one) => (one.revision === before.revision ? { ...one, dueAt: at } : undefined),
            () => untoldRecordOf(asker, at, `The digest of subscription ${before.id} was asked for at once.`),
          );

    /** False when something came in between, and it has to be looked at again. */
    const post = async (subscription: Subscription): Promise<boolean> => {
      if ((await subscriptions.progress(subscription.id)) !== undefined) {
        open.push(subscription);
        return true;
      }
      const reading = readings(subscription);
      const window = await windowOf(subscription);
      const told = await toldTo(subscriptions, subscription);
      const plan = await makePlan(parts, { subscription, window, told, reading, now: at });
      if (plan.content.shown.length === 0) {
        const words = reading.words(subscription.cadence.zone, told.until);
        if (words !== undefined) coverage.add(words);
        return true;
      }
      if (subscription.paused !== undefined) {
        paused.push(subscription);
        return true;
      }
      const after = await take(subscription);
      // Planned here: the planner would wait for sources that are late, and whoever asked does not.
      if (after === undefined || !(await subscriptions.plan({ ...plan, subscription: after }))) return false;
      posted.push(after);
      messages += plan.posts.length;
      return true;
    };

    /** What was planned by then is posted all the same. */
    const postIfIndexed = (subscription: Subscription): Promise<boolean> =>
      post(subscription).catch((err: unknown) => {
        if (!(err instanceof IndexIncomplete)) throw err;
        incomplete = err;
        return true;
      });

    for (const subscription of all) {
      let now: Subscription | undefined = subscription;
      let done = false;
      for (let tries = 0; !done && now !== undefined; tries += 1) {
        if (tries === TRIES) open.push(now);
        done = tries === TRIES || (await postIfIndexed(now));
        if (!done) now = await subscriptions.get(subscription.id);
      }
    }
    if (incomplete !== undefined) {
      if (posted.length === 0) throw incomplete;
      coverage.add(`Not all could be looked through. ${incomplete.message}`);
    }
    return { posted, takesMs: messages * PACE_MS, paused, open, coverage: [...coverage] };
  };
}

function pausedLast(a: Subscription, b: Subscription): number {
  return Number(a.paused !== undefined) - Number(b.paused !== undefined);
}
