/** The thread in which a large index is built: takes batches one at a time, then saves the index and closes it. */
import { parentPort, workerData } from 'node:worker_threads';
import type { IndexBatch } from '../core/ports.ts';
import type { Built, IndexKind } from './build.ts';
import { openForWriting } from './fulltext/fulltext.ts';
import type { KeptIndex } from './kept-index.ts';
import { openMiniSearchIndex } from './memory/minisearch.ts';

/** Documents of one transaction: nobody waits for this thread, and few large ones are quicker. */
const BATCH = 500;

const { kind, kept } = workerData as { kind: IndexKind; kept: KeptIndex };
const index = kind === 'database' ? openForWriting(kept, BATCH) : await openMiniSearchIndex(kept);

function tell(): void {
  const built: Built = { seq: index.seq, size: index.size };
  parentPort?.postMessage(built, []);
}

async function take(message: IndexBatch | 'save'): Promise<void> {
  if (message !== 'save') return index.put(message.documents, message.seq);
  await index.save();
}

parentPort?.on('message', (message: IndexBatch | 'save') => {
  take(message)
    .then(tell)
    .catch((error: unknown) => {
      // An error that is thrown here reaches the other thread as it is.
      setImmediate(() => {
        throw error;
      });
    });
});
tell();
