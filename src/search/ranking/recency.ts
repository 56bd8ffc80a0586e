/** So much a new paper gains, and in so many years it gains half of that: enough to part what is about equally good. */
const GAIN = 0.06;
const HALF_LIFE_YEARS = 2;
/** Further down nobody looks for what is new. */
export const DEEPEST = 200;
const YEAR_MS = 365.25 * 86_400_000;

/**
 * Ranked hits with newer papers a little higher. The best match stays the first, whatever its age, and papers without a day stay
 * where they are in the order of scores.
 * @param dayOf `2025-05-21`, the day of the first version
 */
export function favourRecent<T extends { readonly score: number }>(
  hits: readonly T[],
  dayOf: (hit: T) => string | undefined,
): T[] {
  const best = hits[0];
  if (best === undefined) return [];
  const first = hits.slice(0, DEEPEST);
  const days = first.map((hit) => Date.parse(dayOf(hit) ?? ''));
  const newest = days.reduce((a, b) => (b > a ? b : a), Number.NEGATIVE_INFINITY);
  const gained = first.map((hit, at) => {
    if (at === 0) return hit;
    const years = (newest - (days[at] ?? Number.NaN)) / YEAR_MS;
    const gain = Number.isFinite(years) ? GAIN * 0.5 ** (years / HALF_LIFE_YEARS) : 0;
    return { ...hit, score: Math.min(best.score, hit.score * (1 + gain)) };
  });
  const ordered = gained.toSorted((a, b) => b.score - a.score);
  return hits.length > DEEPEST ? ordered.concat(hits.slice(DEEPEST)) : ordered;
}
