import type { Subscriptions } from '../core/digest/ports.ts';
import type { Subscription } from '../core/digest/subscription.ts';
import type { Log } from '../core/ports.ts';
import { restAfter } from './pace.ts';
import { unplannableWord } from './words.ts';

/** What could not be planned for so long is told to its owner. */
const TELL_AFTER_MS = 3_600_000;

type Fault = {
  readonly revision: number;
  readonly tries: number;
  /** ms, both. */
  readonly since: number;
  readonly until: number;
  readonly isTold: boolean;
};

/** Which subscriptions could not be planned, by a fault of the program's; each is tried less and less often, until it is changed. */
export type Unplannable = {
  /** Whether it rests at that time (ms). */
  rests(subscription: Subscription, now: number): boolean;
  /** It could not be planned at that time (ms), for this reason; after a while its owner hears so, once. */
  failed(subscription: Subscription, now: number, err: unknown): Promise<void>;
  planned(subscription: Subscription): void;
};

export function createUnplannable({
  subscriptions,
  log,
}: {
  readonly subscriptions: Pick<Subscriptions, 'tellOwner'>;
  readonly log: Log;
}): Unplannable {
  const faults = new Map<number, Fault>();
  return {
    rests({ id, revision }, now) {
      const fault = faults.get(id);
      return fault !== undefined && fault.revision === revision && now < fault.until;
    },
    async failed(subscription, now, err) {
      const { id, revision } = subscription;
      log.error({ err, subscription: id }, 'a digest could not be planned');
      const { since = now, isTold = false, tries = 0 } = faults.get(id) ?? {};
      const isToTell = !isTold && now - since >= TELL_AFTER_MS;
      const until = now + restAfter(tries + 1);
      faults.set(id, { revision, since, until, tries: tries + 1, isTold: isTold || isToTell });
      if (!isToTell) return;
      await subscriptions
        .tellOwner(id, unplannableWord(subscription))
        .catch((error: unknown) =>
          log.error({ err: error, subscription: id }, 'its owner could not be told'),
        );
    },
    planned({ id }) {
      faults.delete(id);
    },
  };
}
