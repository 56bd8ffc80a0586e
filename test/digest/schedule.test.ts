import { describe, expect, it } from 'vitest';
import { readCadence } from '../../src/core/digest/cadence.ts';
import { checkCadence, missedDues, nextDue } from '../../src/digest/schedule.ts';

const cadence = (text: string, zone: string, hour?: string) => readCadence(text, hour, zone);

/** All due moments between two, one after the other. */
function dues(text: string, zone: string, [from, until]: readonly [string, string], hour?: string): string[] {
  const found: string[] = [];
  let at = nextDue(cadence(text, zone, hour), new Date(from));
  while (at !== undefined && at <= new Date(until)) {
    found.push(at.toISOString());
    at = nextDue(cadence(text, zone, hour), at);
  }
  return found;
}

describe('when a digest is due', () => {
  it('is the same hour of the channel, over both changes of the clocks', () => {
    expect(dues('weekly friday', 'Europe/Berlin', ['2026-03-20T12:00:00Z', '2026-04-04T00:00:00Z'])).toEqual([
      '2026-03-27T08:00:00.000Z',
      '2026-04-03T07:00:00.000Z',
    ]);
    expect(dues('weekly friday', 'Europe/Berlin', ['2026-10-22T12:00:00Z', '2026-10-31T00:00:00Z'])).toEqual([
      '2026-10-23T07:00:00.000Z',
      '2026-10-30T08:00:00.000Z',
    ]);
  });

  it('is once, also at an hour that is left out and at one that comes twice', () => {
    expect(dues('0 2 * * *', 'Europe/Berlin', ['2026-03-28T12:00:00Z', '2026-03-30T23:00:00Z'])).toHaveLength(
      2,
    );
    expect(dues('30 2 * * *', 'Europe/Berlin', ['2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z'])).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
    expect(dues('30 1 * * *', 'America/New_York', ['2026-10-31T12:00:00Z', '2026-11-02T12:00:00Z'])).toEqual([
      '2026-11-01T05:30:00.000Z',
      '2026-11-02T06:30:00.000Z',
    ]);
  });

  it.each(['America/Godthab', 'America/Scoresbysund'])(
    'is at the change where the last hour of a day is left out, as in %s, and not a day later',
    (zone) => {
      expect(dues('59 23 * * *', zone, ['2026-03-27T12:00:00Z', '2026-03-31T02:00:00Z'])).toEqual([
        '2026-03-28T01:59:00.000Z',
        '2026-03-29T01:00:00.000Z',
        '2026-03-30T00:59:00.000Z',
        '2026-03-31T00:59:00.000Z',
      ]);
      expect(dues('30 23 * * 6', zone, ['2026-03-27T12:00:00Z', '2026-04-05T12:00:00Z'])).toEqual([
        '2026-03-29T01:00:00.000Z',
        '2026-04-05T00:30:00.000Z',
      ]);
    },
  );

  it.each([
    'Europe/Berlin',
    'America/Scoresbysund',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
    'Pacific/Auckland',
    'UTC',
  ])('is the same looked at from before and from behind, for a year of nights in %s', (zone) => {
    const nightly = cadence('30 2 * * *', zone);
    let at = new Date('2026-01-01T12:00:00Z');
    for (let night = 0; night < 365; night += 1) {
      const next = nextDue(nightly, at);
      if (next === undefined) throw new Error('there is always another night');
      expect(next.getTime() - at.getTime()).toBeLessThanOrEqual(26 * 3_600_000);
      expect(missedDues(nightly, at, next)).toBe(1);
      expect(missedDues(nightly, next, new Date(next.getTime() + 3_600_000))).toBe(0);
      at = next;
    }
  });

  it('is counted as often as it was missed', () => {
    const weekly = cadence('weekly friday', 'UTC');
    expect(missedDues(weekly, new Date('2026-01-02T09:00:00Z'), new Date('2026-03-04T00:00:00Z'))).toBe(8);
    expect(missedDues(weekly, new Date('2026-02-27T09:00:00Z'), new Date('2026-03-06T08:59:59Z'))).toBe(0);
  });

  it('is on the mornings after an announcement when it is daily, holidays of the US left out', () => {
    expect(dues('daily', 'Europe/Berlin', ['2026-11-20T12:00:00Z', '2026-11-28T12:00:00Z'])).toEqual([
      '2026-11-23T08:00:00.000Z',
      '2026-11-24T08:00:00.000Z',
      '2026-11-25T08:00:00.000Z',
      '2026-11-26T08:00:00.000Z',
    ]);
  });

  it('is on other days of the week where the announcement is read on them', () => {
    const week = ['2026-06-06T00:00:00Z', '2026-06-13T23:00:00Z'] as const;
    const days = (zone: string): string[] =>
      dues('daily', zone, week).map((at) =>
        new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: zone }).format(new Date(at)),
      );
    expect(days('America/New_York')).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri']);
    expect(days('Pacific/Auckland')).toEqual(['Tue', 'Wed', 'Thu', 'Fri', 'Sat']);
  });

  it('passes over days without an announcement when it is counted, too', () => {
    const daily = cadence('daily', 'Europe/Berlin');
    const monday = new Date('2026-11-30T06:00:00Z');
    expect(missedDues(daily, new Date('2026-11-25T08:00:00Z'), monday)).toBe(1);
    expect(missedDues(daily, new Date('2026-11-26T08:00:00Z'), monday)).toBe(0);
  });
});

describe('a cron', () => {
  const now = new Date('2026-11-25T12:00:00Z');
  it.each([
    ['0 25 * * *', 'is no cron that I understand'],
    ['0 9 * * 8', 'is no cron that I understand'],
    ['0 9 31 2 *', 'never comes'],
    ['*/5 * * * *', 'more often than once an hour'],
    ['0,30 9 * * 5', 'more often than once an hour'],
  ])('that is of no use is refused with what to type: %s', (cron, words) => {
    expect(() => checkCadence(cadence(cron, 'UTC'), now)).toThrow(words);
  });

  it.each(['0 9 * * 5', '0 9 29 2 *', '0 * * * *', '0 9 * * MON#1'])(
    'that is of use is taken: %s',
    (cron) => {
      expect(() => checkCadence(cadence(cron, 'UTC'), now)).not.toThrow();
    },
  );
});
