/**
 * Loaded before the program, and the only file that is not TypeScript: Node keeps what it makes of the sources (types taken out,
 * compiled), so that from the second start on it need not load its TypeScript reader. A folder that cannot be written to only means
 * that nothing is kept.
 */
import { enableCompileCache, flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

/** What is new is written at the end of a run, and once so long after its beginning: one that is killed sooner leaves nothing. */
const WRITTEN_MS = 10_000;

enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/paperthread', import.meta.url)));
setTimeout(() => flushCompileCache(), WRITTEN_MS).unref();
