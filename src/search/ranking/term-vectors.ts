/**
 * What some documents are about: the numbers of their terms, each with what it weighs in its document. Those of one document stand
 * from its start to the next: lists of its own for each would take longer to make than to fill.
 */
export type TermVectors = {
  /** One more than there are documents. */
  readonly starts: ArrayLike<number>;
  readonly terms: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
};
