import { pack } from './postings.ts';

/** Terms, and then their postings, come in pieces of so many. */
const TERMS_A_PIECE = 2_000;
const FIRST_ROOM = 1 << 16;

/**
 * The terms of documents that come one after the other, for an index that is made of all of them at once: numbers are kept and sorted,
 * not lists for each term that grow. A key is the number of a term times the number of fields, and the number of a field.
 */
export class GatheredTerms {
  readonly #fields: number;
  readonly #numbers = new Map<string, number>();
  /** By turns the key and the document with how often the term stands there. */
  #pairs = new Uint32Array(FIRST_ROOM);
  #end = 0;
  /** By key, of the document that is being read. */
  #times = new Uint32Array(FIRST_ROOM);
  #keys = new Uint32Array(FIRST_ROOM);
  #different = 0;

  constructor(fields: number) {
    this.#fields = fields;
  }

  /** The key of a term in the first field; of the others it is so much greater as their number says. */
  keyOf(term: string): number {
    const known = this.#numbers.get(term);
    const number = known ?? this.#numbers.size;
    if (known === undefined) this.#numbers.set(term, number);
    return number * this.#fields;
  }

  /** Counts a term of the document that is being read. */
  count(key: number, times: number): void {
    if (key >= this.#times.length) this.#times = grown(this.#times, key + 1);
    const before = this.#times[key] ?? 0;
    if (before === 0) {
      if (this.#different === this.#keys.length) this.#keys = grown(this.#keys, this.#different + 1);
      this.#keys[this.#different] = key;
      this.#different += 1;
    }
    this.#times[key] = before + times;
  }

  /** The document is read; tells how many different terms each of its fields has. */
  end(document: number): number[] {
    const different = Array.from({ length: this.#fields }, () => 0);
    const end = this.#end + 2 * this.#different;
    if (end > this.#pairs.length) this.#pairs = grown(this.#pairs, end);
    for (let at = 0; at < this.#different; at += 1) {
      const key = this.#keys[at] ?? 0;
      this.#pairs[this.#end] = key;
      this.#pairs[this.#end + 1] = pack(document, this.#times[key] ?? 0);
      this.#end += 2;
      this.#times[key] = 0;
      const field = key % this.#fields;
      different[field] = (different[field] ?? 0) + 1;
    }
    this.#different = 0;
    return different;
  }

  /** The pieces of an index that are its terms and postings (see `TermIndex.pieces`). */
  *pieces(): Generator<Buffer> {
    const keys = this.#numbers.size * this.#fields;
    const starts = this.#startsOf(keys);
    const postings = this.#postingsBy(starts);
    const steps = new Uint32Array(postings.length);
    let [terms, first, end]: [(string | number)[], number, number] = [[], 0, 0];
    const piece = (): [Buffer, Buffer] => [
      Buffer.from(JSON.stringify(terms)),
      Buffer.from(steps.buffer, first * steps.BYTES_PER_ELEMENT, (end - first) * steps.BYTES_PER_ELEMENT),
    ];
    for (const [term, number] of [...this.#numbers].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      for (let key = number * this.#fields; key < (number + 1) * this.#fields; key += 1) {
        const [from = 0, to = 0] = [starts[key], starts[key + 1]];
        if (from === to) continue;
        terms.push(term, key % this.#fields, to - from);
        let before = 0;
        for (let at = from; at < to; at += 1) {
          const posting = postings[at] ?? 0;
          steps[end] = posting - before;
          before = posting;
          end += 1;
        }
      }
      if (terms.length < 3 * TERMS_A_PIECE) continue;
      yield* piece();
      [terms, first] = [[], end];
    }
    if (terms.length > 0) yield* piece();
    yield Buffer.from('[]');
  }

  /** Where the postings of each key begin, and behind them where the last ones end. */
  #startsOf(keys: number): Uint32Array {
    const starts = new Uint32Array(keys + 1);
    for (let at = 0; at < this.#end; at += 2) {
      const next = (this.#pairs[at] ?? 0) + 1;
      starts[next] = (starts[next] ?? 0) + 1;
    }
    for (let key = 0; key < keys; key += 1) starts[key + 1] = (starts[key + 1] ?? 0) + (starts[key] ?? 0);
    return starts;
  }

  /** The postings of each key together, in the order of their documents, which is the order in which they came. */
  #postingsBy(starts: Uint32Array): Uint32Array {
    const next = starts.slice();
    const postings = new Uint32Array(this.#end / 2);
    for (let at = 0; at < this.#end; at += 2) {
      const key = this.#pairs[at] ?? 0;
      const place = next[key] ?? 0;
      postings[place] = this.#pairs[at + 1] ?? 0;
      next[key] = place + 1;
    }
    return postings;
  }
}

function grown(list: Uint32Array<ArrayBuffer>, least: number): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(Math.max(least, 2 * list.length));
  more.set(list);
  return more;
}
