import type { Clock } from '../../src/core/clock.ts';
import type { Turns } from '../../src/core/ports.ts';
import { endTurn, type TurnState, takeTurn } from '../../src/store/turn-queue.ts';

/** So many turns of the event loop take what somebody does between two sleeps, without real waiting. */
const TURNS = 10;

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

/**
 * A clock for whole programs: its time stands still while anything else is going on, and then jumps to where the next sleeper
 * wakes. So a month passes in a second, and nothing is overtaken by it.
 *
 * @param busy whether something is under way that takes real time, such as a call over a connection
 */
export function createDrivenClock(start: number, busy: () => boolean = () => false) {
  let now = start;
  let end = Number.POSITIVE_INFINITY;
  const sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  let driving = false;

  /** Whoever was woken gets some turns to do what it woke for, before anybody else is. */
  function drive(rests = 0): void {
    driving = true;
    const look = (): void => {
      driving = false;
      if (sleepers.length === 0) return;
      if (busy()) return drive();
      if (rests < TURNS) return drive(rests + 1);
      sleepers.sort((a, b) => a.at - b.at);
      const [next] = sleepers;
      if (next === undefined || next.at > end) return;
      sleepers.shift();
      now = Math.max(now, next.at);
      next.wake();
      drive();
    };
    if (busy()) setTimeout(look, 1);
    else setImmediate(look);
  }

  return {
    now: () => now,
    sleep(ms: number, signal?: AbortSignal): Promise<void> {
      if (signal?.aborted === true) return Promise.resolve();
      return new Promise((resolve) => {
        const wake = (): void => {
          signal?.removeEventListener('abort', leave);
          resolve();
        };
        const sleeper = { at: now + ms, wake };
        const leave = (): void => {
          const place = sleepers.indexOf(sleeper);
          if (place >= 0) sleepers.splice(place, 1);
          wake();
        };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', leave, { once: true });
        if (!driving) drive();
      });
    },
    /** Stands still at this time, until it is given a later one. */
    until(time: number): void {
      end = time;
      if (!driving) drive();
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
