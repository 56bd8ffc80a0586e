import type { TextField } from '../../core/query.ts';
import type { TextTest } from '../query/word-tests.ts';
import type { KeptDocuments } from './kept-documents.ts';

/** Documents that one query may have read: about a sixth of a second. */
const MOST_READ = 7_500;
/** What is kept as it is costs so much of what has to be unpacked. */
const KEPT_COST = 0.2;

/** Reads documents for what the indexes cannot tell, as far as one query may. */
export class Reading {
  readonly #documents: KeptDocuments;
  #read = 0;

  constructor(documents: KeptDocuments) {
    this.#documents = documents;
  }

  /** Whether the query has had so much read that what the indexes tell must do for the rest. */
  get isSpent(): boolean {
    return this.#read > MOST_READ;
  }

  /**
   * Whether a text of a document, in a field or anywhere, passes a test; all do when the query has had too much read. `cost` tells how
   * much dearer the test is than most.
   */
  holds(id: string, field: TextField | undefined, test: TextTest, cost = 1): boolean {
    this.#read += cost * (field === 'title' || field === 'category' ? KEPT_COST : 1);
    return this.isSpent || this.#documents.texts(id, field).some(test);
  }
}
