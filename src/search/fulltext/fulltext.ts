import { setImmediate } from 'node:timers/promises';
import { UserError } from '../../core/errors.ts';
import { createInTurn } from '../../core/in-turn.ts';
import type {
  IndexBatch,
  IndexedDocument,
  SearchIndex,
  SearchOptions,
  SearchResult,
} from '../../core/ports.ts';
import type { Query } from '../../core/query.ts';
import { buildApart, putAll } from '../build.ts';
import type { KeptIndex } from '../kept-index.ts';
import { textVersion } from '../text/text-version.ts';
import { type FullTextDatabase, isDamage } from './database.ts';
import { FullTextLexicon } from './lexicon.ts';
import { emptyDatabase, openDatabase } from './open.ts';
import { searchDatabase } from './search.ts';
import { type SeenWords, writeDocuments } from './write.ts';

/** Documents written in one go (about 20 ms) before the event loop breathes and other processes have their turn. */
const BATCH = 20;
const IN_MEMORY = ':memory:';

/** An empty full-text index at state 0, in memory only. */
export function createFullTextIndex(): SearchIndex {
  return new FullTextIndex({ file: IN_MEMORY, library: '', seq: 0 }, BATCH);
}

/**
 * The full-text index in its file, in the state in which it was left, or an empty one at state 0 when there is none or it cannot
 * be used (damaged, of another version, of another library). Several processes may have it open.
 */
export async function openFullTextIndex(kept: KeptIndex): Promise<SearchIndex> {
  const index = new FullTextIndex(kept, BATCH);
  await index.settle();
  return index;
}

/**
 * The same for a process that only writes.
 * @param batch documents written in one transaction
 */
export function openForWriting(kept: KeptIndex, batch: number): SearchIndex {
  return new FullTextIndex(kept, batch);
}

class FullTextIndex implements SearchIndex {
  readonly #kept: KeptIndex;
  readonly #batch: number;
  readonly #seen: SeenWords = new Set();
  #database: FullTextDatabase;
  #lexicon: FullTextLexicon;
  /** Writers take turns: a put that waits between batches must not be overtaken. */
  readonly #turns = createInTurn();

  constructor(kept: KeptIndex, batch: number) {
    this.#kept = kept;
    this.#batch = batch;
    const built = { config: textVersion(), library: kept.library, seq: kept.seq };
    this.#database = openDatabase(kept.file, built, (reason) => kept.log?.(reason));
    this.#lexicon = new FullTextLexicon(this.#database);
  }

  get seq(): number {
    return this.#state('seq');
  }

  get size(): number {
    return this.#state('documents');
  }

  put(documents: readonly IndexedDocument[], seq: number): Promise<void> {
    return this.#turns.run(async () => {
      for (let start = 0; start === 0 || start < documents.length; start += this.#batch) {
        if (start > 0) await setImmediate();
        const last = start + this.#batch >= documents.length;
        await this.#write(documents.slice(start, start + this.#batch), seq, last);
      }
    });
  }

  /** The other process writes to the same file, so what it has written is found at once. */
  async putMany(
    batchesAfter: (seq: number) => AsyncIterable<IndexBatch>,
    onProgress?: (documents: number) => void,
  ): Promise<SearchIndex> {
    if (this.#kept.file === IN_MEMORY) return putAll(this, batchesAfter, onProgress);
    await buildApart('database', this.#kept, batchesAfter, onProgress);
    await this.settle();
    return this;
  }

  async successor(papers: number): Promise<SearchIndex | undefined> {
    return this.#kept.successor?.(papers);
  }

  /** Reads the words of the library: the first question should not wait for that. */
  async settle(): Promise<void> {
    const lexicon = this.#lexicon;
    try {
      await lexicon.refresh(this.seq);
    } catch (error) {
      this.#mend(error, lexicon);
    }
  }

  async search(query: Query, options: SearchOptions): Promise<SearchResult> {
    const [database, lexicon] = [this.#database, this.#lexicon];
    try {
      await lexicon.refresh(this.seq);
      return searchDatabase(
        {
          database,
          lexicon: lexicon.forQuery(),
          documents: this.size,
          tokens: this.#state('tokens'),
        },
        query,
        options,
      );
    } catch (error) {
      this.#mend(error, lexicon);
      throw new UserError('The search index was damaged and is being built again; ask again in a minute.');
    }
  }

  /** Everything is on disk already. */
  async save(): Promise<void> {
    await this.#turns.settled();
  }

  async close(): Promise<void> {
    await this.#turns.settled();
    this.#database.close();
  }

  /** One transaction. What another process has already brought further is left alone. */
  async #write(documents: readonly IndexedDocument[], seq: number, last: boolean): Promise<void> {
    await this.#database.transaction(() => {
      if (seq < this.seq) return;
      writeDocuments(this.#database, documents, this.#seen);
      if (last) this.#database.run('update state set seq = ?', seq);
    });
  }

  #state(name: 'seq' | 'documents' | 'tokens'): number {
    return Number(this.#database.get('select seq, documents, tokens from state')?.[name] ?? 0);
  }

  /** Starts anew when damage is met, once for all who ask meanwhile. Throws what else went wrong. */
  #mend(error: unknown, asked: FullTextLexicon): void {
    if (asked !== this.#lexicon) return;
    if (!isDamage(error)) throw error;
    this.#kept.log?.('The search index was damaged; it is built again.');
    this.#database.close();
    this.#database = emptyDatabase(this.#kept.file, {
      config: textVersion(),
      library: this.#kept.library,
    });
    this.#lexicon = new FullTextLexicon(this.#database);
    this.#seen.clear();
  }
}
