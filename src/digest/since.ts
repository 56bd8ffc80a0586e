import type { Day } from '../core/day.ts';
import type { Subscription } from '../core/digest/subscription.ts';
import type { Store } from '../core/ports.ts';
import type { Query } from '../core/query.ts';

/** The number of the last change before a moment (ISO): changes are numbered in the order of their times. */
export async function seqBefore(
  store: Pick<Store, 'changesAfter' | 'lastSeq'>,
  moment: string,
): Promise<number> {
  let [low, high] = [0, await store.lastSeq()];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [next] = await store.changesAfter(middle, 1);
    if (next === undefined || next.at >= moment) high = middle;
    else low = next.seq;
  }
  return low;
}

/** The first day of which subscriptions to a query want to be told, where one was made with a day that was over. */
export function firstDayWanted(
  all: readonly Pick<Subscription, 'kind' | 'query' | 'since' | 'createdAt'>[],
  query: Pick<Query, 'text'>,
): Day | undefined {
  return all
    .filter((one) => one.kind === 'query' && one.query === query.text)
    .flatMap(({ since, createdAt }) =>
      since.slice(0, 10) < createdAt.slice(0, 10) ? [since.slice(0, 10)] : [],
    )
    .toSorted()
    .at(0);
}
