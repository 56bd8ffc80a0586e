import type { Digests } from '../core/digest/digests.ts';
import type { Subscriptions } from '../core/digest/ports.ts';
import { createFollowing } from './following.ts';
import { createNow } from './now.ts';
import type { PlannerParts } from './planner.ts';
import { createPreviews } from './previews.ts';
import { createSubscribing, type SubscribingParts } from './subscribing.ts';
import { createWhys, HISTORY } from './whys.ts';

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
  const { subscriptions } = parts;
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
    now: createNow(parts),
  };
}
