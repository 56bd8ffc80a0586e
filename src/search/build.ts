import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { IndexBatch, SearchIndex } from '../core/ports.ts';
import type { KeptIndex } from './kept-index.ts';

export type IndexKind = 'minisearch' | 'database';

/** What the thread says: the state that its index shows by now, and its documents. */
export type Built = { readonly seq: number; readonly size: number };

/** Puts all batches into an index in this thread. */
export async function putAll(
  index: SearchIndex,
  batchesAfter: (seq: number) => AsyncIterable<IndexBatch>,
  onProgress?: (documents: number) => void,
): Promise<SearchIndex> {
  for await (const { documents, seq } of batchesAfter(index.seq)) {
    await index.put(documents, seq);
    onProgress?.(index.size);
  }
  return index;
}

/**
 * Builds an index in its file in a thread of its own, going on from what is there, and leaves it saved, also when the batches end
 * with an error (which this then rejects with). Returns the state it shows.
 */
export async function buildInThread(
  kind: IndexKind,
  { file, library, seq }: KeptIndex,
  batchesAfter: (seq: number) => AsyncIterable<IndexBatch>,
  onProgress?: (documents: number) => void,
): Promise<number> {
  const worker = new Worker(new URL('./build-worker.ts', import.meta.url), {
    workerData: { kind, kept: { file, library, seq } },
  });
  // Whatever goes wrong in the thread, `once` rejects with it.
  const said = async (): Promise<Built> => ((await once(worker, 'message')) as [Built])[0];
  try {
    let built = await said();
    try {
      for await (const batch of batchesAfter(built.seq)) {
        const answer = said();
        worker.postMessage(batch, []);
        built = await answer;
        onProgress?.(built.size);
      }
    } finally {
      const answer = said();
      worker.postMessage('save', []);
      built = await answer;
    }
    return built.seq;
  } finally {
    await worker.terminate();
  }
}
