import { fork } from 'node:child_process';
import { on } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { IndexBatch, SearchIndex } from '../core/ports.ts';
import type { KeptIndex } from './kept-index.ts';

export type IndexKind = 'minisearch' | 'database';

/** What the other process is told: first which index to build, then what to put into it, at last to save it. */
export type BuildOrder = { readonly kind: IndexKind; readonly kept: KeptIndex } | IndexBatch | 'save';

/** What it says to each: the state that its index shows by now, and its documents; or what went wrong. */
export type Built = { readonly seq: number; readonly size: number } | { readonly error: Error };

const WORKER = fileURLToPath(new URL('./build-worker.ts', import.meta.url));

/** Puts all batches into an index in this process. */
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
 * Builds an index in its file in a process of its own, whose memory is gone with it (what a thread leaves behind is kept by the
 * allocator for good), going on from what is there, and leaves it saved, also when the batches end with an error (which this then
 * rejects with). Returns the state it shows.
 */
export async function buildApart(
  kind: IndexKind,
  { file, library, seq }: KeptIndex,
  batchesAfter: (seq: number) => AsyncIterable<IndexBatch>,
  onProgress?: (documents: number) => void,
): Promise<number> {
  const worker = fork(WORKER, { serialization: 'advanced' });
  // An end is an answer, too: whatever stopped it, nothing more is to be waited for.
  const answers = on(worker, 'message', { close: ['exit'] });
  const told = async (order: BuildOrder) => {
    worker.send(order);
    const { value, done } = await answers.next();
    const [built] = (done === true ? [] : value) as [Built?];
    if (built === undefined)
      throw new Error('The process that builds the search index ended before it was done.');
    if ('error' in built) throw built.error;
    return built;
  };
  try {
    let built = await told({ kind, kept: { file, library, seq } });
    try {
      for await (const batch of batchesAfter(built.seq)) {
        built = await told(batch);
        onProgress?.(built.size);
      }
    } finally {
      built = await told('save');
    }
    return built.seq;
  } finally {
    worker.kill();
  }
}
