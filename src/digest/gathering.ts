import type { DigestPlan } from '../core/digest/delivery.ts';
import type { Subscriptions } from '../core/digest/ports.ts';
import type { Place } from '../core/digest/subscription.ts';
import type { Log } from '../core/ports.ts';
import type { Unplannable } from './unplannable.ts';

/** Written in one transaction: each costs a flush to the disk, and holds nobody up for longer than planning does. */
const MOST_GATHERED = 100;

/** Plans on their way into the ledger. Those that are not written when the process ends are made again. */
export type Gathering = {
  /** What a channel has been told must be written before it is read. */
  before(place: Place): Promise<void>;
  add(plan: DigestPlan): Promise<void>;
  flush(): Promise<void>;
};

export function gatherPlans({
  subscriptions,
  log,
  unplannable,
}: {
  readonly subscriptions: Pick<Subscriptions, 'planAll'>;
  readonly log: Log;
  readonly unplannable: Unplannable;
}): Gathering {
  let gathered: DigestPlan[] = [];

  const write = async (plans: readonly DigestPlan[]): Promise<void> => {
    const written = await subscriptions.planAll(plans);
    for (const plan of plans) {
      unplannable.planned(plan.subscription);
      const done = {
        subscription: plan.subscription.id,
        posts: plan.posts.length,
        written: written.has(plan),
      };
      log.info(done, 'a digest was planned');
    }
  };

  const flush = async (): Promise<void> => {
    const plans = gathered;
    gathered = [];
    if (plans.length === 0) return;
    try {
      await write(plans);
    } catch {
      // One that cannot be written must not keep the others from it.
      for (const plan of plans)
        await write([plan]).catch((err: unknown) =>
          unplannable.failed(plan.subscription, Date.parse(plan.plannedAt), err),
        );
    }
  };

  return {
    async before({ platform, channel }) {
      const isTold = gathered.some(
        ({ subscription, posts }) =>
          posts.length > 0 && subscription.channel === channel && subscription.platform === platform,
      );
      if (isTold) await flush();
    },
    async add(plan) {
      gathered.push(plan);
      if (gathered.length >= MOST_GATHERED) await flush();
    },
    flush,
  };
}
