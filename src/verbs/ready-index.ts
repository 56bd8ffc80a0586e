import type { App } from '../app.ts';
import { startLine } from './progress.ts';

/**
 * Brings the search index up to the library before somebody waits for an answer, and says so when that takes a while. The
 * signal ends it early, without a fault.
 */
export async function readyIndex(app: App, signal?: AbortSignal): Promise<void> {
  const line = startLine();
  try {
    await app.library.catchUp({
      ...(signal === undefined ? {} : { signal }),
      onProgress: (papers) => line.show(() => `Indexing: ${papers.toLocaleString('en-US')} papers`),
    });
  } catch (error) {
    if (signal?.aborted !== true) throw error;
  } finally {
    line.end();
  }
}
