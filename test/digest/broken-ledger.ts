import type { Ledger, Subscriptions } from '../../src/core/digest/ports.ts';
import type { Store } from '../../src/core/ports.ts';

/**
 * What must never be done: to write down that a message is there before it is posted, that it is posted only afterwards, or that
 * a subscription has been told of changes before what tells of them is written, too.
 */
export type Mutation = 'settled before the post' | 'written after the post' | 'told before the plan';

/** The store, and a fault in it that only shows when the process dies. */
export function breakStore<S extends Pick<Store, 'ledger' | 'subscriptions'>>(
  store: S,
  mutation: Mutation,
): S {
  return mutation === 'told before the plan'
    ? { ...store, subscriptions: breakPlans(store.subscriptions) }
    : { ...store, ledger: breakLedger(store.ledger, mutation) };
}

function breakLedger(ledger: Ledger, mutation: Mutation): Ledger {
  return {
    ...ledger,
    async take(place, lease) {
      const taken = await ledger.take(place, lease);
      if (taken === undefined) return undefined;
      const when = { holder: lease.holder, now: lease.now, next: lease.now };
      const { id } = taken.delivery;
      if (mutation === 'settled before the post') await ledger.settle(id, { kind: 'sent', id: '1' }, when);
      else await ledger.settle(id, { kind: 'again', at: lease.now }, when);
      return taken;
    },
  };
}

/** As if nothing was to be posted, which moves the cursor, and then in another transaction what is. */
function breakPlans(subscriptions: Subscriptions): Subscriptions {
  return {
    ...subscriptions,
    async planAll(plans) {
      const moves = plans.map((plan) => ({ plan, move: { ...plan, posts: [] } }));
      const moved = await subscriptions.planAll(moves.map(({ move }) => move));
      const told = moves.flatMap(({ plan, move }) => (moved.has(move) ? [plan] : []));
      const rest = told.filter(({ posts }) => posts.length > 0);
      await subscriptions.planAll(
        rest.map(({ subscription: { revision, ...before }, ...plan }) => ({
          ...plan,
          subscription: { ...before, revision: revision + 1 },
        })),
      );
      return new Set(told);
    },
  };
}
