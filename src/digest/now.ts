import type { Digests } from '../core/digest/digests.ts';
import type { Subscriptions } from '../core/digest/ports.ts';
import type { Subscription } from '../core/digest/subscription.ts';
import { makePlan, type PlannerParts } from './planner.ts';
import { createReadings } from './reading.ts';
import { toldTo } from './told.ts';
import { openWindow } from './window.ts';

export type NowParts = Omit<PlannerParts, 'log' | 'subscriptions'> & {
  readonly subscriptions: Subscriptions;
};

/** Posts what a channel's subscriptions have to tell before they are due. */
export function createNow(parts: NowParts): Digests['now'] {
  const { subscriptions, clock } = parts;
  return async (asker) => {
    const at = new Date(clock.now()).toISOString();
    const all = await subscriptions.list(asker);
    const paused = all.filter((one) => one.paused !== undefined);
    const awake = all.filter((one) => one.paused === undefined);
    const posting: Subscription[] = [];
    if (awake.length === 0) return { posting, paused };
    const window = await openWindow(Math.min(...awake.map(({ cursor }) => cursor)), parts);
    const readings = createReadings(await parts.sources(), at);
    for (const subscription of awake) {
      if ((await subscriptions.progress(subscription.id)) !== undefined) continue;
      const told = await toldTo(subscriptions, subscription);
      const plan = await makePlan(parts, {
        subscription,
        window,
        told,
        reading: readings(subscription),
        now: at,
      });
      // That nothing is new is for whoever asked; the channel hears so when it is due.
      if (plan.content.shown.length === 0) continue;
      const what = `The digest of subscription ${subscription.id} was asked for at once.`;
      const after = await subscriptions.change(
        subscription.id,
        (one) => (one.revision === subscription.revision ? { ...one, dueAt: at } : undefined),
        () => ({ by: asker.user, at, what }),
      );
      if (after === undefined) continue;
      // Planned here: the planner would wait for sources that are late, and whoever asked does not.
      await subscriptions.plan({ ...plan, subscription: after });
      posting.push(after);
    }
    return { posting, paused };
  };
}
