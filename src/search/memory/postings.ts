/**
 * The documents of one term in one field, ascending, each packed into one number with how often the term stands in it: a
 * library has a million of these pairs, and the Maps that MiniSearch makes of them take about fifty bytes for each. A term of
 * a single document, as most are, is the number itself.
 */
export type Packed = number | number[];

/** The postings of every term of one field. */
export type FieldTerms = Map<string, Packed>;

/** No text says one word more often. */
const MOST = 1_023;
const STEP = MOST + 1;
/** An array that grows in place takes room for sixteen more, which the many short ones are better without. */
export const SHORT = 16;

/** The postings of one term in one field as MiniSearch uses them: a part of `Map<document, frequency>`. */
export class Postings {
  readonly #terms: FieldTerms;
  readonly #term: string;
  #list: number[];
  /** Where the document stands that was asked for last: MiniSearch asks for one after the other. */
  #at = 0;

  constructor(terms: FieldTerms, term: string, packed: Packed) {
    this.#terms = terms;
    this.#term = term;
    this.#list = typeof packed === 'number' ? [packed] : packed;
  }

  get size(): number {
    return this.#list.length;
  }

  get(document: number): number | undefined {
    if (!isOf(this.#list[this.#at], document)) this.#at += 1;
    if (!isOf(this.#list[this.#at], document)) this.#at = placeOf(this.#list, document);
    const packed = this.#list[this.#at];
    return isOf(packed, document) ? frequencyOf(packed) : undefined;
  }

  set(document: number, frequency: number): void {
    const at = placeOf(this.#list, document);
    const packed = pack(document, frequency);
    if (isOf(this.#list[at], document)) this.#list[at] = packed;
    else if (this.#list.length < SHORT) this.#list = this.#list.toSpliced(at, 0, packed);
    else this.#list.splice(at, 0, packed);
    this.#keep();
  }

  delete(document: number): void {
    // A new array, because MiniSearch deletes while it goes through the old one.
    this.#list = this.#list.filter((packed) => !isOf(packed, document));
    this.#keep();
  }

  /** A list, not a generator: every search goes through thousands of them. */
  keys(): readonly number[] {
    return this.#list.map(documentOf);
  }

  *[Symbol.iterator](): Generator<[document: number, frequency: number]> {
    for (const packed of this.#list) yield [documentOf(packed), frequencyOf(packed)];
  }

  #keep(): void {
    const [first] = this.#list;
    if (first === undefined) this.#terms.delete(this.#term);
    else this.#terms.set(this.#term, this.#list.length === 1 ? first : this.#list);
  }
}

/** One document with how often the term stands in it. */
export function pack(document: number, frequency: number): number {
  return document * STEP + Math.min(frequency, MOST);
}

export function documentOf(packed: number): number {
  return Math.floor(packed / STEP);
}

export function frequencyOf(packed: number): number {
  return packed % STEP;
}

/** The documents that stand in all of several lists, ascending. */
export function documentsOfAll(lists: readonly (readonly number[])[]): number[] {
  const [shortest = [], ...others] = lists.toSorted((a, b) => a.length - b.length);
  const at = others.map(() => 0);
  return shortest.map(documentOf).filter((document) =>
    others.every((list, index) => {
      let place = at[index] ?? 0;
      while (place < list.length && documentOf(list[place] ?? 0) < document) place += 1;
      at[index] = place;
      return isOf(list[place], document);
    }),
  );
}

function isOf(packed: number | undefined, document: number): packed is number {
  return packed !== undefined && documentOf(packed) === document;
}

/** Where a document stands in a list, or would. */
function placeOf(list: readonly number[], document: number): number {
  const least = document * STEP;
  let [low, high] = [0, list.length];
  // New documents, the usual case, stand at the end.
  if ((list.at(-1) ?? 0) < least) return high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
