import { setImmediate } from 'node:timers/promises';
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
import { GiveBack } from './give-back.ts';
import { emptyIndexes, type Indexes } from './indexes.ts';
import { searchIndexes } from './search.ts';
import { loadSnapshot, saveSnapshot } from './snapshot.ts';
import { warmUp } from './warm-up.ts';

/** Documents between two breaths of the event loop (about 20 ms). */
const BATCH = 20;

/** An empty index at state 0, in memory only: `save()` does nothing. */
export function createMiniSearchIndex(): SearchIndex {
  return new InMemoryIndex();
}

/**
 * The index as it was last saved, or an empty one at state 0 when there is none or it cannot be used (damaged, of another
 * version, of another library). Never fails because of the file.
 */
export async function openMiniSearchIndex(kept: KeptIndex): Promise<SearchIndex> {
  const loaded = await loadSnapshot(kept.file, kept);
  if (!('indexes' in loaded)) {
    if (!loaded.missing) kept.log?.(loaded.reason);
    return new InMemoryIndex(kept);
  }
  await setImmediate();
  settle(loaded.indexes);
  await warmUp(loaded.indexes.documents, (query) => firstPage(loaded.indexes, query));
  return new InMemoryIndex(kept, loaded);
}

function firstPage(indexes: Indexes, query: Query): SearchResult {
  return searchIndexes(indexes, query, { sort: 'relevance', limit: 10, offset: 0 });
}

class InMemoryIndex implements SearchIndex {
  readonly #indexes: Indexes;
  readonly #kept: KeptIndex | undefined;
  #seq: number;
  #changed: boolean;
  /** Writers take turns: a put that waits between batches must not be overtaken. */
  readonly #turns = createInTurn();
  readonly #giveBack = new GiveBack();

  constructor(kept?: KeptIndex, loaded?: { readonly indexes: Indexes; readonly seq: number }) {
    this.#kept = kept;
    this.#indexes = loaded?.indexes ?? emptyIndexes();
    this.#seq = loaded?.seq ?? 0;
    this.#changed = loaded === undefined;
    this.#giveBack.worked(this.size);
  }

  get seq(): number {
    return this.#seq;
  }

  get size(): number {
    return this.#indexes.documents.size;
  }

  put(documents: readonly IndexedDocument[], seq: number): Promise<void> {
    return this.#turns.run(async () => {
      for (const [index, document] of documents.entries()) {
        if (index > 0 && index % BATCH === 0) await setImmediate();
        if (putDocument(this.#indexes, document)) this.#changed = true;
      }
      settle(this.#indexes);
      if (seq !== this.#seq) this.#changed = true;
      this.#seq = seq;
      await this.worked(documents.length);
      await warmUp(this.#indexes.documents, (query) => firstPage(this.#indexes, query));
    });
  }

  /** A kept index is built beside this one, by way of its file. */
  async putMany(
    batchesAfter: (seq: number) => AsyncIterable<IndexBatch>,
    onProgress?: (documents: number) => void,
  ): Promise<SearchIndex> {
    const kept = this.#kept;
    if (kept === undefined) return putAll(this, batchesAfter, onProgress);
    if (this.size > 0) await this.save();
    const seq = await buildApart('minisearch', kept, batchesAfter, onProgress);
    return openMiniSearchIndex({ ...kept, seq });
  }

  async successor(papers: number): Promise<SearchIndex | undefined> {
    return this.#kept?.successor?.(papers);
  }

  async search(query: Query, options: SearchOptions): Promise<SearchResult> {
    return searchIndexes(this.#indexes, query, options);
  }

  save(): Promise<void> {
    return this.#turns.run(async () => {
      if (this.#kept === undefined || !this.#changed) return;
      await saveSnapshot(this.#kept.file, this.#indexes, { library: this.#kept.library, seq: this.#seq });
      this.#changed = false;
    });
  }

  async close(): Promise<void> {
    await this.#turns.settled();
  }

  /** After documents were indexed. */
  async worked(documents: number): Promise<void> {
    this.#giveBack.worked(documents);
    await this.#giveBack.between();
  }
}

/** Adds or replaces; false when the very same document is already there. */
function putDocument(indexes: Indexes, document: IndexedDocument): boolean {
  const { documents, title, topic } = indexes;
  if (!documents.put(document)) return false;
  for (const index of [title, topic]) {
    if (index.has(document.id)) index.discard(document.id);
    index.add(document);
  }
  return true;
}

/** What came last takes its place among the words: the first question should not wait for that. */
function settle({ title, topic, words }: Indexes): void {
  for (const index of [title, topic, words]) index.settle();
}
