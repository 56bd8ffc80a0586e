/**
 * The documents of one term in one field, ascending, each packed into one number with how often the term stands in it: a
 * library has a million of these pairs, and the Maps that MiniSearch makes of them take about fifty bytes for each. A term of
 * a single document, as most are, is the number itself. A long list that was read from a file stays outside the heap until
 * something is added to it.
 */
export type Packed = number | number[] | Uint32Array;

/** The documents of a term in a field, packed; for reading only. */
export type PackedList = ArrayLike<number>;

const NONE: PackedList = [];

export function listOf(packed: Packed | undefined): PackedList {
  return packed === undefined ? NONE : typeof packed === 'number' ? [packed] : packed;
}

/** A shorter list takes more as a part of an array outside the heap than as a list of its own. */
const LONG = 16;

/** The postings of one term, at least one, out of those of many. */
export function listIn(all: Uint32Array, start: number, end: number): Packed {
  const first = all[start] ?? 0;
  if (end === start + 1) return first;
  if (end - start >= LONG) return all.subarray(start, end);
  const list = [first];
  for (let at = start + 1; at < end; at += 1) list.push(all[at] ?? 0);
  return list;
}

export function documentsOf(list: PackedList): number[] {
  const documents: number[] = [];
  for (let at = 0; at < list.length; at += 1) documents.push(documentOf(list[at] ?? 0));
  return documents;
}

/** The postings of every term of one field. */
export type FieldTerms = Map<string, Packed>;

/** No text says one word more often. */
const MOST = 1_023;
const STEP = MOST + 1;
/** What is packed has 32 bits, which is enough for four million documents. */
const BITS = 10;
/** An array that grows in place takes room for sixteen more, which the many short ones are better without. */
export const SHORT = 16;

/** The postings of one term in one field as MiniSearch uses them: a part of `Map<document, frequency>`. */
export class Postings {
  readonly #terms: FieldTerms;
  readonly #term: string;
  #list: PackedList;
  /** Where the document stands that was asked for last: MiniSearch asks for one after the other. */
  #at = 0;

  constructor(terms: FieldTerms, term: string, packed: Packed) {
    this.#terms = terms;
    this.#term = term;
    this.#list = listOf(packed);
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
    const list = Array.isArray(this.#list) ? (this.#list as number[]) : Array.from(this.#list);
    const at = placeOf(list, document);
    const packed = pack(document, frequency);
    if (isOf(list[at], document)) list[at] = packed;
    else if (list.length >= SHORT) list.splice(at, 0, packed);
    this.#keep(isOf(list[at], document) ? list : list.toSpliced(at, 0, packed));
  }

  delete(document: number): void {
    // A new array, because MiniSearch deletes while it goes through the old one.
    this.#keep(Array.from(this.#list).filter((packed) => !isOf(packed, document)));
  }

  /** A list, not a generator: every search goes through thousands of them. */
  keys(): readonly number[] {
    return documentsOf(this.#list);
  }

  *[Symbol.iterator](): Generator<[document: number, frequency: number]> {
    for (const packed of Array.from(this.#list)) yield [documentOf(packed), frequencyOf(packed)];
  }

  #keep(list: number[]): void {
    this.#list = list;
    const [first] = list;
    if (first === undefined) this.#terms.delete(this.#term);
    else this.#terms.set(this.#term, list.length === 1 ? first : list);
  }
}

/** One document with how often the term stands in it. */
export function pack(document: number, frequency: number): number {
  return document * STEP + Math.min(frequency, MOST);
}

export function documentOf(packed: number): number {
  return packed >>> BITS;
}

export function frequencyOf(packed: number): number {
  return packed & MOST;
}

/** The documents that stand in all of several lists, ascending. */
export function documentsOfAll(lists: readonly PackedList[]): number[] {
  const [shortest = NONE, ...others] = lists.toSorted((a, b) => a.length - b.length);
  let found = documentsOf(shortest);
  for (const list of others) found = alsoIn(list, found);
  return found;
}

function alsoIn(list: PackedList, documents: readonly number[]): number[] {
  const found: number[] = [];
  let place = 0;
  for (let at = 0; at < documents.length; at += 1) {
    const document = documents[at] ?? 0;
    while (place < list.length && documentOf(list[place] ?? 0) < document) place += 1;
    if (isOf(list[place], document)) found.push(document);
  }
  return found;
}

function isOf(packed: number | undefined, document: number): packed is number {
  return packed !== undefined && documentOf(packed) === document;
}

/** Where a document stands in a list, or would. */
function placeOf(list: PackedList, document: number): number {
  const least = document * STEP;
  let [low, high] = [0, list.length];
  // New documents, the usual case, stand at the end.
  if ((list[high - 1] ?? 0) < least) return high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
