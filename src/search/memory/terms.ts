import { placeOf } from '../text/near-terms.ts';
import { ownCopy } from '../text/own-copy.ts';
import { type FieldTerms, type Packed, Postings, pack, SHORT } from './postings.ts';

/** New terms are kept apart from the others up to so many. */
const MOST_RECENT = 2_000;

/** A term found by its beginning. */
type FoundTerm = [term: string, fields: TermFields];

/**
 * The terms of an index in place of MiniSearch's SearchableMap, whose tree of Maps takes many times the memory: the methods that
 * MiniSearch calls here (nothing asks it for terms that are alike), with the same results. Terms come in the order of their letters.
 */
export class Terms {
  /** By the number of the field. */
  readonly #fields: readonly FieldTerms[];
  /** All terms in order, and those that came since; terms that are gone may still stand among them. */
  #sorted: string[] = [];
  #recent: string[] = [];
  #added: string[] = [];

  constructor(fields: number) {
    this.#fields = Array.from({ length: fields }, () => new Map());
  }

  has(term: string): boolean {
    return this.#fields.some((terms) => terms.has(term));
  }

  /** A term that is nowhere has no fields, until one is set. */
  get(term: string): TermFields {
    return new TermFields(this, this.#fields, term);
  }

  fetch(term: string): TermFields {
    return this.get(term);
  }

  delete(term: string): void {
    for (const terms of this.#fields) terms.delete(term);
  }

  *[Symbol.iterator](): Generator<FoundTerm> {
    for (const term of this.#inOrder()) if (this.has(term)) yield [term, this.get(term)];
  }

  /** The terms that begin like this. */
  *atPrefix(prefix: string): Generator<FoundTerm> {
    const found: string[] = [];
    for (const terms of this.#runs()) {
      for (let at = placeOf(terms, prefix); terms[at]?.startsWith(prefix) === true; at += 1)
        found.push(terms[at] ?? '');
    }
    for (const term of found.toSorted()) if (this.has(term)) yield [term, this.get(term)];
  }

  /** A term's postings in a field as they are kept. */
  packed(term: string, field: number): Packed | undefined {
    return this.#fields[field]?.get(term);
  }

  /** Gives a term its postings in a field. */
  add(term: string, field: number, packed: Packed): void {
    if (!this.has(term) && !standsIn(this.#sorted, term) && !standsIn(this.#recent, term))
      this.#added.push(term);
    this.#fields[field]?.set(term, packed);
  }

  /** Adds a document with a greater number than all before it to a term's postings in a field. */
  extend(term: string, field: number, packed: number): void {
    const terms = this.#fields[field];
    const before = terms?.get(term);
    if (before === undefined) this.add(ownCopy(term), field, packed);
    else if (typeof before === 'number') terms?.set(term, [before, packed]);
    else if (before.length < SHORT || !Array.isArray(before)) terms?.set(term, [...before, packed]);
    else before.push(packed);
  }

  /** Gives a term its postings in a field; terms come in their order, each with one field after the other. */
  append(term: string, field: number, packed: Packed): void {
    if (this.#sorted.at(-1) !== term) this.#sorted.push(term);
    this.#fields[field]?.set(term, packed);
  }

  /** Puts the terms in order that came since, among the others when they are many: a question should not have to wait for that. */
  settle(): void {
    this.#runs();
    if (this.#recent.length >= MOST_RECENT) this.#inOrder();
  }

  /** Everything that `add` was given, as it stands now, in the order of the terms. */
  *entries(): Generator<[term: string, field: number, packed: Packed]> {
    for (const term of this.#inOrder()) {
      for (const [field, terms] of this.#fields.entries()) {
        const packed = terms.get(term);
        if (packed !== undefined) yield [term, field, packed];
      }
    }
  }

  /** All terms, in two runs that are each in order. */
  #runs(): readonly (readonly string[])[] {
    if (this.#added.length > 0) {
      const recent = [...this.#recent, ...this.#added].toSorted();
      this.#recent = recent.filter((term, at) => term !== recent[at - 1]);
      this.#added = [];
    }
    return [this.#sorted, this.#recent];
  }

  #inOrder(): readonly string[] {
    // Two runs that are each in order are sorted in one pass.
    const all = this.#runs().flat();
    if (this.#recent.length > 0) this.#sorted = all.toSorted().filter((term) => this.has(term));
    this.#recent = [];
    return this.#sorted;
  }
}

function standsIn(terms: readonly string[], term: string): boolean {
  return terms[placeOf(terms, term)] === term;
}

/** The fields of one term as MiniSearch uses them: a part of `Map<field, Postings>`. */
export class TermFields {
  readonly #terms: Terms;
  readonly #fields: readonly FieldTerms[];
  readonly #term: string;

  constructor(terms: Terms, fields: readonly FieldTerms[], term: string) {
    this.#terms = terms;
    this.#fields = fields;
    this.#term = term;
  }

  get size(): number {
    return this.#fields.filter((terms) => terms.has(this.#term)).length;
  }

  get(field: number): Postings | undefined {
    const terms = this.#fields[field];
    const packed = terms?.get(this.#term);
    return terms === undefined || packed === undefined ? undefined : new Postings(terms, this.#term, packed);
  }

  /** What MiniSearch sets is the first document of the term in the field. */
  set(field: number, frequencies: ReadonlyMap<number, number>): void {
    const term = ownCopy(this.#term);
    for (const [document, frequency] of frequencies) this.#terms.add(term, field, pack(document, frequency));
  }

  delete(field: number): void {
    this.#fields[field]?.delete(this.#term);
  }

  *[Symbol.iterator](): Generator<[field: number, postings: Postings]> {
    for (const field of this.#fields.keys()) {
      const postings = this.get(field);
      if (postings !== undefined) yield [field, postings];
    }
  }
}
