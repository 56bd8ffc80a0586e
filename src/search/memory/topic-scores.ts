import { bestOf } from '../ranking/best-of.ts';
import { presence, rarity } from '../ranking/bm25.ts';
import { FEEDBACK_DOCUMENTS, type Weighted, withFeedback as widened } from '../ranking/feedback.ts';
import { amongLikest } from '../ranking/likest.ts';
import { documentOf, documentsOf, documentsOfAll, frequencyOf } from './postings.ts';
import type { TermIndex } from './term-index.ts';
import { vectorsOf } from './term-vectors.ts';

/** By the number of the document. */
export type Scores = Float64Array;

/** So many of the best documents are seen beside each other; of a few words, which are asked most, fewer, to answer at once. */
const COMPARED = 150;
const COMPARED_OF_FEW = 75;
const FEW_WORDS = 3;
/** A term in more of the library than this says little of any one document. */
const COMMON = 0.1;
const FEW = 10;

/** Scores every document by the terms it has; the more often a term was asked for, the more it counts. */
export function scoreTerms(index: TermIndex, asked: Weighted, withFeedback = false): Scores {
  const scores = new Float64Array(index.numbers);
  const { documentTerms, documentCount, relativeLengths } = index;
  for (const [term, weight] of asked) {
    const postings = index.postingsOf(documentTerms.nameOf(term));
    const worth = weight * rarity(documentCount, documentTerms.havingOf(term));
    for (let at = 0; at < postings.length; at += 1) {
      const packed = postings[at] ?? 0;
      const number = documentOf(packed);
      const length = relativeLengths[number] ?? Number.POSITIVE_INFINITY;
      scores[number] = (scores[number] ?? 0) + worth * presence(frequencyOf(packed), length, withFeedback);
    }
  }
  return scores;
}

/** The documents that have all stems of one of these lists, each once. */
export function documentsOfWays(index: TermIndex, ways: readonly (readonly string[])[]): readonly number[] {
  const [first = []] = ways;
  if (ways.length === 1 && first.length === 1) return documentsOf(index.postingsOf(first[0] ?? ''));
  const found = new Set<number>();
  for (const way of ways) {
    for (const number of documentsOfAll(way.map((stem) => index.postingsOf(stem)))) found.add(number);
  }
  return [...found];
}

/**
 * Scores anew: with the words that mark the best documents, and in the light of those that are like each other.
 * @param hits the documents that may be found
 */
export function scoreTopic(
  topic: TermIndex,
  asked: Weighted,
  hits: readonly number[],
  first: Scores,
): Scores {
  const common = Math.max(FEW, COMMON * topic.documentCount);
  const best = bestOf(hits, first, FEEDBACK_DOCUMENTS);
  const wider = widened(asked, valuesOf(first, best), vectorsOf(topic, best), (term) => {
    const having = topic.documentTerms.havingOf(term);
    return having > 1 && having <= common;
  });
  const scores = scoreTerms(topic, wider, true);
  const compared = bestOf(hits, scores, asked.size > FEW_WORDS ? COMPARED : COMPARED_OF_FEW);
  const anew = amongLikest(valuesOf(scores, compared), vectorsOf(topic, compared));
  // The others must stay behind those that they were behind.
  const lowest = scores[compared.at(-1) ?? 0] ?? 0;
  const least = anew.reduce((a, b) => Math.min(a, b), lowest);
  const shrink = lowest === 0 ? 1 : least / lowest;
  for (const number of hits) scores[number] = (scores[number] ?? 0) * shrink;
  for (const [at, number] of compared.entries()) scores[number] = anew[at] ?? 0;
  return scores;
}

function valuesOf(scores: Scores, numbers: readonly number[]): number[] {
  return numbers.map((number) => scores[number] ?? 0);
}
