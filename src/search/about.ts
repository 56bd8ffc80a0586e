import { presence, rarity } from './bm25.ts';
import { termOf, timesOf } from './document-terms.ts';
import type { TermIndex } from './term-index.ts';

/** What a document is about: the numbers of its terms, each with what it weighs in it. */
export type About = { readonly terms: ArrayLike<number>; readonly weights: ArrayLike<number> };

/** What the documents of an index are about; a term weighs its rarity times its presence. */
export class Abouts {
  /** By the number of the term; NaN where it was not asked for yet. */
  #rarities = new Float64Array(0);
  #state = '';

  /** By the number of the document. */
  of(topic: TermIndex, number: number): About {
    this.#renew(topic);
    const packed = topic.documentTerms.of(number);
    const length = topic.lengthOf(number) / topic.averageLength;
    const weights = new Float64Array(packed.length);
    for (let at = 0; at < packed.length; at += 1) {
      const one = packed[at] ?? 0;
      weights[at] = this.#rarityOf(topic, termOf(one)) * presence(timesOf(one), length);
    }
    return { terms: packed.map(termOf), weights };
  }

  #rarityOf(topic: TermIndex, term: number): number {
    const known = this.#rarities[term] ?? 0;
    if (!Number.isNaN(known)) return known;
    const having = topic.postingsOf(topic.documentTerms.nameOf(term)).length;
    const found = rarity(topic.documentCount, having);
    this.#rarities[term] = found;
    return found;
  }

  /** With every change of the library its words weigh a little more or less. */
  #renew(topic: TermIndex): void {
    const state = `${topic.numbers} ${topic.documentCount}`;
    if (state === this.#state) return;
    this.#state = state;
    this.#rarities = new Float64Array(topic.documentTerms.size).fill(Number.NaN);
  }
}
