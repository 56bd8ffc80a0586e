import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, formatDay, formatMonth, monthNumber, sameMoment, shiftDay } from '../../src/core/day.ts';

const someDay = fc
  .date({ min: new Date('1986-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('dayOf', () => {
  it('builds a day that sorts as text', () => {
    expect(dayOf(2025, 5, 1)).toBe('2025-05-01');
    expect(dayOf(1986, 4, 25)).toBe('1986-04-25');
    expect(dayOf(2024, 2, 29)).toBe('2024-02-29');
  });

  it.each([
    [2025, 4, 31],
    [2025, 2, 29],
    [2025, 13, 1],
    [2025, 0, 1],
    [2025, 1, 0],
    [2025, 1, 32],
    [99, 1, 1],
    [-1, 1, 1],
    [10_000, 1, 1],
    [2025, 1.5, 1],
    [Number.NaN, 1, 1],
    [Number.POSITIVE_INFINITY, 1, 1],
  ])('knows that there is no day %d-%d-%d', (year, month, day) => {
    expect(dayOf(year, month, day)).toBeUndefined();
  });

  it('gives a day or nothing for any numbers', () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), fc.double(), (year, month, day) => {
        expect(dayOf(year, month, day) ?? '2000-01-01').toMatch(/^\d{4}-\d{2}-\d{2}$/);
      }),
    );
  });
});

describe('monthNumber', () => {
  it('reads English month names in full or by three letters, in any case', () => {
    expect(monthNumber('January')).toBe(1);
    expect(monthNumber('september')).toBe(9);
    expect(monthNumber('SEP')).toBe(9);
    expect(monthNumber('Dec')).toBe(12);
    expect(monthNumber('may')).toBe(5);
  });

  it.each(['', 'ma', 'Janvier', 'Mai', '5', 'Marchh'])('does not take "%s" for a month', (name) => {
    expect(monthNumber(name)).toBeUndefined();
  });
});

describe('shiftDay', () => {
  it('crosses the ends of months and years', () => {
    expect(shiftDay('2024-02-28', 1)).toBe('2024-02-29');
    expect(shiftDay('2025-12-31', 1)).toBe('2026-01-01');
    expect(shiftDay('2026-01-01', -1)).toBe('2025-12-31');
  });

  it('comes back when moved back', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: -9000, max: 9000 }), (day, by) => {
        expect(shiftDay(shiftDay(day, by), -by)).toBe(day);
      }),
    );
  });
});

describe('formatDay and formatMonth', () => {
  it('write the month as a word, so that no order can be mistaken', () => {
    expect(formatDay('2025-10-29')).toBe('29 October 2025');
    expect(formatDay('2025-01-02')).toBe('2 January 2025');
    expect(formatMonth('2025-05')).toBe('May 2025');
  });
});

describe('sameMoment', () => {
  const eastern = (day: string) => ({ day, calendar: 'eastern' as const });
  const gmt = (day: string) => ({ day, calendar: 'gmt' as const });

  it('takes an Eastern evening and the next GMT day for one moment', () => {
    expect(sameMoment(eastern('2025-05-27'), gmt('2025-05-28'))).toBe(true);
    expect(sameMoment(gmt('2025-06-01'), eastern('2025-05-31'))).toBe(true);
  });

  it('keeps days apart that no clock can bring together', () => {
    expect(sameMoment(eastern('2025-05-28'), gmt('2025-05-27'))).toBe(false);
    expect(sameMoment(eastern('2025-05-26'), gmt('2025-05-28'))).toBe(false);
    expect(sameMoment(gmt('2025-05-27'), gmt('2025-05-28'))).toBe(false);
    expect(sameMoment(eastern('2025-05-27'), eastern('2025-05-28'))).toBe(false);
  });

  it('is symmetric, and true of every real moment read by both calendars', () => {
    fc.assert(
      fc.property(someDay, someDay, (a, b) => {
        expect(sameMoment(eastern(a), gmt(b))).toBe(sameMoment(gmt(b), eastern(a)));
      }),
    );
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1991-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
        (moment) => {
          const day = moment.toLocaleDateString('sv-SE', { timeZone: 'America/New_York' });
          expect(sameMoment(eastern(day), gmt(moment.toISOString().slice(0, 10)))).toBe(true);
        },
      ),
    );
  });
});
