import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readZone } from '../../../src/core/digest/zones.ts';
import { UserError } from '../../../src/core/errors.ts';

describe('a time zone', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['America/new york', 'America/New_York'],
    ['utc', 'UTC'],
    ['GMT', 'UTC'],
  ])('is read in any spelling: %s', (typed, zone) => {
    expect(readZone(typed)).toBe(zone);
  });

  it.each([
    ['Japan', 'Asia/Tokyo'],
    ['GB', 'Europe/London'],
    ['singapore', 'Asia/Singapore'],
    ['NZ', 'Pacific/Auckland'],
    ['US/Pacific', 'America/Los_Angeles'],
    ['Zulu', 'UTC'],
  ])('is read by its other names: %s', (typed, zone) => {
    expect(readZone(typed)).toBe(zone);
  });

  it.each([
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['asia/kolkata', 'Asia/Kolkata'],
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['Europe/Kyiv', 'Europe/Kyiv'],
    ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ])('is called as it is called today: %s', (typed, zone) => {
    expect(readZone(typed)).toBe(zone);
  });

  it('is one that Node can reckon with, whatever it is called', () => {
    for (const listed of Intl.supportedValuesOf('timeZone')) {
      const name = readZone(listed);
      const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
      expect(timeZone).toBe(listed);
    }
  });

  it.each([
    ['Berlin', 'Europe/Berlin'],
    ['Europe/Berln', 'Europe/Berlin'],
    ['Amercia/New_York', 'America/New_York'],
    ['new york', 'America/New_York'],
    ['CET', 'Europe/Berlin'],
    // There is a zone of this name, without summer: hardly anybody who types it means that.
    ['EST', 'America/New_York'],
    ['GMT+1', 'An offset does not change with summer time. Type a place, like Europe/Berlin.'],
    ['PST', 'America/Los_Angeles'],
    ['tokio', 'Asia/Tokyo'],
    ['Kolkata', 'Did you mean Asia/Kolkata?'],
    ['Kyiv', 'Did you mean Europe/Kyiv?'],
    ['San Francisco', 'America/Los_Angeles'],
    ['bangalore', 'Did you mean Asia/Kolkata?'],
    ['Cambridge', 'America/New_York or Europe/London'],
  ])('that is none gets the nearest offered: %s', (typed, offered) => {
    expect(() => readZone(typed)).toThrow(offered);
  });

  it('says what to type when nothing is near', () => {
    expect(() => readZone('+02:00')).toThrow('Type a place, like Europe/Berlin');
    expect(() => readZone('Moon/Tranquility_Base')).toThrow('Type one like');
    expect(() => readZone('')).toThrow(UserError);
  });

  it('is refused in words, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (typed) => {
        try {
          readZone(typed);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { numRuns: 60 },
    );
  });
});
