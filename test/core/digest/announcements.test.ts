import { describe, expect, it } from 'vitest';
import { shiftDay } from '../../../src/core/day.ts';
import {
  announcedUpTo,
  announcementsBetween,
  isAnnouncementDay,
} from '../../../src/core/digest/announcements.ts';

/** Days without an announcement, Mondays to Thursdays and Sundays, of a year. */
function daysOff(year: number): string[] {
  const off: string[] = [];
  for (let day = `${year}-01-01`; day.startsWith(String(year)); day = shiftDay(day, 1)) {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    if (weekday !== 5 && weekday !== 6 && !isAnnouncementDay(day)) off.push(day);
  }
  return off;
}

describe("arXiv's announcements", () => {
  it('come in the evenings of Sunday to Thursday', () => {
    const week = [
      '2026-03-01',
      '2026-03-02',
      '2026-03-03',
      '2026-03-04',
      '2026-03-05',
      '2026-03-06',
      '2026-03-07',
    ];
    expect(week.map(isAnnouncementDay)).toEqual([true, true, true, true, true, false, false]);
  });

  it('leave out the days that arXiv lists for a year it has listed', () => {
    expect(daysOff(2026)).toEqual([
      '2026-01-01',
      '2026-01-19',
      '2026-09-07',
      '2026-11-26',
      '2026-12-29',
      '2026-12-31',
    ]);
  });

  it('leave out the same US holidays in other years, moved as they move there', () => {
    expect(daysOff(2027)).toEqual(['2027-01-18', '2027-07-05', '2027-09-06', '2027-11-25']);
    expect(daysOff(2028)).toEqual([
      '2028-01-17',
      '2028-06-19',
      '2028-07-04',
      '2028-09-04',
      '2028-11-23',
      '2028-12-25',
      '2028-12-31',
    ]);
  });

  it('can be read from 22:45 US Eastern on, in winter and in summer', () => {
    const between = (after: string, until: string): number =>
      announcementsBetween(new Date(after), new Date(until));
    expect(between('2026-02-03T00:00:00Z', '2026-02-04T03:44:59Z')).toBe(1);
    expect(between('2026-02-03T03:45:00Z', '2026-02-04T03:44:59Z')).toBe(0);
    expect(between('2026-02-03T03:45:00Z', '2026-02-04T03:45:00Z')).toBe(1);
    expect(between('2026-07-07T03:45:00Z', '2026-07-08T02:44:59Z')).toBe(0);
    expect(between('2026-07-07T03:45:00Z', '2026-07-08T02:45:00Z')).toBe(1);
    expect(between('2026-06-05T12:00:00Z', '2026-06-12T12:00:00Z')).toBe(5);
    expect(between('2026-11-20T12:00:00Z', '2026-11-27T12:00:00Z')).toBe(4);
  });

  it.each([
    ['2026-03-03T03:44:59Z', '2026-02-27T19:00:00.000Z', 'before the evening of Monday: that of Sunday'],
    ['2026-03-03T03:45:00Z', '2026-03-02T19:00:00.000Z', 'from then on: what came by Monday afternoon'],
    ['2026-03-08T12:00:00Z', '2026-03-05T19:00:00.000Z', 'on Sunday: that of Thursday'],
    ['2026-07-08T02:45:00Z', '2026-07-07T18:00:00.000Z', 'in summer'],
    ['2026-11-27T12:00:00Z', '2026-11-25T19:00:00.000Z', 'after a holiday: that of the day before'],
  ])('at %s had told of what was submitted up to %s: %s', (moment, upTo) => {
    expect(announcedUpTo(moment)).toBe(upTo);
  });
});
