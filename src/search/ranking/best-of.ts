/**
 * The best of many, best first, of equal ones those that come first: most are not looked at twice, where sorting them all would
 * take longer than scoring them.
 * @param scores by number
 */
export function bestOf(numbers: Iterable<number>, scores: ArrayLike<number>, most: number): number[] {
  const best: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (const number of numbers) {
    const score = scores[number] ?? 0;
    if (best.length === most && score <= least) continue;
    let at = best.length === most ? most - 1 : best.length;
    for (; at > 0 && (scores[best[at - 1] ?? 0] ?? 0) < score; at -= 1) best[at] = best[at - 1] ?? 0;
    best[at] = number;
    least = scores[best.at(-1) ?? 0] ?? 0;
  }
  return best;
}
