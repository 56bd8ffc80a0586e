import { type Unit, waysOf } from '../query/units.ts';
import { presence, rarity } from '../ranking/bm25.ts';
import { termOf, timesOf } from './document-terms.ts';
import type { Indexes } from './indexes.ts';

/**
 * What each of a few documents says of some words: for those that are all shown the words alone tell the better from the others, and
 * to see them in the light of the whole library would cost most of a search.
 */
export function scoreFew(
  { topic }: Indexes,
  units: readonly Unit[],
  ids: Iterable<string>,
): Map<string, number> {
  const { documentTerms, documentCount, averageLength } = topic;
  const worths = new Map<number, number>();
  for (const stem of units.flatMap((unit) => waysOf(unit).flat())) {
    const term = documentTerms.numberOf(stem);
    if (term !== undefined) worths.set(term, rarity(documentCount, documentTerms.havingOf(term)));
  }
  const scores = new Map<string, number>();
  for (const id of ids) {
    const number = topic.numberOf(id);
    const length = topic.lengthOf(number) / averageLength;
    const packed = documentTerms.of(number);
    let score = 0;
    for (let at = 0; at < packed.length; at += 1) {
      const one = packed[at] ?? 0;
      const worth = worths.get(termOf(one));
      if (worth !== undefined) score += worth * presence(timesOf(one), length);
    }
    scores.set(id, score);
  }
  return scores;
}
