import { readConfig } from './config.ts';
import { SetupError, UserError } from './core/errors.ts';
import { ask } from './verbs/ask.ts';
import { digest } from './verbs/digest.ts';
import { importFiles } from './verbs/import.ts';
import { manifest } from './verbs/manifest.ts';
import { rank } from './verbs/rank.ts';
import { say } from './verbs/say.ts';
import { start } from './verbs/start.ts';
import { sync } from './verbs/sync.ts';
import type { Verb } from './verbs/verb.ts';

const VERBS: Readonly<Record<string, Verb>> = {
  start,
  ask,
  import: importFiles,
  sync,
  digest,
  manifest,
  rank,
};

/** Runs one verb until it is done or a signal asks it to stop. Errors become words on standard error and exit code 1. */
async function main([name = 'start', ...words]: readonly string[]): Promise<number> {
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (verb === undefined)
    throw new UserError(`There is no verb "${name}". There are: ${Object.keys(VERBS).join(', ')}.`);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // The second signal finds no listener and ends the process at once, for somebody who cannot wait.
    process.once(signal, () => stop.abort());
  }
  // A reader that has seen enough (`| head`) is no fault: what is under way ends in order.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    stop.abort();
  });
  loadSettingsFile();
  return verb(words, { config: readConfig(process.env), signal: stop.signal });
}

/** `.env` in the folder one stands in, if there is one; what the environment already says wins. */
function loadSettingsFile(): void {
  try {
    process.loadEnvFile();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw new SetupError('The file .env cannot be read. Check its permissions, or remove it.');
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // First, as whoever reads the words may be slow.
  process.exitCode = 1;
  const expected = error instanceof UserError || error instanceof SetupError;
  await say(process.stderr, expected ? error.message : explain(error));
}

function explain(error: unknown): string {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `Paperthread stopped because of a fault of its own; what it had stored is safe. Please report this:\n${detail}`;
}
