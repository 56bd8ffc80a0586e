import type { TextField } from '../../core/query.ts';
import { waysOfNames } from '../query/name-words.ts';
import type { TextTest } from '../query/word-tests.ts';
import type { KeptDocuments } from './kept-documents.ts';

/** Documents that one query may have read: about a seventh of a second. */
const MOST_READ = 5_000;
/** What is kept as it is costs so much of what has to be unpacked. */
const KEPT_COST = 0.2;

/** Of them so many to see which words of a query are a name. */
const MOST_FOR_NAMES = 2_000;

/** Reads documents for what the indexes cannot tell, as far as one query may. */
export class Reading {
  /** What may be looked up for names. */
  readonly ways = waysOfNames();
  readonly #documents: KeptDocuments;
  readonly #most: number;
  readonly #whole: Reading | undefined;
  #read = 0;

  constructor(documents: KeptDocuments, most = MOST_READ, whole?: Reading) {
    this.#documents = documents;
    this.#most = most;
    this.#whole = whole;
  }

  /** Whether the query has had so much read that what the indexes tell must do for the rest. */
  get isSpent(): boolean {
    return this.#read > this.#most || this.#whole?.isSpent === true;
  }

  /** Whether something was answered by what the indexes tell alone. */
  get isByWords(): boolean {
    return this.isSpent || this.ways.isRefused;
  }

  /** The part of this reading that may be spent on finding the names in a query. */
  forNames(): Reading {
    return new Reading(this.#documents, MOST_FOR_NAMES, this);
  }

  /**
   * Whether a text of a document, in a field or anywhere, passes a test; all do when the query has had too much read. `cost` tells how
   * much dearer the test is than most.
   */
  holds(id: string, field: TextField | undefined, test: TextTest, cost = 1): boolean {
    this.#spend(cost * (field === 'title' || field === 'category' ? KEPT_COST : 1));
    return this.isSpent || this.#documents.texts(id, field).some(test);
  }

  #spend(cost: number): void {
    this.#read += cost;
    // What is not read any more costs the whole nothing.
    if (this.#whole !== undefined && !this.isSpent) this.#whole.#spend(cost);
  }
}
