import { describe, expect, it } from 'vitest';
import { backOff, isBusy, retryAfter } from '../../src/sources/back-off.ts';

const NOW = Date.parse('2026-11-23T09:00:00Z');

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    [' 120 ', 120_000],
    ['Mon, 23 Nov 2026 09:01:30 GMT', 90_000],
    ['Sun, 22 Nov 2026 09:00:00 GMT', 0],
  ])('of "%s" is a rest of %i ms', (header, ms) => {
    expect(retryAfter(header, NOW)).toBe(ms);
  });

  it.each([
    null,
    '',
    '120.5',
    '-5',
    '5 seconds',
    'soon',
    '2026-11-23',
    '2026-11-23T09:01:30Z',
    'Mon, 31 Nov 2026 09:00:00 GMT',
  ])('of "%s" says nothing', (header) => {
    expect(retryAfter(header, NOW)).toBeUndefined();
  });
});

describe('the rest after failed tries', () => {
  it('doubles up to five minutes, between half and whole', () => {
    const rests = [0, 1, 2, 20].map((tries) => [backOff(tries, () => 0), backOff(tries, () => 1)]);
    expect(rests).toEqual([
      [2_500, 5_000],
      [5_000, 10_000],
      [10_000, 20_000],
      [150_000, 300_000],
    ]);
  });
});

describe('a status', () => {
  it.each([
    [200, false],
    [404, false],
    [408, true],
    [429, true],
    [500, true],
    [503, true],
  ])('%i asks to come back later: %s', (status, busy) => {
    expect(isBusy(status)).toBe(busy);
  });
});
