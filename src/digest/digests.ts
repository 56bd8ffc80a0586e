import type { Digests } from '../core/digest/digests.ts';
import type { Subscriptions } from '../core/digest/ports.ts';
import { createFollowing } from './following.ts';
import { makePlan, type PlannerParts } from './planner.ts';
import { createPreviews } from './previews.ts';
import { createReadings } from './reading.ts';
import { createSubscribing, type SubscribingParts } from './subscribing.ts';
import { toldTo } from './told.ts';
import { createWhys } from './whys.ts';
import { openWindow } from './window.ts';

/** Digests of a channel that are shown, and looked through for a paper. */
const HISTORY = 1_000;
/** Lines of the audit log that are shown. */
const AUDITED = 20;

export type DigestsParts = SubscribingParts &
  Omit<PlannerParts, 'log' | 'store' | 'library' | 'subscriptions'> & {
    readonly store: SubscribingParts['store'] & PlannerParts['store'];
    readonly library: SubscribingParts['library'] & PlannerParts['library'];
    readonly subscriptions: Subscriptions;
  };

/** The digests of channels over the library and the ledger. */
export function createDigests(parts: DigestsParts): Digests {
  const { subscriptions, clock } = parts;
  const previews = createPreviews(parts);
  return {
    ...createSubscribing(parts),
    ...createFollowing(parts),
    ...previews,
    why: createWhys(parts),
    all: () => subscriptions.list(),
    list: (place) => subscriptions.list(place),
    progress: (id) => subscriptions.progress(id),
    history: (place) => subscriptions.history(place, HISTORY),
    audit: (place) => subscriptions.audit(place, AUDITED),
    async zoneOf(place) {
      return (await subscriptions.list(place)).at(-1)?.cadence.zone;
    },
    async now(asker) {
      const at = new Date(clock.now()).toISOString();
      const posted = [];
      const all = await subscriptions.list(asker);
      const window = await openWindow(
        Math.min(...all.map(({ cursor }) => cursor), Number.MAX_SAFE_INTEGER),
        parts,
      );
      const readings = createReadings(await parts.sources(), at);
      for (const subscription of all) {
        if (subscription.paused !== undefined) continue;
        if ((await subscriptions.progress(subscription.id)) !== undefined) continue;
        const told = await toldTo(subscriptions, subscription);
        const plan = await makePlan(parts, {
          subscription,
          window,
          told,
          reading: readings(subscription),
          now: at,
        });
        if (plan.posts.length === 0) continue;
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
      }
      return posted;
    },
  };
}
