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
  /** The details as JSON in UTF-8: outside the heap, and a third of what they take as objects. Or all that is known, as it came. */
  readonly details: Buffer | IndexedDocument;
};

/** The documents of an index, for what MiniSearch does not keep: fields, phrases, days and which word stands where. */
export class KeptDocuments {
  readonly #kept = new Map<string, Kept>();
  /** Days and lists of categories, once each. */
  readonly #days = new Map<string, string>();
  readonly #categories = new Map<string, readonly string[]>();
  /** Papers with the same categories, of which there are far fewer kinds than papers. */
  readonly #inCategories = new Map<readonly string[], Set<string>>();
  #newestFirst: readonly string[] | undefined;

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

  /** All ids, newest day first; worked out when it is asked for after a change. */
  get newestFirst(): readonly string[] {
    this.#newestFirst ??= Array.from(this.#kept.values(), ({ facts: { id, submitted: day = '' } }) => ({
      id,
      day,
    }))
      .toSorted(byNewest)
      .map(({ id }) => id);
    return this.#newestFirst;
  }

  /** The documents whose categories pass a test. */
  inCategories(test: (categories: readonly string[]) => boolean): Set<string> {
    let found: Set<string> | undefined;
    for (const [categories, ids] of this.#inCategories) {
      if (!test(categories)) continue;
      // A copy is made many times faster than each is added.
      if (found === undefined) found = new Set(ids);
      else for (const id of ids) found.add(id);
    }
    return found ?? new Set();
  }

  /** The whole document, put together anew each time where it was packed. */
  get(id: string): IndexedDocument | undefined {
    const kept = this.#kept.get(id);
    if (kept === undefined) return undefined;
    const { facts, details } = kept;
    return Buffer.isBuffer(details) ? { ...facts, ...(JSON.parse(details.toString()) as Details) } : details;
  }

  /** A document's texts in one field, or all of them. */
  texts(id: string, field?: TextField): readonly string[] {
    const document = field === 'title' || field === 'category' ? this.facts(id) : this.get(id);
    if (document === undefined) return [];
    return field === undefined ? allTexts(document) : textsOf(document, field);
  }

  /** Adds or replaces; false when the very same document is already there. */
  put(document: IndexedDocument): boolean {
    const { id, title, categories, submitted, updated } = document;
    const details = packed(document);
    const facts = JSON.stringify({ id, title, categories, submitted, updated });
    const known = this.#kept.get(id);
    if (known !== undefined && packed(known.details).equals(details) && JSON.stringify(known.facts) === facts)
      return false;
    this.#keep(JSON.parse(facts) as Facts, details);
    return true;
  }

  /** Adds a document as it is, which takes more memory: where texts are asked for very often, and soon forgotten. */
  hold(document: IndexedDocument): void {
    const { authors: _, abstract: __, comments: ___, journalRef: ____, ...facts } = document;
    this.#keep(facts, document);
  }

  /** The documents in pieces, for `restore`: by turns the facts of some with how long their details are, and those details. */
  *pieces(): Generator<Buffer> {
    const kept = [...this.#kept.values()];
    for (let start = 0; start < kept.length; start += TOGETHER) {
      const some = kept.slice(start, start + TOGETHER);
      const all = some.map(({ details }) => packed(details));
      const facts = some.map(({ facts: one }, at): KeptFacts => [one, all[at]?.length ?? 0]);
      yield Buffer.from(JSON.stringify(facts));
      yield Buffer.concat(all);
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

  #keep(facts: Changeable<Facts>, details: Kept['details']): void {
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
    this.#newestFirst = undefined;
  }
}

/** A document with its day, `2025-05-21`, or nothing for one without. */
export type Dated = { readonly id: string; readonly day: string };

/** Newest day first; those without a day last; of the same day the later id first. */
export function byNewest(a: Dated, b: Dated): number {
  if (a.day !== b.day) return a.day > b.day ? -1 : 1;
  return a.id > b.id ? -1 : 1;
}

function packed(details: Kept['details']): Buffer {
  if (Buffer.isBuffer(details)) return details;
  const { authors, abstract, comments, journalRef } = details;
  return Buffer.from(JSON.stringify({ authors, abstract, comments, journalRef }));
}

/** The first of equal values, so that each is held once. */
function once<T>(known: Map<string, T>, key: string, value: T): T {
  const first = known.get(key) ?? value;
  known.set(key, first);
  return first;
}
