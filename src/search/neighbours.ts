/** Of a list of hits so many have a say in each other's scores. */
export const NEIGHBOURHOOD = 150;
/** Each hears its nearest ones, and so much of its score comes from them. */
const NEAREST = 15;
const SHARE = 0.6;

/**
 * Draws the scores of the best hits towards those of their neighbours: papers on one topic are alike (the cluster hypothesis), so a
 * good hit among good hits is rather on the topic than one that stands alone with the same words. After F. Diaz, "Regularizing ad
 * hoc retrieval scores", CIKM 2005, in its simplest form.
 *
 * @param scores of the hits, positive
 * @param texts their stems, in the same order
 */
export function smoothed(scores: readonly number[], texts: readonly (readonly string[])[]): number[] {
  const likeness = likenessOf(texts.map(countsOf));
  return scores.map((score, hit) => {
    const row = likeness.subarray(hit * scores.length, (hit + 1) * scores.length);
    const least = row.toSorted().at(-NEAREST) ?? 0;
    let [sum, weight] = [0, 0];
    for (const [other, alike] of row.entries()) {
      if (alike === 0 || alike < least) continue;
      sum += alike * (scores[other] ?? 0);
      weight += alike;
    }
    return (1 - SHARE) * score + (weight === 0 ? 0 : (SHARE * sum) / weight);
  });
}

function countsOf(stems: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of stems) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}

/** The cosines of all pairs, row by row; a text is not like itself here. Words count by how rare they are among these texts. */
function likenessOf(texts: readonly ReadonlyMap<string, number>[]): Float64Array {
  const having = new Map<string, [text: number, weight: number][]>();
  for (const [text, counts] of texts.entries()) {
    for (const [one, count] of counts) {
      const list = having.get(one);
      if (list === undefined) having.set(one, [[text, 1 + Math.log(count)]]);
      else list.push([text, 1 + Math.log(count)]);
    }
  }
  const lengths = new Float64Array(texts.length);
  const likeness = new Float64Array(texts.length ** 2);
  for (const list of having.values()) {
    const rarity = Math.log(1 + (texts.length - list.length + 0.5) / (list.length + 0.5)) ** 2;
    for (const [at, [a, weight]] of list.entries()) {
      lengths[a] = (lengths[a] ?? 0) + rarity * weight * weight;
      for (let next = at + 1; next < list.length; next += 1) {
        const [b, other] = list[next] ?? [0, 0];
        const place = a * texts.length + b;
        likeness[place] = (likeness[place] ?? 0) + rarity * weight * other;
      }
    }
  }
  for (let a = 0; a < texts.length; a += 1) {
    for (let b = a + 1; b < texts.length; b += 1) {
      const cosine =
        (likeness[a * texts.length + b] ?? 0) / Math.sqrt((lengths[a] ?? 1) * (lengths[b] ?? 1) || 1);
      likeness[a * texts.length + b] = cosine;
      likeness[b * texts.length + a] = cosine;
    }
  }
  return likeness;
}
