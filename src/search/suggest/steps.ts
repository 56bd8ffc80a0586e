import { setImmediate } from 'node:timers/promises';

/** Work that can be left between its steps, each of which takes a few milliseconds at most. */
export type Steps<T> = Generator<undefined, T>;

/** The event loop breathes when so much time has passed. */
const BREATH_MS = 10;
/** As many are sorted in one step, and as many merged. */
const SORTED = 2_048;

/** Little work, done at once. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Much work, done beside what people ask. */
export async function breathing<T>(steps: Steps<T>): Promise<T> {
  let breathed = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - breathed < BREATH_MS) continue;
    await setImmediate();
    breathed = performance.now();
  }
}

/** Sorts as `toSorted` does: equals stay in their order. */
export function* sorting<T extends object | string>(
  all: readonly T[],
  compare: (a: T, b: T) => number,
): Steps<T[]> {
  let runs: T[][] = [];
  for (let start = 0; start < all.length; start += SORTED) {
    runs.push(all.slice(start, start + SORTED).toSorted(compare));
    yield;
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let at = 0; at < runs.length; at += 2)
      merged.push(yield* merging(runs[at] ?? [], runs[at + 1] ?? [], compare));
    runs = merged;
  }
  return runs[0] ?? [];
}

function* merging<T extends object | string>(
  left: readonly T[],
  right: readonly T[],
  compare: (a: T, b: T) => number,
): Steps<T[]> {
  const merged: T[] = [];
  let [ofLeft, ofRight] = [0, 0];
  for (;;) {
    const a = left[ofLeft];
    const b = right[ofRight];
    if (a === undefined || b === undefined) break;
    const first = compare(a, b) <= 0;
    merged.push(first ? a : b);
    if (first) ofLeft += 1;
    else ofRight += 1;
    if (merged.length % SORTED === 0) yield;
  }
  return merged.concat(left.slice(ofLeft), right.slice(ofRight));
}
