import type { IndexedDocument } from '../../core/ports.ts';
import type { TextField } from '../../core/query.ts';
import { allTexts, textsOf } from '../text/documents.ts';

/** What is asked of very many documents at a time. */
type Facts = Pick<IndexedDocument, 'id' | 'title' | 'categories' | 'submitted' | 'updated'>;
/** What is asked of few, and long. */
type Details = Pick<IndexedDocument, 'authors' | 'abstract' | 'comments' | 'journalRef'>;

type KeptFacts = [facts: Facts, lengthOfDetails: number];
type Changeable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Kept in one piece. */
const TOGETHER = 200;

type Kept = {
  readonly facts: Facts;
  /** The details as JSON in UTF-8: outside the heap, and a third of what they take as objects. */
  readonly details: Buffer;
};

/** The documents of an index, for what MiniSearch does not keep: fields, phrases, days and which word stands where. */
export class KeptDocuments {
  readonly #kept = new Map<string, Kept>();
  /** Days and lists of categories, once each. */
  readonly #days = new Map<string, string>();
  readonly #categories = new Map<string, readonly string[]>();
  /** Papers with the same categories, of which there are far fewer kinds than papers. */
  readonly #inCategories = new Map<readonly string[], Set<string>>();

  get size(): number {
    return this.#kept.size;
  }

  has(id: string): boolean {
    return this.#kept.has(id);
  }

  ids(): Iterable<string> {
    return this.#kept.keys();
  }

  facts(id: string): Facts | undefined {
    return this.#kept.get(id)?.facts;
  }

  /** The documents whose categories pass a test. */
  inCategories(test: (categories: readonly string[]) => boolean): Set<string> {
    const found = new Set<string>();
    for (const [categories, ids] of this.#inCategories) {
      if (test(categories)) for (const id of ids) found.add(id);
    }
    return found;
  }

  /** The whole document, put together anew each time. */
  get(id: string): IndexedDocument | undefined {
    const kept = this.#kept.get(id);
    if (kept === undefined) return undefined;
    return { ...kept.facts, ...(JSON.parse(kept.details.toString()) as Details) };
  }

  /** A document's texts in one field, or all of them. */
  texts(id: string, field?: TextField): readonly string[] {
    const document = field === 'title' || field === 'category' ? this.facts(id) : this.get(id);
    if (document === undefined) return [];
    return field === undefined ? allTexts(document) : textsOf(document, field);
  }

  /** Adds or replaces; false when the very same document is already there. */
  put({ id, title, categories, submitted, updated, ...rest }: IndexedDocument): boolean {
    const { authors, abstract, comments, journalRef } = rest;
    const details = Buffer.from(JSON.stringify({ authors, abstract, comments, journalRef }));
    const facts = JSON.stringify({ id, title, categories, submitted, updated });
    const known = this.#kept.get(id);
    if (known?.details.equals(details) === true && JSON.stringify(known.facts) === facts) return false;
    this.#keep(JSON.parse(facts) as Facts, details);
    return true;
  }

  /** The documents in pieces, for `restore`: by turns the facts of some with how long their details are, and those details. */
  *pieces(): Generator<Buffer> {
    const all = [...this.#kept.values()];
    for (let start = 0; start < all.length; start += TOGETHER) {
      const some = all.slice(start, start + TOGETHER);
      const facts = some.map(({ facts: one, details }): KeptFacts => [one, details.length]);
      yield Buffer.from(JSON.stringify(facts));
      yield Buffer.concat(some.map(({ details }) => details));
    }
  }

  /** Takes the pieces of so many documents, one after the other. */
  *restore(documents: number): Generator<undefined, void, Buffer> {
    while (this.size < documents) {
      const facts = JSON.parse((yield).toString()) as KeptFacts[];
      // A copy, because the piece is a part of something larger.
      const all = Buffer.from(yield);
      let start = 0;
      for (const [one, length] of facts) {
        this.#keep(one, all.subarray(start, start + length));
        start += length;
      }
    }
  }

  #keep(facts: Changeable<Facts>, details: Buffer): void {
    const { categories, submitted, updated } = facts;
    if (categories !== undefined) facts.categories = once(this.#categories, categories.join(' '), categories);
    if (submitted !== undefined) facts.submitted = once(this.#days, submitted, submitted);
    if (updated !== undefined) facts.updated = once(this.#days, updated, updated);
    const before = this.facts(facts.id)?.categories;
    if (before !== undefined && before !== facts.categories) this.#inCategories.get(before)?.delete(facts.id);
    if (facts.categories !== undefined) {
      const others = this.#inCategories.get(facts.categories);
      if (others === undefined) this.#inCategories.set(facts.categories, new Set([facts.id]));
      else others.add(facts.id);
    }
    this.#kept.set(facts.id, { facts, details });
  }
}

/** The first of equal values, so that each is held once. */
function once<T>(known: Map<string, T>, key: string, value: T): T {
  const first = known.get(key) ?? value;
  known.set(key, first);
  return first;
}
