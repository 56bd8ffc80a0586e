import MiniSearch, { type Options } from 'minisearch';
import type { IndexedDocument } from '../../core/ports.ts';
import { DocumentTerms, timesOfEach } from './document-terms.ts';
import { documentOf, documentsOf, frequencyOf, listIn, listOf, type PackedList, pack } from './postings.ts';
import { intersect } from './sets.ts';
import { Terms } from './terms.ts';

const NO_TERMS = new DocumentTerms();

/** What an index is besides its documents and terms. */
type Head = {
  readonly averages: number[];
  readonly next: number;
  readonly dirt: number;
  readonly documents: number;
};
/** Documents by turns: their numbers, their ids, and how many words they have in each field; null for one that they do not have. */
type KeptDocuments = { numbers: number[]; ids: string[]; lengths: (number | null)[][] };
/** Kept together, so that reading them takes a few milliseconds. */
const DOCUMENTS_TOGETHER = 2_000;
const POSTINGS_TOGETHER = 20_000;
const TERMS_TOGETHER = 2_000;

/** A term with the numbers of its documents, of which one with the term in two fields stands there twice. */
export type FoundTerm = { readonly term: string; readonly documents: readonly number[] };

/** MiniSearch with its terms in a tenth of the memory; it searches, ranks and cleans up as ever. */
export class TermIndex extends MiniSearch<IndexedDocument> {
  readonly #terms: Terms;
  /** By the number of the document: how many words it has, each as often as it stands there. 0 for one that is gone. */
  readonly #lengths: number[] = [];
  #allWords = 0;
  /** Worked out when it is asked for after a change. */
  #relative: Float64Array | undefined;
  readonly #ids: string[] = [];
  /** Of an index with one field, as ranking asks for them. */
  readonly #documentTerms: DocumentTerms | undefined;

  constructor(options: Options<IndexedDocument>) {
    super(options);
    this.#documentTerms = options.fields.length === 1 ? new DocumentTerms() : undefined;
    this.#terms = new Terms(options.fields.length);
    Object.assign(this, { _index: this.#terms });
  }

  /** What MiniSearch does word by word, with each word of a field once: a document has most of its words several times. */
  override add(document: IndexedDocument): void {
    const { fields, extractField, tokenize, processTerm } = this._options;
    const number = this._nextId;
    this._nextId += 1;
    this._documentIds.set(number, document.id);
    this._idToShortId.set(document.id, number);
    this._documentCount += 1;
    this.#setId(number, document.id);
    const words: string[][] = [];
    for (const [field, name] of fields.entries()) {
      const text = extractField(document, name);
      if (text === undefined) continue;
      const read = tokenize(text, name);
      words.push(read);
      this.#setFieldLength(number, field, new Set(read).size);
      const terms = read.map((word) => processTerm(word, name)).filter((term) => typeof term === 'string');
      for (const [term, times] of timesOfEach(terms))
        if (term !== '') this.#terms.extend(term, field, pack(number, times));
    }
    const all = words.flat();
    this.#setLength(number, all.length);
    this.#documentTerms?.set(number, all);
  }

  override discard(id: string): void {
    const number = this._idToShortId.get(id);
    super.discard(id);
    if (number === undefined) return;
    this.#setLength(number, 0);
    this.#documentTerms?.forget(number);
  }

  /** One more than the greatest number of a document. */
  get numbers(): number {
    return this._nextId;
  }

  idOf(number: number): string {
    return this.#ids[number] ?? '';
  }

  /** MiniSearch keeps how many different words a document has, and ranking wants them all. */
  lengthOf(number: number): number {
    return this.#lengths[number] ?? 0;
  }

  get averageLength(): number {
    return this.#allWords / Math.max(1, this._documentCount);
  }

  /** By the number of the document: its length as a share of the average; without end for one that is gone. */
  get relativeLengths(): Float64Array {
    const average = this.averageLength;
    this.#relative ??= Float64Array.from(this.#lengths, (length) =>
      length === 0 ? Number.POSITIVE_INFINITY : length / average,
    );
    return this.#relative;
  }

  /** The number of a document that is there. */
  numberOf(id: string): number {
    return this._idToShortId.get(id) ?? 0;
  }

  /** The terms of every document; an index with several fields has none. */
  get documentTerms(): DocumentTerms {
    return this.#documentTerms ?? NO_TERMS;
  }

  /** The packed postings of a term in the first field, those of discarded documents included; for reading only. */
  postingsOf(term: string): PackedList {
    return listOf(this.#terms.packed(term, 0));
  }

  /** The documents that have a term in some of the fields (any, if none are named). */
  documentsWith(term: string, fields: readonly string[] = this._options.fields): FoundTerm {
    const numbers = fields.flatMap((field) =>
      documentsOf(listOf(this.#terms.packed(term, this._fieldIds[field] ?? -1))),
    );
    // Discarded documents are still among them until they are cleaned up.
    return { term, documents: numbers.filter((number) => this.lengthOf(number) > 0) };
  }

  /** The same of all terms that begin like this. */
  beginning(start: string, fields?: readonly string[]): FoundTerm[] {
    const terms = Array.from(this.#terms.atPrefix(start), ([term]) => this.documentsWith(term, fields));
    return terms.filter(({ documents }) => documents.length > 0);
  }

  /** The documents that have all of some terms in whichever fields. */
  documentsWithAll(terms: readonly string[]): number[] {
    return [...terms.map((term) => new Set(this.documentsWith(term).documents)).reduce(intersect)];
  }

  /** Whether a document has a term in a field. */
  hasIn(term: string, field: string): boolean {
    const list = listOf(this.#terms.packed(term, this._fieldIds[field] ?? -1));
    for (let at = 0; at < list.length; at += 1) if (this.lengthOf(documentOf(list[at] ?? 0)) > 0) return true;
    return false;
  }

  /** Makes ready for questions what would otherwise be made ready by the first of them; after many changes. */
  settle(): void {
    this.#terms.settle();
  }

  /** The documents of a term in some of the fields (all, if none are named), each once. */
  documentsOf(term: string, fields?: readonly string[]): Set<string> {
    return new Set(this.documentsWith(term, fields).documents.map((number) => this.idOf(number)));
  }

  /** The same of all terms that begin like this, as a list: a set of many ids takes longer. */
  documentsBeginning(start: string, fields?: readonly string[]): string[] {
    // Most documents of a short beginning have several of its words.
    const numbers = new Set<number>();
    for (const { documents } of this.beginning(start, fields)) for (const one of documents) numbers.add(one);
    return Array.from(numbers, (number) => this.idOf(number));
  }

  /** How many documents a term has. */
  countOf(term: string): number {
    if (this.#documentTerms === undefined) return new Set(this.documentsWith(term).documents).size;
    return this.#documentTerms.havingOf(this.#documentTerms.numberOf(term) ?? -1);
  }

  /** The index in pieces, for `restore`: its head, its documents, then some terms and their postings, and at last no terms. */
  *pieces(): Generator<Buffer> {
    const head: Head = {
      averages: this._avgFieldLength,
      next: this._nextId,
      dirt: this._dirtCount,
      documents: this._documentCount,
    };
    yield asJson(head);
    const all = [...this._documentIds.keys()];
    for (let start = 0; start < all.length; start += DOCUMENTS_TOGETHER) {
      const numbers = all.slice(start, start + DOCUMENTS_TOGETHER);
      const lengths = this._options.fields.map((_, field) =>
        numbers.map((number) => this._fieldLength.get(number)?.[field] ?? null),
      );
      yield asJson({ numbers, ids: numbers.map((number) => this.idOf(number)), lengths });
    }
    let [terms, steps]: [(string | number)[], number[]] = [[], []];
    for (const [term, field, packed] of this.#terms.entries()) {
      const list = listOf(packed);
      terms.push(term, field, list.length);
      // Each number but the first as its distance from the one before: many are alike.
      for (let at = 0; at < list.length; at += 1) steps.push((list[at] ?? 0) - (list[at - 1] ?? 0));
      if (steps.length < POSTINGS_TOGETHER && terms.length < 3 * TERMS_TOGETHER) continue;
      yield asJson(terms);
      yield Buffer.from(Uint32Array.from(steps).buffer);
      [terms, steps] = [[], []];
    }
    if (terms.length > 0) {
      yield asJson(terms);
      yield Buffer.from(Uint32Array.from(steps).buffer);
    }
    yield asJson([]);
  }

  /** Becomes the index whose pieces it is given one after the other; it must be empty. */
  *restore(): Generator<undefined, void, Buffer> {
    const head = JSON.parse((yield).toString()) as Head;
    const sizes = new Uint32Array(head.next);
    while (this._documentIds.size < head.documents) {
      const { numbers, ids, lengths } = JSON.parse((yield).toString()) as KeptDocuments;
      for (let at = 0; at < numbers.length; at += 1) {
        const [number = 0, id = ''] = [numbers[at], ids[at]];
        this._documentIds.set(number, id);
        this._idToShortId.set(id, number);
        this.#setId(number, id);
        const known: number[] = [];
        for (let field = 0; field < lengths.length; field += 1) {
          const length = lengths[field]?.[at] ?? null;
          if (length !== null) known[field] = length;
        }
        this._fieldLength.set(number, known);
        sizes[number] = known[0] ?? 0;
      }
    }
    this._avgFieldLength = head.averages;
    this._documentCount = head.documents;
    this._nextId = head.next;
    this._dirtCount = head.dirt;
    const fill = this.#documentTerms?.fill(sizes);
    const lengths = new Uint32Array(head.next);
    for (;;) {
      const terms = JSON.parse((yield).toString()) as (string | number)[];
      if (terms.length === 0) break;
      this.#restoreTerms(terms, new Uint32Array(new Uint8Array(yield).buffer), lengths, fill);
    }
    for (const [number, length] of lengths.entries()) {
      if (this._documentIds.has(number)) this.#setLength(number, length);
    }
  }

  #restoreTerms(
    terms: readonly (string | number)[],
    steps: Uint32Array,
    lengths: Uint32Array,
    fill: ((name: string, postings: PackedList) => void) | undefined,
  ): void {
    let start = 0;
    for (let at = 0; at < terms.length; at += 3) {
      const [term, end] = [String(terms[at]), start + Number(terms[at + 2])];
      let sum = 0;
      for (let place = start; place < end; place += 1) {
        sum += steps[place] ?? 0;
        steps[place] = sum;
        const document = documentOf(sum);
        lengths[document] = (lengths[document] ?? 0) + frequencyOf(sum);
      }
      const list = listIn(steps, start, end);
      this.#terms.append(term, Number(terms[at + 1]), list);
      fill?.(term, listOf(list));
      start = end;
    }
  }

  /** Of the newest document: how many different words a field of it has. */
  #setFieldLength(number: number, field: number, words: number): void {
    const lengths = this._fieldLength.get(number) ?? [];
    lengths[field] = words;
    this._fieldLength.set(number, lengths);
    const before = this._documentCount - 1;
    this._avgFieldLength[field] = ((this._avgFieldLength[field] ?? 0) * before + words) / this._documentCount;
  }

  #setId(number: number, id: string): void {
    while (this.#ids.length < number) this.#ids.push('');
    this.#ids[number] = id;
  }

  #setLength(number: number, words: number): void {
    this.#allWords += words - this.lengthOf(number);
    this.#relative = undefined;
    // No holes, which would make a slow list of it.
    while (this.#lengths.length < number) this.#lengths.push(0);
    this.#lengths[number] = words;
  }
}

function asJson(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
