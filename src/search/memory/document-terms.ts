import { ownCopy } from '../text/own-copy.ts';

/** A term's number with how often it stands in the document, in 32 bits. */
const STEP = 256;
const MOST = STEP - 1;

/**
 * The terms of every document, which postings do not tell: what a document is about is asked for a hundred documents in each
 * search, and reading their texts anew would take longer than everything else. About 500 bytes a document.
 */
export class DocumentTerms {
  readonly #numbers = new Map<string, number>();
  readonly #names: string[] = [];
  /** By the number of the document. */
  readonly #packed: Uint32Array[] = [];

  /** How many numbers terms have; those of terms that are gone are among them. */
  get size(): number {
    return this.#names.length;
  }

  nameOf(term: number): string {
    return this.#names[term] ?? '';
  }

  numberOf(name: string): number | undefined {
    return this.#numbers.get(name);
  }

  /** A document's terms, each once, packed; for reading only. */
  of(document: number): Uint32Array {
    return this.#packed[document] ?? NONE;
  }

  set(document: number, words: readonly string[]): void {
    const counts = timesOfEach(words);
    const filling = this.fill(document, counts.size);
    // In the order in which `restore` brings them: the same sums in another order are not quite the same.
    for (const [word, count] of [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))) filling(word, count);
  }

  /** Takes a document's terms one by one. */
  fill(document: number, terms: number): (name: string, frequency: number) => void {
    const list = new Uint32Array(terms);
    this.#put(document, list);
    let at = 0;
    return (name, frequency) => {
      list[at] = this.#numbered(name) * STEP + Math.min(frequency, MOST);
      at += 1;
    };
  }

  forget(document: number): void {
    this.#put(document, NONE);
  }

  #put(document: number, list: Uint32Array): void {
    // No holes, which would make a slow list of it.
    while (this.#packed.length < document) this.#packed.push(NONE);
    this.#packed[document] = list;
  }

  #numbered(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const own = ownCopy(name);
    this.#numbers.set(own, this.#names.length);
    return this.#names.push(own) - 1;
  }
}

/** How often each stands there, in the order in which they come. */
export function timesOfEach(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

const NONE = new Uint32Array(0);

export function termOf(packed: number): number {
  return packed >>> 8;
}

export function timesOf(packed: number): number {
  return packed & MOST;
}
