import { bestOf } from '../ranking/best-of.ts';
import { presence } from '../ranking/bm25.ts';
import { FEEDBACK_DOCUMENTS, type Weighted, withFeedback as widened } from '../ranking/feedback.ts';
import { amongLikest } from '../ranking/likest.ts';
import { createCounts, createScratch } from '../ranking/scratch.ts';
import type { TermVector } from '../ranking/term-vector.ts';
import { termOf, timesOf } from './document-terms.ts';
import type { Indexes } from './indexes.ts';
import { documentOf, documentsOf, documentsOfAll, frequencyOf } from './postings.ts';
import type { TermIndex } from './term-index.ts';

/** In the order of the hits. */
export type Scores = Float64Array;

/** So many of the best documents are seen beside each other; of a few words, which are asked most, fewer, to answer at once. */
const COMPARED = 150;
const COMPARED_OF_FEW = 75;
const FEW_WORDS = 3;
/** A term in more of the library than this says little of any one document. */
const COMMON = 0.2;
const FEW = 10;
/** Nor are terms of more documents looked for: in a large library the most common of them would take longer than all others. */
const MOST_HAVING = 2_500;
/** So few documents are sooner asked for their terms than all of the library's are for each term. */
const FEW_HITS = 150;
/** To put 0 back for so many documents takes as long as to look at one. */
const DOCUMENTS_AS_ONE = 50;
/** As often a term stands in a document. */
const WORDS_OF_A_TERM = 2;

/** Scores hits by the terms they have; the more often a term was asked for, the more it counts. */
export function scoreTerms(
  { topic, vectors }: Indexes,
  asked: Weighted,
  hits: readonly number[],
  withFeedback = false,
): Scores {
  const terms = [...asked].map(([term, weight]) => ({ term, worth: weight * vectors.rarityOf(topic, term) }));
  return hits.length > FEW_HITS || isSooner(topic, terms, hits)
    ? fromPostings(topic, terms, hits, withFeedback)
    : fromDocuments(topic, terms, hits, withFeedback);
}

type Terms = readonly { readonly term: number; readonly worth: number }[];

/** Whether rare terms have fewer documents than the hits have terms, each document of the library counting a little. */
function isSooner(
  { documentTerms, numbers, averageLength }: TermIndex,
  terms: Terms,
  hits: readonly number[],
): boolean {
  const postings = terms.reduce((sum, { term }) => sum + documentTerms.havingOf(term), 0);
  return postings + numbers / DOCUMENTS_AS_ONE < (hits.length * averageLength) / WORDS_OF_A_TERM;
}

function fromPostings(
  topic: TermIndex,
  terms: Terms,
  hits: readonly number[],
  withFeedback: boolean,
): Scores {
  const { relativeLengths } = topic;
  const scores = scoresBy(topic.numbers);
  const lists = terms.map(({ term }) => topic.postingsOf(topic.documentTerms.nameOf(term)));
  for (const [index, { worth }] of terms.entries()) {
    const postings = lists[index] ?? [];
    for (let at = 0; at < postings.length; at += 1) {
      const packed = postings[at] ?? 0;
      const number = documentOf(packed);
      // Discarded documents are still among them until they are cleaned up; in their endless length nothing is present.
      const length = relativeLengths[number] ?? Number.POSITIVE_INFINITY;
      scores[number] = (scores[number] ?? 0) + worth * presence(frequencyOf(packed), length, withFeedback);
    }
  }
  const found = new Float64Array(hits.length);
  for (let at = 0; at < hits.length; at += 1) found[at] = scores[hits[at] ?? 0] ?? 0;
  scores.fill(0, 0, topic.numbers);
  return found;
}

/** By the number of the document. */
const scoresBy = createScratch((size) => new Float64Array(size));

/** The same sums, in the same order. */
function fromDocuments(
  topic: TermIndex,
  terms: Terms,
  hits: readonly number[],
  withFeedback: boolean,
): Scores {
  const { documentTerms, relativeLengths } = topic;
  const places = scratch(documentTerms.size);
  for (const [at, { term }] of terms.entries()) places[term] = at + 1;
  const times = new Uint8Array(terms.length + 1);
  const scores = Float64Array.from(hits, (number) => {
    times.fill(0);
    const packed = documentTerms.of(number);
    for (let at = 0; at < packed.length; at += 1) {
      const one = packed[at] ?? 0;
      times[places[termOf(one)] ?? 0] = timesOf(one);
    }
    let score = 0;
    const length = relativeLengths[number] ?? Number.POSITIVE_INFINITY;
    for (let at = 0; at < terms.length; at += 1) {
      const frequency = times[at + 1] ?? 0;
      if (frequency > 0) score += (terms[at]?.worth ?? 0) * presence(frequency, length, withFeedback);
    }
    return score;
  });
  for (const { term } of terms) places[term] = 0;
  return scores;
}

/** By the number of a term, which place it has among those that are asked for. */
const scratch = createCounts();

/** The documents that have all stems of one of these lists, each once. */
export function documentsOfWays(index: TermIndex, ways: readonly (readonly string[])[]): readonly number[] {
  const [first = []] = ways;
  if (ways.length === 1 && first.length === 1) return documentsOf(index.postingsOf(first[0] ?? ''));
  const found = ways.map((way) => documentsOfAll(way.map((stem) => index.postingsOf(stem))));
  const [some = [], ...others] = found.filter((numbers) => numbers.length > 0);
  return others.length === 0 ? some : [...new Set([some, ...others].flat())];
}

/**
 * Scores anew: with the words that mark the best documents, and in the light of those that are like each other.
 * @param hits the documents that may be found
 */
export function scoreTopic(
  indexes: Indexes,
  asked: Weighted,
  hits: readonly number[],
  first: Scores,
): Scores {
  const { topic, vectors } = indexes;
  // Most of those that are listened to are compared, too.
  const abouts = new Map<number, TermVector>();
  const aboutOf = (at: number): TermVector => {
    const known = abouts.get(at) ?? vectors.of(topic, hits[at] ?? 0);
    abouts.set(at, known);
    return known;
  };
  const placed = (scores: Scores) => (at: number) => ({ score: scores[at] ?? 0, about: aboutOf(at) });
  const common = Math.min(MOST_HAVING, Math.max(FEW, COMMON * topic.documentCount));
  const best = bestOf(first, FEEDBACK_DOCUMENTS).map(placed(first));
  const wider = widened(asked, best, (term) => {
    const having = topic.documentTerms.havingOf(term);
    return having > 1 && having <= common;
  });
  const scores = scoreTerms(indexes, wider, hits, true);
  const compared = bestOf(scores, asked.size > FEW_WORDS ? COMPARED : COMPARED_OF_FEW);
  const anew = amongLikest(compared.map(placed(scores)));
  // The others must stay behind those that they were behind.
  const lowest = scores[compared.at(-1) ?? 0] ?? 0;
  const least = anew.reduce((a, b) => Math.min(a, b), lowest);
  const shrink = lowest === 0 ? 1 : least / lowest;
  for (let at = 0; at < scores.length; at += 1) scores[at] = (scores[at] ?? 0) * shrink;
  for (const [place, at] of compared.entries()) scores[at] = anew[place] ?? 0;
  return scores;
}
