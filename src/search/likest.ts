import type { About } from './about.ts';

export type Placed = { readonly score: number; readonly about: About };

/** How many of its likest a document is seen with, and how much they count. */
export type Company = { readonly neighbours: number; readonly share: number };

const COMPANY: Company = { neighbours: 10, share: 0.3 };

/**
 * Scores anew in the light of the likest documents among the same best: those about the same subject are wanted together or not
 * at all (the cluster hypothesis of C. J. van Rijsbergen; F. Diaz, "Regularizing query-based retrieval scores", 2007).
 * @returns the scores in the order of the documents
 */
export function amongLikest(
  documents: readonly Placed[],
  { neighbours, share }: Company = COMPANY,
): number[] {
  const likenesses = likenessesOf(documents.map(({ about }) => about));
  return documents.map(({ score }, at) => {
    const likest = (likenesses[at] ?? [])
      .map((likeness, other) => ({ likeness, score: documents[other]?.score ?? 0 }))
      .toSorted((a, b) => b.likeness - a.likeness)
      .slice(0, neighbours);
    const all = likest.reduce((sum, { likeness }) => sum + likeness, 0);
    if (all === 0) return (1 - share) * score;
    const around = likest.reduce((sum, one) => sum + one.likeness * one.score, 0) / all;
    return (1 - share) * score + share * around;
  });
}

/** The cosines of all pairs; 0 for a document with itself. */
function likenessesOf(documents: readonly About[]): number[][] {
  const places = new Map<string, number>();
  const placeOf = (stem: string): number => {
    const place = places.get(stem) ?? places.size;
    places.set(stem, place);
    return place;
  };
  const vectors = documents.map(({ stems, weights }) => {
    const length = Math.hypot(...weights);
    return { places: stems.map(placeOf), weights: weights.map((weight) => weight / length) };
  });
  const likenesses = documents.map(() => documents.map(() => 0));
  const spread = new Float64Array(places.size);
  for (const [at, one] of vectors.entries()) {
    for (const [index, place] of one.places.entries()) spread[place] = one.weights[index] ?? 0;
    for (let other = 0; other < at; other += 1) {
      const likeness = cosine(spread, vectors[other] ?? one);
      for (const [row, column] of [
        [at, other],
        [other, at],
      ] as const) {
        const likes = likenesses[row];
        if (likes !== undefined) likes[column] = likeness;
      }
    }
    for (const place of one.places) spread[place] = 0;
  }
  return likenesses;
}

function cosine(
  spread: Float64Array,
  vector: { places: readonly number[]; weights: readonly number[] },
): number {
  let sum = 0;
  for (let index = 0; index < vector.places.length; index += 1) {
    sum += (spread[vector.places[index] ?? 0] ?? 0) * (vector.weights[index] ?? 0);
  }
  return sum;
}
