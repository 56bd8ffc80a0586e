import type { ThreadRoot } from '../core/digest/delivery.ts';
import type { Subscriptions } from '../core/digest/ports.ts';
import type { Place } from '../core/digest/subscription.ts';
import { inTime } from '../core/in-time.ts';

/** A platform that does not answer costs a digest its links, and nobody a wait. */
const PATIENCE_MS = 2_000;

/**
 * The papers that have a place in the channel, with a link to it where the platform tells one in time. It is asked once for each
 * message, for all of them at once.
 */
export async function linksTo(
  papers: readonly string[],
  roots: ReadonlyMap<string, ThreadRoot>,
  linkTo: (message: string) => Promise<string | undefined>,
): Promise<Map<string, string | undefined>> {
  const rooted = papers.flatMap((paper) => roots.get(paper) ?? []);
  const messages = [...new Set(rooted.map(({ message }) => message))];
  const asked = messages.map(
    async (message) => [message, await inTime(linkTo(message), PATIENCE_MS)] as const,
  );
  const links = new Map(await Promise.all(asked));
  return new Map(rooted.map(({ paper, message }) => [paper, links.get(message)]));
}

/** Finds the channels that have subscriptions; see `ChatParts`. */
export function subscribedOn(subscriptions: Pick<Subscriptions, 'list'>) {
  return async (platform: string): Promise<readonly string[]> =>
    (await subscriptions.list()).flatMap((one) => (one.platform === platform ? [one.channel] : []));
}

/** Finds the message of a channel under which later news of a paper goes; see `ChatParts`. */
export function toldIn(subscriptions: Pick<Subscriptions, 'roots'>) {
  return async (place: Place, paper: string): Promise<string | undefined> =>
    (await subscriptions.roots(place, [paper])).get(paper)?.message;
}
