import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite.ts';

const DAY_MS = 86_400_000;
const START = Date.parse('2026-11-23T09:00:00Z');

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

it('a note with a life of months is gone with the day on which it ends, one with a shorter life at that moment', async () => {
  const store = await openSqliteStore(':memory:');
  const there = async () => (await store.notes.list('a')).map(({ key }) => key);
  await store.notes.set('a', 'long', {}, 90 * DAY_MS);
  await store.notes.set('a', 'short', {}, 29 * DAY_MS);
  vi.setSystemTime(START + 29 * DAY_MS - 1);
  expect(await there()).toEqual(['long', 'short']);
  vi.setSystemTime(START + 29 * DAY_MS);
  expect(await there()).toEqual(['long']);
  vi.setSystemTime(Date.parse('2027-02-21T23:59:59.999Z'));
  expect(await there()).toEqual(['long']);
  expect(await store.notes.claim('a', 'long', {}, DAY_MS)).toBe(false);
  vi.setSystemTime(Date.parse('2027-02-22T00:00:00Z'));
  expect(await there()).toEqual([]);
  expect(await store.notes.claim('a', 'long', {}, DAY_MS)).toBe(true);
  await store.close();
});
