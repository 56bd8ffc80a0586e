import { dampedRarity, presence } from '../ranking/bm25.ts';
import type { TermVector } from '../ranking/term-vector.ts';
import { termOf, timesOf } from './document-terms.ts';
import type { TermIndex } from './term-index.ts';

/** What the documents of an index are about; a term weighs its rarity times its presence. */
export class TermVectors {
  /** By the number of the term; NaN where it was not asked for yet. */
  #rarities = new Float64Array(0);
  #numbers = 0;
  #documents = 0;

  /** By the number of the document. */
  of(topic: TermIndex, number: number): TermVector {
    this.#renew(topic);
    const packed = topic.documentTerms.of(number);
    const length = topic.relativeLengths[number] ?? 1;
    // Plain lists: small typed arrays live outside the heap, and making hundreds of them takes longer than filling them.
    const terms: number[] = [];
    const weights: number[] = [];
    for (let at = 0; at < packed.length; at += 1) {
      const one = packed[at] ?? 0;
      const term = termOf(one);
      terms.push(term);
      weights.push(this.#rarityOf(topic, term) * presence(timesOf(one), length));
    }
    return { terms, weights };
  }

  /** How rare a term is, by its number. */
  rarityOf(topic: TermIndex, term: number): number {
    this.#renew(topic);
    return this.#rarityOf(topic, term);
  }

  #rarityOf(topic: TermIndex, term: number): number {
    const known = this.#rarities[term] ?? 0;
    if (!Number.isNaN(known)) return known;
    const found = dampedRarity(topic.documentCount, topic.documentTerms.havingOf(term));
    this.#rarities[term] = found;
    return found;
  }

  /** With every change of the library its words weigh a little more or less. */
  #renew(topic: TermIndex): void {
    const { numbers, documentCount } = topic;
    if (numbers === this.#numbers && documentCount === this.#documents) return;
    this.#numbers = numbers;
    this.#documents = documentCount;
    this.#rarities = new Float64Array(topic.documentTerms.size).fill(Number.NaN);
  }
}
