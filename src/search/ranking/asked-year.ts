import { DEEPEST } from './recency.ts';

/** So much a paper gains that is of the year that was asked for, rather than naming it somewhere. */
const GAIN_OF_YEAR = 0.15;
/** And one that has it in its title: "SemEval 2025". */
const GAIN_OF_TITLE = 0.3;

/** Ranked hits with those a little higher that are of the year that was asked for, and those that have it in their title. */
export function favourYear<T extends { readonly score: number }>(
  hits: readonly T[],
  { isOf, isTitled }: { readonly isOf: (hit: T) => boolean; readonly isTitled: (hit: T) => boolean },
): T[] {
  const gained = hits
    .slice(0, DEEPEST)
    .map((hit) => {
      const gain = isTitled(hit) ? GAIN_OF_TITLE : isOf(hit) ? GAIN_OF_YEAR : 0;
      return { ...hit, score: hit.score * (1 + gain) };
    })
    .toSorted((a, b) => b.score - a.score);
  return [...gained, ...hits.slice(DEEPEST)];
}
