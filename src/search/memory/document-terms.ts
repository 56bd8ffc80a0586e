import { ownCopy } from '../text/own-copy.ts';
import { documentOf, frequencyOf, type PackedList } from './postings.ts';

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
  /** By the number of the term. */
  readonly #having: number[] = [];
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

  /** How many documents have a term. */
  havingOf(term: number): number {
    return this.#having[term] ?? 0;
  }

  set(document: number, words: readonly string[]): void {
    // In the order in which `fill` takes them: the same sums in another order are not quite the same.
    const inOrder = [...timesOfEach(words)].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const list = Uint32Array.from(inOrder, ([word, count]) => {
      const term = this.#numbered(word);
      this.#having[term] = this.havingOf(term) + 1;
      return packTerm(term, count);
    });
    this.#put(document, list);
  }

  /**
   * Makes room for the terms of many documents at once; what it returns takes one term after the other, in their order, with its
   * postings.
   * @param sizes by the number of the document: how many terms it has, 0 for one that is gone
   */
  fill(sizes: Uint32Array): (name: string, postings: PackedList) => void {
    const next = new Uint32Array(sizes.length);
    let room = 0;
    for (const [document, size] of sizes.entries()) {
      next[document] = room;
      room += size;
    }
    const all = new Uint32Array(room);
    for (const [document, size] of sizes.entries())
      this.#put(document, size === 0 ? NONE : all.subarray(next[document], (next[document] ?? 0) + size));
    return (name, postings) => {
      const term = this.#named(name);
      let having = 0;
      for (let at = 0; at < postings.length; at += 1) {
        const posting = postings[at] ?? 0;
        const document = documentOf(posting);
        if (sizes[document] === 0) continue;
        const place = next[document] ?? 0;
        all[place] = packTerm(term, frequencyOf(posting));
        next[document] = place + 1;
        having += 1;
      }
      this.#having[term] = having;
    };
  }

  forget(document: number): void {
    for (const one of this.of(document)) {
      const term = termOf(one);
      this.#having[term] = this.havingOf(term) - 1;
    }
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
    return this.#named(ownCopy(name));
  }

  /** Gives the next number to a term. */
  #named(name: string): number {
    this.#numbers.set(name, this.#names.length);
    this.#having.push(0);
    return this.#names.push(name) - 1;
  }
}

/** How often each stands there, in the order in which they come. */
export function timesOfEach(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

const NONE = new Uint32Array(0);

function packTerm(term: number, frequency: number): number {
  return term * STEP + Math.min(frequency, MOST);
}

export function termOf(packed: number): number {
  return packed >>> 8;
}

export function timesOf(packed: number): number {
  return packed & MOST;
}
