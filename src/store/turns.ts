import type { Kysely, Transaction } from 'kysely';
import type { Turns } from '../core/ports.ts';
import { readJson } from './json.ts';
import type { Schema } from './schema.ts';
import { endTurn, type TurnState, takeTurn } from './turn-queue.ts';

export type Read = <T>(work: (db: Kysely<Schema>) => Promise<T>) => Promise<T>;
export type Transact = <T>(work: (transaction: Transaction<Schema>) => Promise<T>) => Promise<T>;

/**
 * Turns as rows of the library, so that all processes on it keep the same manners. Each look is a transaction of its own, in
 * which writers take turns anyway; `now` (ms) is the machine's clock.
 */
export function buildTurns(transact: Transact, now: () => number = Date.now): Turns {
  return {
    take: (turn) =>
      transact(async (transaction) => {
        const before = await readState(transaction, turn.name);
        const { waitMs, state } = takeTurn(before, turn, now());
        if (state !== before) await writeState(transaction, turn.name, state);
        return waitMs;
      }),
    end: (turn) =>
      transact(async (transaction) => {
        const before = await readState(transaction, turn.name);
        if (before !== undefined) await writeState(transaction, turn.name, endTurn(before, turn, now()));
      }),
  };
}

async function readState(db: Transaction<Schema>, name: string): Promise<TurnState | undefined> {
  const row = await db.selectFrom('turns').selectAll().where('name', '=', name).executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    holder: row.holder,
    heldUntil: Date.parse(row.held_until),
    notBefore: Date.parse(row.not_before),
    waiting: readJson(row.waiting, `turn ${name}`) as TurnState['waiting'],
    writtenAt: Date.parse(row.written_at),
  };
}

async function writeState(db: Transaction<Schema>, name: string, state: TurnState): Promise<void> {
  const row = {
    holder: state.holder,
    held_until: iso(state.heldUntil),
    not_before: iso(state.notBefore),
    waiting: JSON.stringify(state.waiting),
    written_at: iso(state.writtenAt),
  };
  await db
    .insertInto('turns')
    .values({ name, ...row })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .execute();
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
