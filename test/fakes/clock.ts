import type { Clock } from '../../src/core/clock.ts';
import type { Turns } from '../../src/core/ports.ts';
import { endTurn, type TurnState, takeTurn } from '../../src/store/turn-queue.ts';

/** A clock that jumps: sleeping takes no time, but the time has passed. */
export function createFakeClock(): Clock & { readonly slept: number[] } {
  let now = Date.parse('2026-11-23T09:00:00Z');
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    async sleep(ms) {
      slept.push(ms);
      now += ms;
    },
  };
}

/** Turns in this process by that clock, as the store keeps them for all processes. */
export function createFakeTurns(clock: Clock): Turns {
  const states = new Map<string, TurnState>();
  return {
    async take(turn) {
      const { waitMs, state } = takeTurn(states.get(turn.name), turn, clock.now());
      states.set(turn.name, state);
      return waitMs;
    },
    async end(turn) {
      const state = states.get(turn.name);
      if (state !== undefined) states.set(turn.name, endTurn(state, turn, clock.now()));
    },
  };
}
