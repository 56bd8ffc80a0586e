import type { Ledger } from '../../src/core/digest/ports.ts';

/** What must never be done: to write down that a message is there before it is posted, or that it is posted only afterwards. */
export type Mutation = 'settled before the post' | 'written after the post';

/** The ledger, and a fault in it that only shows when the process dies. */
export function breakLedger(ledger: Ledger, mutation: Mutation): Ledger {
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
