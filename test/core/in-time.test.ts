import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inTime } from '../../src/core/in-time.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('what comes in time is passed on, also a fault, and nothing waits any more', async () => {
  expect(await inTime(Promise.resolve('there'), 1_000)).toBe('there');
  await expect(inTime(Promise.reject(new Error('broken')), 1_000)).rejects.toThrow('broken');
  expect(vi.getTimerCount()).toBe(0);
});

it('what is late is not waited for, and its fault is dropped', async () => {
  const late = Promise.withResolvers<string>();
  const waited = inTime(late.promise, 1_000);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await waited).toBeUndefined();
  late.reject(new Error('nobody hears of this'));
  await vi.advanceTimersByTimeAsync(1);
});
