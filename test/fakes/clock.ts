import type { Turns } from '../../src/core/ports.ts';
import type { Clock } from '../../src/sources/arxiv-client.ts';

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
  const rows = new Map<string, { holder: string; heldUntil: number; notBefore: number }>();
  return {
    async take({ name, holder, leaseMs, spacingMs }) {
      const row = rows.get(name);
      const held = Math.min((row?.heldUntil ?? 0) - clock.now(), 500);
      const wait = Math.max(held, (row?.notBefore ?? 0) - clock.now());
      if (wait > 0) return wait;
      rows.set(name, { holder, heldUntil: clock.now() + leaseMs, notBefore: clock.now() + spacingMs });
      return 0;
    },
    async end({ name, holder, pauseMs }) {
      const row = rows.get(name);
      if (row?.holder !== holder) return;
      row.heldUntil = 0;
      if (pauseMs !== undefined) row.notBefore = clock.now() + pauseMs;
    },
  };
}
