import type { Store } from '../core/ports.ts';

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
