import type { Subscription } from '../core/digest/subscription.ts';
import type { Log } from '../core/ports.ts';
import { restAfter } from './pace.ts';

type Fault = { readonly revision: number; readonly tries: number; readonly until: number };

/** Which subscriptions could not be planned, by a fault of the program's; each is tried less and less often, until it is changed. */
export type Unplannable = {
  /** Whether it rests at that time (ms). */
  rests(subscription: Subscription, now: number): boolean;
  /** It could not be planned at that time (ms), for this reason. */
  failed(subscription: Subscription, now: number, err: unknown): void;
  planned(subscription: Subscription): void;
};

export function createUnplannable(log: Log): Unplannable {
  const faults = new Map<number, Fault>();
  return {
    rests({ id, revision }, now) {
      const fault = faults.get(id);
      return fault !== undefined && fault.revision === revision && now < fault.until;
    },
    failed({ id, revision }, now, err) {
      log.error({ err, subscription: id }, 'a digest could not be planned');
      const tries = (faults.get(id)?.tries ?? 0) + 1;
      faults.set(id, { revision, tries, until: now + restAfter(tries) });
    },
    planned({ id }) {
      faults.delete(id);
    },
  };
}
