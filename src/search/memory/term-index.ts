import MiniSearch, { type Options } from 'minisearch';
import type { IndexedDocument } from '../../core/ports.ts';
import { DocumentTerms, timesOfEach } from './document-terms.ts';
import { documentOf, frequencyOf, type Packed, pack } from './postings.ts';
import { type TermFields, Terms } from './terms.ts';

const NO_TERMS = new DocumentTerms();

/** What an index is besides its terms. */
type Head = {
  readonly documents: [number: number, id: string][];
  /** A document's words in each field; null for one that it does not have. */
  readonly lengths: [number: number, lengths: (number | null)[]][];
  readonly averages: number[];
  readonly next: number;
  readonly dirt: number;
  /** How many lines of terms follow. */
  readonly lines: number;
};

/** MiniSearch with its terms in a tenth of the memory; it searches, ranks and cleans up as ever. */
export class TermIndex extends MiniSearch<IndexedDocument> {
  readonly #terms: Terms;
  /** By the number of the document: how many words it has, each as often as it stands there. 0 for one that is gone. */
  readonly #lengths: number[] = [];
  #allWords = 0;
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
        if (term !== '') this.#terms.append(term, field, pack(number, times));
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

  /** The number of a document that is there. */
  numberOf(id: string): number {
    return this._idToShortId.get(id) ?? 0;
  }

  /** The terms of every document; an index with several fields has none. */
  get documentTerms(): DocumentTerms {
    return this.#documentTerms ?? NO_TERMS;
  }

  /** The packed postings of a term in the first field, those of discarded documents included; for reading only. */
  postingsOf(term: string): readonly number[] {
    const packed = this.#terms.packed(term, 0) ?? [];
    return typeof packed === 'number' ? [packed] : packed;
  }

  /** The documents of a term in some of the fields (all, if none are named), each once. */
  documentsOf(term: string, fields: readonly string[] = this._options.fields): Set<string> {
    const ids = new Set<string>();
    this.#collect(ids, this.#terms.get(term), fields);
    return ids;
  }

  /** The same of all terms that begin like this. */
  documentsBeginning(start: string, fields: readonly string[]): Set<string> {
    const ids = new Set<string>();
    for (const [, found] of this.#terms.atPrefix(start)) this.#collect(ids, found, fields);
    return ids;
  }

  #collect(ids: Set<string>, found: TermFields, fields: readonly string[]): void {
    for (const field of fields) {
      for (const document of found.get(this._fieldIds[field] ?? -1)?.keys() ?? []) {
        // Discarded documents are still among them until they are cleaned up.
        const id: string | undefined = this._documentIds.get(document);
        if (id !== undefined) ids.add(id);
      }
    }
  }

  /** How many documents a term has. */
  countOf(term: string): number {
    const [first, ...others] = this.#terms.get(term);
    const simple = first !== undefined && others.length === 0 && this._dirtCount === 0;
    return simple ? first[1].size : this.documentsOf(term).size;
  }

  /** The index as lines of JSON, for `restore`. */
  *lines(): Generator<string> {
    const terms = [...this.#terms.entries()];
    const head: Head = {
      documents: [...this._documentIds],
      lengths: [...this._fieldLength],
      averages: this._avgFieldLength,
      next: this._nextId,
      dirt: this._dirtCount,
      lines: terms.length,
    };
    yield JSON.stringify(head);
    for (const [term, field, packed] of terms) yield JSON.stringify([term, field, steps(packed)]);
  }

  /** Becomes the index whose lines it is given one after the other; it must be empty. */
  *restore(): Generator<undefined, void, Buffer> {
    const head = JSON.parse((yield).toString()) as Head;
    for (const [number, id] of head.documents) {
      this._documentIds.set(number, id);
      this._idToShortId.set(id, number);
      this.#setId(number, id);
    }
    for (const [number, lengths] of head.lengths) {
      const known: number[] = [];
      for (const [field, length] of lengths.entries()) if (length !== null) known[field] = length;
      this._fieldLength.set(number, known);
    }
    const fillings = new Map(
      head.lengths.map(([number, [terms]]) => [number, this.#documentTerms?.fill(number, terms ?? 0)]),
    );
    this._avgFieldLength = head.averages;
    this._documentCount = head.documents.length;
    this._nextId = head.next;
    this._dirtCount = head.dirt;
    for (let line = 0; line < head.lines; line += 1) {
      const [term, field, packed] = JSON.parse((yield).toString()) as [string, number, Packed];
      const whole = sums(packed);
      this.#terms.add(term, field, whole);
      for (const one of typeof whole === 'number' ? [whole] : whole) {
        const number = documentOf(one);
        if (!this._documentIds.has(number)) continue;
        this.#setLength(number, this.lengthOf(number) + frequencyOf(one));
        fillings.get(number)?.(term, frequencyOf(one));
      }
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
    // No holes, which would make a slow list of it.
    while (this.#lengths.length < number) this.#lengths.push(0);
    this.#lengths[number] = words;
  }
}

/** Each number but the first as its distance from the one before: shorter to write, and many are alike. */
function steps(packed: Packed): Packed {
  return typeof packed === 'number' ? packed : packed.map((number, at) => number - (packed[at - 1] ?? 0));
}

function sums(packed: Packed): Packed {
  let sum = 0;
  return typeof packed === 'number' ? packed : packed.map((step) => (sum += step));
}
