import { describe, expect, it } from 'vitest';
import { readMailDate } from '../../src/sources/mail-date.ts';

describe('dates as e-mail writes them', () => {
  it.each([
    ['Wed, 23 Jan 2008 21:06:41 GMT', '2008-01-23T21:06:41.000Z'],
    ['Fri,  9 Jun 23 00:44:20 GMT', '2023-06-09T00:44:20.000Z'],
    ['Sat, 1 Jan 94 02:05 GMT', '1994-01-01T02:05:00.000Z'],
    ['9 Jun 2023 22:44:20 -0400 (EDT)', '2023-06-10T02:44:20.000Z'],
    ['Sat, 31 Dec 2016 23:59:60 GMT', '2017-01-01T00:00:00.000Z'],
  ])('are moments: %s', (text, at) => {
    expect(readMailDate(text)).toEqual({ at, day: at.slice(0, 10) });
  });

  it.each([
    '',
    '31 Feb 2023 00:00:00 GMT',
    '1 Jan 2023 24:00:00 GMT',
    '1 Jan 2023',
    '1 Foo 2023 10:00:00 GMT',
    '1 Jan 0201 10:00:00 GMT',
    `${' '.repeat(5_000)}1`,
  ])('are nothing when there is no such moment: %.40j', (text) => {
    expect(readMailDate(text)).toBeUndefined();
  });
});
