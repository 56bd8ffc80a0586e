/**
 * The places of the best of many scores, best first, of equal ones those that come first: most are not looked at twice, where sorting
 * them all would take longer than scoring them.
 */
export function bestOf(scores: ArrayLike<number>, most: number): number[] {
  const best: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (let place = 0; place < scores.length; place += 1) {
    const score = scores[place] ?? 0;
    if (best.length === most && score <= least) continue;
    let at = best.length === most ? most - 1 : best.length;
    for (; at > 0 && (scores[best[at - 1] ?? 0] ?? 0) < score; at -= 1) best[at] = best[at - 1] ?? 0;
    best[at] = place;
    least = scores[best.at(-1) ?? 0] ?? 0;
  }
  return best;
}
