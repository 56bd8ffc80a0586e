import type { Clock } from '../core/clock.ts';
import type { Digests } from '../core/digest/digests.ts';
import type { Subscriptions } from '../core/digest/ports.ts';
import type { Subscription } from '../core/digest/subscription.ts';
import { PACE_MS } from './pace.ts';
import { makePlan, type PlannerParts } from './planner.ts';
import { createReadings } from './reading.ts';
import { toldTo } from './told.ts';
import { openWindow } from './window.ts';

export type NowParts = Omit<PlannerParts, 'log' | 'subscriptions' | 'clock'> & {
  readonly subscriptions: Subscriptions;
  readonly clock: Pick<Clock, 'now'>;
};

/** Posts what the digests of a channel have to tell, to the last one; nobody is told again that there is nothing. */
export function createNow(parts: NowParts): Digests['now'] {
  const { subscriptions, clock } = parts;
  return async (asker) => {
    const at = new Date(clock.now()).toISOString();
    const all = await subscriptions.list(asker);
    const window = await openWindow(
      Math.min(...all.map(({ cursor }) => cursor), Number.MAX_SAFE_INTEGER),
      parts,
    );
    const readings = createReadings(await parts.sources(), at);
    const posted: Subscription[] = [];
    const paused: Subscription[] = [];
    const open: Subscription[] = [];
    const coverage = new Set<string>();
    let messages = 0;
    for (const subscription of all) {
      if ((await subscriptions.progress(subscription.id)) !== undefined) {
        open.push(subscription);
        continue;
      }
      const reading = readings(subscription);
      const told = await toldTo(subscriptions, subscription);
      const plan = await makePlan(parts, { subscription, window, told, reading, now: at });
      if (plan.content.shown.length === 0) {
        const words = reading.words(subscription.cadence.zone);
        if (words !== undefined) coverage.add(words);
        continue;
      }
      if (subscription.paused !== undefined) {
        paused.push(subscription);
        continue;
      }
      const what = `The digest of subscription ${subscription.id} was asked for at once.`;
      const after = await subscriptions.change(
        subscription.id,
        (one) => (one.revision === subscription.revision ? { ...one, dueAt: at } : undefined),
        () => ({ by: asker.user, at, what }),
      );
      if (after === undefined) continue;
      // Planned here: the planner would wait for sources that are late, and whoever asked does not.
      await subscriptions.plan({ ...plan, subscription: after });
      posted.push(after);
      messages += plan.posts.length;
    }
    return { posted, takesMs: messages * PACE_MS, paused, open, coverage: [...coverage] };
  };
}
