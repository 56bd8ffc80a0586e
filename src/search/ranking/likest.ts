import { bestOf } from './best-of.ts';
import { createCounts } from './scratch.ts';
import { type TermVector, termsIn } from './term-vector.ts';

export type Placed = { readonly score: number; readonly about: TermVector };

/**
 * How many of its likest a document is seen with, how much they count, and whether likeness is only what goes beyond the usual. That
 * gains where words are weighed by the whole library; where they are weighed among the best documents alone it has no gain.
 */
export type Company = {
  readonly neighbours: number;
  readonly share: number;
  readonly beyondUsual: boolean;
};

const COMPANY: Company = { neighbours: 15, share: 0.4, beyondUsual: true };

/**
 * Scores anew in the light of the likest documents among the same best: those about the same subject are wanted together or not
 * at all (the cluster hypothesis of C. J. van Rijsbergen; F. Diaz, "Regularizing query-based retrieval scores", 2007).
 * @returns the scores in the order of the documents
 */
export function amongLikest(documents: readonly Placed[], company: Company = COMPANY): number[] {
  const { neighbours } = company;
  // Of a few the others say little: of two, each would else be worth what the other is.
  const share = company.share * Math.min(1, (documents.length - 1) / neighbours);
  const likenesses = likenessesOf(documents.map(({ about }) => about));
  if (company.beyondUsual) takeUsual(likenesses, documents.length);
  return documents.map(({ score }, at) => {
    const row = likenesses.subarray(at * documents.length, (at + 1) * documents.length);
    let [all, around] = [0, 0];
    for (const other of bestOf(row, neighbours)) {
      const likeness = row[other] ?? 0;
      all += likeness;
      around += likeness * (documents[other]?.score ?? 0);
    }
    return all === 0 ? (1 - share) * score : (1 - share) * score + (share * around) / all;
  });
}

/**
 * Takes off each likeness what the two would have by chance, by how much each is like all the others, down to 0 (the null model of
 * M. E. J. Newman, "Modularity and community structure in networks", 2006): all of them share the words that were asked for, and some
 * are a little like everything.
 */
function takeUsual(likenesses: Float64Array, size: number): void {
  const sums = new Float64Array(size);
  let all = 0;
  for (let one = 0; one < size; one += 1) {
    let sum = 0;
    for (let at = one * size; at < (one + 1) * size; at += 1) sum += likenesses[at] ?? 0;
    sums[one] = sum;
    all += sum;
  }
  for (let one = 0; one < size; one += 1) {
    const usual = all === 0 ? 0 : (sums[one] ?? 0) / all;
    for (let other = 0; other < size; other += 1) {
      const cell = one * size + other;
      likenesses[cell] = Math.max(0, (likenesses[cell] ?? 0) - usual * (sums[other] ?? 0));
    }
  }
}

/**
 * The cosines of all pairs, row by row; 0 for a document with itself. Terms are gone through as in an index: most pairs share few
 * of their terms, and only those cost anything.
 */
function likenessesOf(documents: readonly TermVector[]): Float64Array {
  const size = documents.length;
  const likenesses = new Float64Array(size * size);
  const places = documents.reduce((sum, { terms }) => sum + terms.length, 1);
  // For each term the last place where it stands, for each place the one before, whose it is and what it weighs; 0 is no place.
  const last = scratch(termsIn(documents));
  const before = new Int32Array(places);
  const owner = new Int32Array(places);
  const weighs = new Float64Array(places);
  let place = 0;
  for (const [number, { terms: own, weights }] of documents.entries()) {
    const length = lengthOf(weights);
    for (let at = 0; at < own.length; at += 1) {
      const term = own[at] ?? 0;
      const weight = (weights[at] ?? 0) / length;
      for (let other = last[term] ?? 0; other > 0; other = before[other] ?? 0) {
        const cell = number * size + (owner[other] ?? 0);
        likenesses[cell] = (likenesses[cell] ?? 0) + weight * (weighs[other] ?? 0);
      }
      place += 1;
      before[place] = last[term] ?? 0;
      owner[place] = number;
      weighs[place] = weight;
      last[term] = place;
    }
    for (let other = 0; other < number; other += 1)
      likenesses[other * size + number] = likenesses[number * size + other] ?? 0;
  }
  for (const { terms: own } of documents) for (const term of own) last[term] = 0;
  return likenesses;
}

const scratch = createCounts();

/** The length of a vector, which must not be nought. */
function lengthOf(weights: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < weights.length; at += 1) sum += (weights[at] ?? 0) ** 2;
  return Math.sqrt(sum) || 1;
}
