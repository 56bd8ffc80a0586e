import type { IndexedDocument } from '../../core/ports.ts';
import type { TextField } from '../../core/query.ts';
import { allTexts, textsOf } from '../text/documents.ts';

/** What is asked of very many documents at a time. */
type Facts = Pick<IndexedDocument, 'id' | 'title' | 'categories' | 'submitted' | 'updated'>;
/** What is asked of few, and long. */
type Details = Pick<IndexedDocument, 'authors' | 'abstract' | 'comments' | 'journalRef'>;

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

  /** Two lines for each document, for `restore`. */
  *lines(): Generator<Buffer> {
    for (const { facts, details } of this.#kept.values()) {
      yield Buffer.from(JSON.stringify(facts));
      yield details;
    }
  }

  /** Takes the lines of so many documents, one after the other. */
  *restore(documents: number): Generator<undefined, void, Buffer> {
    for (let number = 0; number < documents; number += 1) {
      const facts = JSON.parse((yield).toString()) as Facts;
      // A copy, because the line is a part of something larger.
      this.#keep(facts, Buffer.from(yield));
    }
  }

  #keep(given: Facts, details: Buffer): void {
    const { id, categories, submitted, updated } = given;
    const facts = {
      ...given,
      ...(categories && { categories: once(this.#categories, categories.join(' '), categories) }),
      ...(submitted && { submitted: once(this.#days, submitted, submitted) }),
      ...(updated && { updated: once(this.#days, updated, updated) }),
    };
    this.#kept.set(id, { facts, details });
  }
}

/** The first of equal values, so that each is held once. */
function once<T>(known: Map<string, T>, key: string, value: T): T {
  const first = known.get(key) ?? value;
  known.set(key, first);
  return first;
}
