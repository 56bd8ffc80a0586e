import type { Transaction } from 'kysely';
import type { Turns } from '../core/ports.ts';
import type { Schema } from './schema.ts';

export type Transact = <T>(work: (transaction: Transaction<Schema>) => Promise<T>) => Promise<T>;

const LOOK_AGAIN_MS = 500;
/** Nobody holds it. */
const NOBODY = '';

/**
 * Turns as rows of the library, so that all processes on it keep the same manners. Each look is a transaction of its own, in
 * which writers take turns anyway; `now` (ms) is the machine's clock.
 */
export function buildTurns(transact: Transact, now: () => number = Date.now): Turns {
  return {
    take: ({ name, holder, leaseMs, spacingMs }) =>
      transact(async (transaction) => {
        const row = await transaction
          .selectFrom('turns')
          .selectAll()
          .where('name', '=', name)
          .executeTakeFirst();
        const at = now();
        const held = row === undefined ? 0 : waitUntil(row.held_until, at, leaseMs);
        const early = row === undefined ? 0 : waitUntil(row.not_before, at);
        // Whoever holds it may be done at any moment, so it is worth asking again soon.
        const wait = Math.max(Math.min(held, LOOK_AGAIN_MS), early);
        if (wait > 0) return wait;
        const taken = { holder, held_until: iso(at + leaseMs), not_before: iso(at + spacingMs) };
        if (row === undefined)
          await transaction
            .insertInto('turns')
            .values({ name, ...taken })
            .execute();
        else await transaction.updateTable('turns').set(taken).where('name', '=', name).execute();
        return 0;
      }),
    end: ({ name, holder, pauseMs }) =>
      transact(async (transaction) => {
        const at = now();
        await transaction
          .updateTable('turns')
          .set({
            holder: NOBODY,
            held_until: iso(at),
            ...(pauseMs === undefined ? {} : { not_before: iso(at + pauseMs) }),
          })
          .where('name', '=', name)
          .where('holder', '=', holder)
          .execute();
      }),
  };
}

/** A clock that was set back must not lock everybody out for longer than anyone would have waited. */
function waitUntil(time: string, at: number, longest = 86_400_000): number {
  return Math.max(0, Math.min(Date.parse(time) - at, longest));
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
