import type { Weighted } from './feedback.ts';

export type Placed = { readonly score: number; readonly stems: Weighted };

/** How many of its likest a document is seen with, and how much they count. */
const NEIGHBOURS = 10;
const SHARE = 0.3;

/**
 * Scores anew in the light of the likest documents among the same best: those about the same subject are wanted together or not
 * at all (the cluster hypothesis of C. J. van Rijsbergen; F. Diaz, "Regularizing query-based retrieval scores", 2007).
 * @returns the scores in the order of the documents
 */
export function amongNeighbours(documents: readonly Placed[]): number[] {
  const likenesses = likenessesOf(documents.map(({ stems }) => stems));
  return documents.map(({ score }, at) => {
    const likest = (likenesses[at] ?? [])
      .map((likeness, other) => ({ likeness, score: documents[other]?.score ?? 0 }))
      .toSorted((a, b) => b.likeness - a.likeness)
      .slice(0, NEIGHBOURS);
    const all = likest.reduce((sum, { likeness }) => sum + likeness, 0);
    if (all === 0) return (1 - SHARE) * score;
    const around = likest.reduce((sum, one) => sum + one.likeness * one.score, 0) / all;
    return (1 - SHARE) * score + SHARE * around;
  });
}

/** The cosines of all pairs; 0 for a document with itself. */
function likenessesOf(documents: readonly Weighted[]): number[][] {
  const having = new Map<string, [document: number, weight: number][]>();
  for (const [at, stems] of documents.entries()) {
    const length = Math.hypot(...stems.values());
    for (const [stem, weight] of stems) {
      const entry: [number, number] = [at, weight / length];
      const entries = having.get(stem);
      if (entries === undefined) having.set(stem, [entry]);
      else entries.push(entry);
    }
  }
  const likenesses = documents.map(() => documents.map(() => 0));
  for (const entries of having.values()) {
    for (const [one, weight] of entries) {
      const row = likenesses[one] ?? [];
      for (const [other, same] of entries) if (other !== one) row[other] = (row[other] ?? 0) + weight * same;
    }
  }
  return likenesses;
}
