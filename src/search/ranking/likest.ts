import { bestOf } from './best-of.ts';
import type { TermVectors } from './term-vectors.ts';

/** How many of its likest a document is seen with, and how much they count. */
export type Company = { readonly neighbours: number; readonly share: number };

const COMPANY: Company = { neighbours: 15, share: 0.4 };

/**
 * Scores anew in the light of the likest documents among the same best: those about the same subject are wanted together or not
 * at all (the cluster hypothesis of C. J. van Rijsbergen; F. Diaz, "Regularizing query-based retrieval scores", 2007).
 * @param scores of the documents
 * @param abouts of the same documents
 * @returns the scores in the order of the documents
 */
export function amongLikest(
  scores: readonly number[],
  abouts: TermVectors,
  { neighbours, share }: Company = COMPANY,
): number[] {
  const likenesses = likenessesOf(abouts, scores.length);
  const places = scores.map((_, at) => at);
  return scores.map((score, at) => {
    const row = likenesses.subarray(at * scores.length, (at + 1) * scores.length);
    let [all, around] = [0, 0];
    for (const other of bestOf(places, row, neighbours)) {
      const likeness = row[other] ?? 0;
      all += likeness;
      around += likeness * (scores[other] ?? 0);
    }
    return all === 0 ? (1 - share) * score : (1 - share) * score + (share * around) / all;
  });
}

/** By the number of the term the place where it stood last, 0 for nowhere, which all are again after each use. */
let last = new Int32Array(0);

/**
 * The cosines of all pairs, row by row; 0 for a document with itself. Terms are gone through as in an index: most pairs share few
 * of their terms, and only those cost anything.
 */
function likenessesOf({ starts, terms, weights }: TermVectors, size: number): Float64Array {
  const likenesses = new Float64Array(size * size);
  const places = terms.length;
  let most = 0;
  for (let place = 0; place < places; place += 1) most = Math.max(most, terms[place] ?? 0);
  if (last.length <= most) last = new Int32Array(most + 1);
  // For each place, counted from 1, the one before of the same term, whose it is and what it weighs.
  const before = new Int32Array(places + 1);
  const owner = new Int32Array(places + 1);
  const weighs = new Float64Array(places + 1);
  for (let number = 0; number < size; number += 1) {
    const [start, end, row] = [starts[number] ?? 0, starts[number + 1] ?? 0, number * size];
    const length = lengthOf(weights, start, end);
    for (let place = start + 1; place <= end; place += 1) {
      const term = terms[place - 1] ?? 0;
      const weight = (weights[place - 1] ?? 0) / length;
      for (let other = last[term] ?? 0; other > 0; other = before[other] ?? 0) {
        const cell = row + (owner[other] ?? 0);
        likenesses[cell] = (likenesses[cell] ?? 0) + weight * (weighs[other] ?? 0);
      }
      before[place] = last[term] ?? 0;
      owner[place] = number;
      weighs[place] = weight;
      last[term] = place;
    }
    for (let other = 0; other < number; other += 1)
      likenesses[other * size + number] = likenesses[row + other] ?? 0;
  }
  for (let place = 0; place < places; place += 1) last[terms[place] ?? 0] = 0;
  return likenesses;
}

/** The length of a vector, which must not be nought. */
function lengthOf(weights: ArrayLike<number>, start: number, end: number): number {
  let sum = 0;
  for (let at = start; at < end; at += 1) sum += (weights[at] ?? 0) ** 2;
  return Math.sqrt(sum) || 1;
}
