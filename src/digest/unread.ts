import type { DigestContent } from '../core/digest/delivery.ts';
import type { Subscriptions } from '../core/digest/ports.ts';
import type { Place } from '../core/digest/subscription.ts';
import type { Reading } from './reading.ts';

const DAY_MS = 86_400_000;
/** Digests of a channel that are looked at for what it was told lately. */
const LATEST = 5;
/** Who has heard of so many has heard enough for a day. */
const MOST_KEPT = 20;

/** What is kept with a digest of why something could not be read for it. */
export function keptUnread({ isWhole, broken }: Reading): Pick<DigestContent, 'unread'> {
  return isWhole ? {} : { unread: broken.slice(0, MOST_KEPT) };
}

/**
 * Whether the channel was told within a day that something cannot be read for these causes. Of its other subscriptions each has its
 * turn when it is due again: many at once would say the same.
 */
export async function hasHeard(
  { history }: Pick<Subscriptions, 'history'>,
  place: Place,
  now: string,
  broken: readonly string[],
): Promise<boolean> {
  const dayBefore = new Date(Date.parse(now) - DAY_MS).toISOString();
  const told = (await history(place, LATEST)).filter(
    ({ until, lookedUntil = until, plannedAt }) => plannedAt > dayBefore && lookedUntil < until,
  );
  // Those of earlier releases do not say; nor do others say everything.
  if (told.some(({ content: { unread } }) => unread === undefined || unread.length === MOST_KEPT))
    return true;
  const heard = new Set(told.flatMap(({ content }) => content.unread ?? []));
  return broken.every((cause) => heard.has(cause));
}
