/** What a document is about: the numbers of its terms, each with what it weighs in it. */
export type TermVector = { readonly terms: readonly number[]; readonly weights: readonly number[] };

/** One more than the greatest number of a term. */
export function termsIn(vectors: readonly TermVector[]): number {
  let terms = 0;
  for (const one of vectors)
    for (let at = 0; at < one.terms.length; at += 1) terms = Math.max(terms, (one.terms[at] ?? 0) + 1);
  return terms;
}
