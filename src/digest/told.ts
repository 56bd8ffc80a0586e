import type { DigestProgress } from '../core/digest/delivery.ts';
import type { Subscriptions, ToldSoFar } from '../core/digest/ports.ts';
import type { Place, Subscription } from '../core/digest/subscription.ts';

/** What the channels of some subscriptions have been told. */
export type Told = {
  of(subscription: Subscription): Promise<ToldSoFar>;
  /** A channel has got another digest since: what it was told is read anew from then on. */
  outdated(place: Place): void;
};

/** Reads it for all of them at once. */
export async function readTold(
  subscriptions: Pick<Subscriptions, 'told'>,
  all: readonly Subscription[],
): Promise<Told> {
  const known = await subscriptions.told(all);
  const outdated = new Set<string>();
  return {
    async of(subscription) {
      const told = outdated.has(keyOf(subscription)) ? undefined : known.get(subscription.id);
      return told ?? toldTo(subscriptions, subscription);
    },
    outdated(place) {
      outdated.add(keyOf(place));
    },
  };
}

/** A subscription as it goes on after its digest that is being posted: what that one tells, or left out by its cap, is dealt with. */
export function afterOpen(subscription: Subscription, open: DigestProgress | undefined): Subscription {
  const { cursor } = subscription;
  return { ...subscription, cursor: Math.max(cursor, open?.digest.upTo ?? cursor) };
}

/** The same for one. */
export async function toldTo(
  subscriptions: Pick<Subscriptions, 'told'>,
  subscription: Subscription,
): Promise<ToldSoFar> {
  const told = (await subscriptions.told([subscription])).get(subscription.id);
  return (
    told ?? { digests: [], newest: undefined, until: subscription.since, lookedUntil: subscription.since }
  );
}

function keyOf({ platform, channel }: Place): string {
  return `${platform} ${channel}`;
}
