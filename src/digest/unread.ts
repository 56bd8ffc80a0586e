import type { DigestContent } from '../core/digest/delivery.ts';
import type { Subscriptions } from '../core/digest/ports.ts';
import type { Place } from '../core/digest/subscription.ts';
import type { Reading } from './reading.ts';

const DAY_MS = 86_400_000;
/** Digests of a channel that are looked at for what it was told lately. */
const LATEST = 5;
/** So many sources are kept by name; a digest of more has told of any. */
const MOST_KEPT = 50;

/** What is kept with a digest of what could not be read for it. */
export function keptUnread({ unread }: Reading): Pick<DigestContent, 'unread'> {
  return unread.length === 0 ? {} : { unread: unread.slice(0, MOST_KEPT) };
}

/**
 * Whether the channel was told within a day that these sources could not be read. Of its other subscriptions each has its turn when
 * it is due again: many at once would say the same.
 */
export async function hasHeard(
  { history }: Pick<Subscriptions, 'history'>,
  place: Place,
  now: string,
  broken: readonly string[],
): Promise<boolean> {
  const dayBefore = new Date(Date.parse(now) - DAY_MS).toISOString();
  return (await history(place, LATEST)).some(
    ({ until, lookedUntil = until, plannedAt, content: { unread } }) =>
      plannedAt > dayBefore &&
      lookedUntil < until &&
      (unread === undefined ||
        unread.length === MOST_KEPT ||
        broken.every((source) => unread.includes(source))),
  );
}
