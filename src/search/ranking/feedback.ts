import { bestOf } from './best-of.ts';
import { createCounts } from './scratch.ts';
import { type TermVector, termsIn } from './term-vector.ts';

/** Terms by their numbers, with their weights. */
export type Weighted = ReadonlyMap<number, number>;

export type Best = { readonly score: number; readonly about: TermVector };

// As ratios to MiniSearch out of the box (nDCG@10, MAP), over cranfield, cisi and scifact, then over eight other beds made to see what
// does not carry over (their queries cut to two or three words; titles that look for papers by the same authors, or for their own
// abstract): BM25 1.21 1.22, 0.99 0.99; with these terms and the likest documents 1.26 1.33, 1.12 1.20. Fewer words than four were
// not widened before, which cost the short queries a tenth. Without gain on one side or the other: Bo1 and RM3 for choosing terms,
// DPH, InL2 and a language model fused with BM25, nearness of neighbouring words, more terms, a second round.
// Later, over cranfield, cisi and all training claims of scifact: from 1.250 1.313 to 1.266 1.324 by terms in up to a fifth of the library
// instead of a tenth, rarity damped, and likeness counted beyond the usual; each by itself gained on both. Without gain then:
// terms taken off that documents further down share, or that only one has; likeness by the words asked for; listening to the best
// after they were seen beside their likest; a share by how well scores agree with those of the likest.
/** So many of the best documents are listened to, the better the more: one much better than all others is nearly alone. */
export const FEEDBACK_DOCUMENTS = 20;
const STEEPNESS = 8;
/** What they share is looked for too, with this much of the weight. */
const FEEDBACK_TERMS = 60;
const FEEDBACK_SHARE = 0.5;

/** By the number of a term, which place it has among those that tell documents apart, from 1 on. */
const scratch = createCounts();
const NOWHERE = -1;

/**
 * Pseudo-relevance feedback: the query with the terms that mark the best documents, as a share of all that is asked (after the
 * relevance models of V. Lavrenko and W. B. Croft, 2001).
 * @param asked the terms of the query with how often they were typed
 * @param best the best documents, best first
 * @param tells whether a term tells documents apart: neither in only one of them nor in very many
 */
export function withFeedback(
  asked: Weighted,
  best: readonly Best[],
  tells: (term: number) => boolean,
): Map<number, number> {
  const highest = best[0]?.score ?? 1;
  const places = scratch(termsIn(best.map(({ about }) => about)));
  const terms: number[] = [];
  const weights: number[] = [];
  for (const { score, about } of best) {
    const trust = (score / highest) ** STEEPNESS;
    for (let at = 0; at < about.terms.length; at += 1) {
      const term = about.terms[at] ?? 0;
      if (places[term] === 0) {
        places[term] = tells(term) ? terms.push(term) : NOWHERE;
      }
      const place = (places[term] ?? NOWHERE) - 1;
      if (place >= 0) weights[place] = (weights[place] ?? 0) + trust * (about.weights[at] ?? 0);
    }
  }
  for (const { about } of best) for (const term of about.terms) places[term] = 0;
  const chosen = bestOf(weights, FEEDBACK_TERMS).map(
    (place) => [terms[place] ?? 0, weights[place] ?? 0] as const,
  );
  const all = sum(asked.values());
  const more = sum(chosen.map(([, weight]) => weight));
  const query = new Map<number, number>();
  const share = more === 0 ? 0 : FEEDBACK_SHARE;
  for (const [term, times] of asked) query.set(term, ((1 - share) * times) / all);
  for (const [term, weight] of chosen) query.set(term, (query.get(term) ?? 0) + (share * weight) / more);
  return query;
}

function sum(numbers: Iterable<number>): number {
  let all = 0;
  for (const number of numbers) all += number;
  return all;
}
