/** The process in which a large index is built: takes orders one at a time, and ends with the process that gives them. */
import { once } from 'node:events';
import type { SearchIndex } from '../core/ports.ts';
import type { BuildOrder, Built } from './build.ts';
import { openForWriting } from './fulltext/fulltext.ts';
import { openMiniSearchIndex } from './memory/minisearch.ts';

/** Documents of one transaction: nobody waits for this process, and few large ones are quicker. */
const BATCH = 500;

let index: SearchIndex | undefined;

async function carryOut(order: BuildOrder): Promise<void> {
  if (order === 'save') await index?.save();
  else if ('kind' in order)
    index =
      order.kind === 'database' ? openForWriting(order.kept, BATCH) : await openMiniSearchIndex(order.kept);
  else await index?.put(order.documents, order.seq);
}

process.on('message', (order: BuildOrder) => {
  carryOut(order)
    .then((): Built => ({ seq: index?.seq ?? 0, size: index?.size ?? 0 }))
    .catch((error: unknown): Built => ({ error: error instanceof Error ? error : new Error(String(error)) }))
    .then((built) => process.send?.(built))
    .catch(() => undefined);
});
// An end by the keyboard is meant for the program, which says when this one is to end.
process.on('SIGINT', () => undefined);
await once(process, 'disconnect');
process.exit();
