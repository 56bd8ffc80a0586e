import { setImmediate } from 'node:timers/promises';
import type { Subscriptions } from '../core/digest/ports.ts';
import type { Place, Subscription } from '../core/digest/subscription.ts';

/** What a paper becomes is news for so long after a channel was told of it: most are published within a year and a half. */
const LATELY_DAYS = 730;
/** Channels that are looked through in a row. */
const AT_ONCE = 50;

/**
 * The channels that want to hear when a paper they were told of is published or withdrawn. Single papers that a channel follows
 * are looked for by themselves, and of a channel that is no longer there nothing is.
 */
export function channelsToTell(
  all: readonly Pick<Subscription, 'platform' | 'channel' | 'kind' | 'sections' | 'paused'>[],
): Place[] {
  const places = all
    .filter(({ kind, paused }) => kind === 'query' && paused?.gone !== true)
    .filter(({ sections }) => sections.includes('published') || sections.includes('withdrawn'))
    .map(({ platform, channel }) => [`${platform} ${channel}`, { platform, channel }] as const);
  return [...new Map(places).values()];
}

/** The papers that these channels were told of, or talk about, not long before a moment; each once. */
export async function toldLately(
  subscriptions: Pick<Subscriptions, 'rooted'>,
  places: readonly Place[],
  now: Date,
): Promise<readonly string[]> {
  const since = new Date(now.getTime() - LATELY_DAYS * 86_400_000).toISOString();
  const papers = new Set<string>();
  for (const [index, place] of places.entries()) {
    for (const paper of await subscriptions.rooted(place, since)) papers.add(paper);
    // A database in the same process never makes anybody wait, and people are to be answered in between.
    if (index % AT_ONCE === AT_ONCE - 1) await setImmediate();
  }
  return [...papers];
}
