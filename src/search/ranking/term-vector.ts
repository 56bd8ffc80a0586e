/** What a document is about: the numbers of its terms, each with what it weighs in it. */
export type TermVector = { readonly terms: readonly number[]; readonly weights: readonly number[] };
