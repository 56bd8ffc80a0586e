import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CADENCE_WORDS,
  cadenceWords,
  describeCadence,
  readCadence,
  TIME_WORDS,
} from '../../../src/core/digest/cadence.ts';
import { UserError } from '../../../src/core/errors.ts';

describe('a cadence', () => {
  it.each([
    ['weekly friday', undefined, '0 9 * * 5'],
    ['weekly', undefined, '0 9 * * 5'],
    ['Weekly on Mondays', '17', '0 17 * * 1'],
    ['friday', '9:30', '30 9 * * 5'],
    ['every tue', '5 pm', '0 17 * * 2'],
    ['every week', '8', '0 8 * * 5'],
    ['every week on monday', '8', '0 8 * * 1'],
    ['Every month on the 3rd', '8', '0 8 3 * *'],
    ['monthly', '12am', '0 0 1 * *'],
    ['monthly on the 15th', '8h', '0 8 15 * *'],
    ['0 9 * * 1,4', undefined, '0 9 * * 1,4'],
    ['30 8 * * MON-FRI', undefined, '30 8 * * MON-FRI'],
  ])('is read from words or cron fields: %s at %s', (text, time, cron) => {
    expect(readCadence(text, time, 'Europe/Berlin')).toEqual({ cron, zone: 'Europe/Berlin' });
  });

  it.each(['daily', 'every day', 'Every Day'])('is bound to announcements when it is %s', (text) => {
    expect(readCadence(text, '07:15', 'UTC')).toEqual({
      cron: '15 7 * * *',
      zone: 'UTC',
      announcementDays: true,
    });
  });

  it.each([
    ['fortnightly', undefined, '"fortnightly" is no cadence'],
    ['', undefined, 'is no cadence'],
    ['every', undefined, 'is no cadence'],
    ['every day friday', undefined, 'is no cadence'],
    ['weekly friday monday', undefined, 'is no cadence'],
    ['weekly', '25', '"25" is no time of day'],
    ['weekly', '9:75', 'is no time of day'],
    ['weekly', '13 pm', 'is no time of day'],
    ['monthly 31', undefined, 'is no day that every month has'],
    ['0 9 * * 5', '9', 'A cron says its hour itself'],
  ])('that makes no sense is refused with what to type: %s at %s', (text, time, words) => {
    expect(() => readCadence(text, time, 'UTC')).toThrow(words);
  });

  it('is told in words, with its zone', () => {
    const told = (text: string, time?: string): string =>
      describeCadence(readCadence(text, time, 'Asia/Tokyo'));
    expect(told('weekly friday', '9')).toBe('every Friday at 09:00 (Asia/Tokyo)');
    expect(told('daily', '7:05')).toBe('after every announcement of arXiv at 07:05 (Asia/Tokyo)');
    expect(told('monthly')).toBe('every month on day 1 at 09:00 (Asia/Tokyo)');
    expect(told('0 9 * * *')).toBe('every day at 09:00 (Asia/Tokyo)');
    expect(told('0 9 * * 1,4')).toBe('by the cron "0 9 * * 1,4" (Asia/Tokyo)');
  });

  it('reads back from the words it would be typed with', () => {
    for (const text of ['weekly monday', 'daily', 'monthly 3', '0 9 * * 1,4', '0 9 1 1 *']) {
      const cadence = readCadence(text, undefined, 'UTC');
      const words = cadenceWords(cadence);
      expect(readCadence(words.cadence, words.hour, 'UTC')).toEqual(cadence);
    }
  });

  it('is refused in words, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, time) => {
        try {
          readCadence(text, time, 'UTC');
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
    );
  });

  it.each([
    'weekly monday',
    'weekly Mon',
    'weekly on the Thursdays',
    'every friday',
    'every day',
    'every week on sat',
    'monthly 15',
    'monthly on the 3rd',
    'every month on day 3',
  ])('of several words is known at the beginning of a text: %s', (words) => {
    for (const text of [words, `${words} grokking`, `${words}, grokking`])
      expect(CADENCE_WORDS.exec(text)?.[0]).toBe(words);
    expect(readCadence(words, undefined, 'UTC')).toBeDefined();
  });

  it.each([
    'weekly',
    'weekly grokking monday',
    'weekly monday-effects',
    'weekly sunlight',
    'daily monday',
    'monthly 3d reconstruction',
    'monthly 150',
    'grokking weekly monday',
  ])('of one word is left alone: %s', (text) => {
    expect(CADENCE_WORDS.exec(text)).toBeNull();
  });

  it.each([
    ['9 am', '9 am'],
    ['9:30 PM lattices', '9:30 PM'],
    ['9 a.m. lattices', '9 a.m.'],
    ['9 pm, lattices', '9 pm'],
    ["9 o'clock am", "9 o'clock am"],
    ['9 amplitudes', '9'],
    ['17h', '17h'],
  ])('has a time of day that ends where the words no longer belong to it: %s', (text, time) => {
    expect(TIME_WORDS.exec(text)?.[0]).toBe(time);
    expect(readCadence('daily', time, 'UTC')).toBeDefined();
  });
});
