import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/core/digest/delivery.ts';
import { afterLook } from '../../src/digest/reconcile.ts';
import { at } from './plans.ts';

const NOW = Date.parse(at(0));
const MINUTE = 60_000;

const delivery = (attempts: number, more: Partial<Delivery> = {}): Delivery => ({
  platform: 'slack',
  channel: 'C1',
  id: 1,
  marker: 'abc',
  reply: { summary: 'A', cards: [] },
  attempts,
  doubts: 0,
  triedAt: at(-1),
  ...more,
});

/** How long after the look it is posted again, when it was in doubt so often. */
function restOf(kind: 'absent' | 'partly', doubts: number, attempts = 2 * doubts): number {
  const outcome = kind === 'absent' ? { kind } : { kind, id: 'm-1' };
  const settlement = afterLook(delivery(attempts, { doubts }), outcome, NOW);
  return settlement.kind === 'again' ? Date.parse(settlement.at) - NOW : Number.NaN;
}

describe('after a look into the channel', () => {
  it.each(['absent', 'partly'] as const)(
    'what is %s is posted again at once, and less and less often',
    (kind) => {
      expect(restOf(kind, 1)).toBe(0);
      expect(restOf(kind, 2)).toBeGreaterThan(5_000);
      expect(restOf(kind, 4)).toBeGreaterThanOrEqual(4 * MINUTE);
      expect(restOf(kind, 9)).toBeLessThanOrEqual(15 * MINUTE);
    },
  );

  it('what was in doubt once is posted again at once, however often an outage kept it from being looked up', () => {
    expect(restOf('absent', 1, 20)).toBe(0);
  });

  it('what is there in part keeps its first message', () => {
    expect(afterLook(delivery(2), { kind: 'partly', id: 'm-1' }, NOW)).toMatchObject({ id: 'm-1' });
    expect(afterLook(delivery(2), { kind: 'found', id: 'm-1' }, NOW)).toEqual({ kind: 'sent', id: 'm-1' });
  });

  it('what the platform does not tell just now is looked up again for as long as that lasts, and asked of nobody', () => {
    const doubted = delivery(9, { triedAt: at(-999), doubtAt: at(-999) });
    for (const afterMs of [1, 3_600_000]) {
      const settlement = afterLook(doubted, { kind: 'later', afterMs }, NOW);
      const rest = settlement.kind === 'look' ? Date.parse(settlement.at) - NOW : 0;
      expect(rest).toBeGreaterThanOrEqual(Math.max(afterMs, 7 * MINUTE));
    }
  });

  it('what cannot be looked up is looked up again for ten minutes of doubt, and then asked of a person', () => {
    const blind = { kind: 'unknown', reason: 'I may not read that channel.' } as const;
    const doubted = (minutes: number) =>
      afterLook(delivery(3, { triedAt: at(-99), doubtAt: at(-minutes) }), blind, NOW);
    expect(doubted(9)).toMatchObject({ kind: 'look' });
    expect(doubted(10)).toMatchObject({ kind: 'unproven', word: { about: 'C1' } });
  });
});
