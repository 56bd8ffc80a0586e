import { expect, it } from 'vitest';
import type { Digest } from '../../src/core/digest/delivery.ts';
import { hasHeard, keptUnread } from '../../src/digest/unread.ts';

const NOW = '2026-11-13T21:00:00.000Z';
const PLACE = { platform: 'slack', channel: 'C1' };
const names = (many: number): string[] => Array.from({ length: many }, (_, at) => `cause ${at}`);

/** A digest that was not whole for these causes. */
function digestOf(unread: readonly string[] | undefined, more: Partial<Digest> = {}): Digest {
  return {
    ...PLACE,
    id: 1,
    subscription: 1,
    after: 0,
    upTo: 0,
    from: '2026-11-06T12:00:00.000Z',
    until: '2026-11-13T12:00:00.000Z',
    lookedUntil: '2026-11-06T12:00:00.000Z',
    plannedAt: '2026-11-13T12:00:00.000Z',
    content: { headline: 'A', shown: [], left: [], ...(unread === undefined ? {} : { unread }) },
    ...more,
  };
}

/** Whether a channel whose last digest had these causes has heard of those. */
function heard(unread: readonly string[] | undefined, broken: readonly string[], more: Partial<Digest> = {}) {
  return hasHeard({ history: async () => [digestOf(unread, more)] }, PLACE, NOW, broken);
}

it('a channel has heard of what it was told of within a day, and of nothing else', async () => {
  expect(await heard(['cause 0', 'cause 1'], ['cause 1'])).toBe(true);
  expect(await heard(['cause 0'], ['cause 0', 'cause 1'])).toBe(false);
  expect(await heard(['cause 0'], ['cause 0'], { plannedAt: '2026-11-12T12:00:00.000Z' })).toBe(false);
  expect(await heard([], ['cause 0'], { lookedUntil: '2026-11-13T12:00:00.000Z' })).toBe(false);
});

it('a digest of an earlier release, which names none, has told of any', async () => {
  expect(await heard(undefined, ['cause 0'])).toBe(true);
});

it('of a digest that was not whole what was broken is kept, also that nothing was', () => {
  const reading = { query: undefined, isCatchingUp: false, words: () => undefined };
  expect(keptUnread({ ...reading, isWhole: false, broken: [] })).toEqual({ unread: [] });
  expect(keptUnread({ ...reading, isWhole: true, broken: [] })).toEqual({});
});

it('of very many causes a few are kept, and a digest of so many has told of all', async () => {
  const { unread = [] } = keptUnread({
    query: undefined,
    isWhole: false,
    broken: names(300),
    isCatchingUp: false,
    words: () => undefined,
  });
  expect(unread.length).toBeLessThan(300);
  expect(await heard(unread, names(300))).toBe(true);
});

it('what several digests told counts together', async () => {
  const history = async () => [digestOf(['cause 0']), digestOf(['cause 1'])];
  expect(await hasHeard({ history }, PLACE, NOW, ['cause 0', 'cause 1'])).toBe(true);
  expect(await hasHeard({ history }, PLACE, NOW, ['cause 0', 'cause 2'])).toBe(false);
});
