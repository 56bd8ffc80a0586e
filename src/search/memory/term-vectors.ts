import { presence, rarity } from '../ranking/bm25.ts';
import type { TermVectors } from '../ranking/term-vectors.ts';
import { termOf, timesOf } from './document-terms.ts';
import type { TermIndex } from './term-index.ts';

/** What documents of an index are about; a term weighs its rarity times its presence. */
export function vectorsOf(topic: TermIndex, numbers: readonly number[]): TermVectors {
  const { documentTerms, documentCount, relativeLengths } = topic;
  const starts = new Int32Array(numbers.length + 1);
  for (const [at, number] of numbers.entries())
    starts[at + 1] = (starts[at] ?? 0) + documentTerms.of(number).length;
  const terms = new Int32Array(starts.at(-1) ?? 0);
  const weights = new Float64Array(terms.length);
  let place = 0;
  for (const number of numbers) {
    const length = relativeLengths[number] ?? 1;
    const packed = documentTerms.of(number);
    for (let at = 0; at < packed.length; at += 1) {
      const one = packed[at] ?? 0;
      const term = termOf(one);
      terms[place] = term;
      weights[place] = rarity(documentCount, documentTerms.havingOf(term)) * presence(timesOf(one), length);
      place += 1;
    }
  }
  return { starts, terms, weights };
}
