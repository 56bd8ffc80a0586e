import { parseArgs } from 'node:util';
import { type App, openApp } from '../app.ts';
import { UserError } from '../core/errors.ts';
import { count } from '../core/text.ts';
import type { AddReport } from '../library.ts';
import { explained } from './arguments.ts';
import { dryRun } from './dry-run.ts';
import { nameOf, withSource } from './open-source.ts';
import { readyIndex } from './ready-index.ts';
import { say } from './say.ts';
import type { Verb } from './verb.ts';

const HOW_TO = 'npm run -s import -- FILE... (or - for standard input) [--json] [--dry-run]';
/** A library of so many papers is indexed at the end of an import; building a larger index takes minutes, and memory that reading does not need. */
const INDEXED_AT_ONCE = 25_000;
const OPTIONS = {
  json: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
} as const;

/**
 * Reads files into the library and reports what was understood. Exit code 1 when a file could not be read or a place in one
 * was not understood; everything else is in the library all the same.
 */
export const importFiles: Verb = async (words, { config, signal }) => {
  const { values, positionals } = explained(HOW_TO, () =>
    parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true }),
  );
  if (positionals.length === 0) throw new UserError(`Name a file to import: ${HOW_TO}`);
  if (values['dry-run']) return eachFile(positionals, (file) => dryRun(file, values.json, signal));
  const app = await openApp(config, { logLevel: 'warn', seed: false, signal });
  try {
    const code = await eachFile(positionals, (file) => importFile(app, file, values.json, signal));
    const { papers } = await app.library.counts();
    if (papers <= INDEXED_AT_ONCE && !signal.aborted) await readyIndex(app);
    return code;
  } finally {
    await app.close();
  }
};

/** One bad file never costs the others; the code tells that there was one. */
async function eachFile(files: readonly string[], work: (file: string) => Promise<boolean>): Promise<number> {
  let code = 0;
  for (const file of files) {
    try {
      if (!(await work(file))) code = 1;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      await say(process.stderr, error.message);
      code = 1;
    }
  }
  return code;
}

/** True when every place was understood. */
async function importFile(app: App, file: string, json: boolean, signal: AbortSignal): Promise<boolean> {
  const report = await withSource(file, signal, async ({ format, items }, progress) => {
    const added = await app.library.add(items, { signal, onProgress: (papers) => progress.papers(papers) });
    return { ...added, format };
  });
  await say(process.stdout, json ? JSON.stringify(report) : renderReport(file, report));
  return report.skipped.length === 0;
}

function renderReport(file: string, report: AddReport & { readonly format: string }): string {
  const skipped = report.skipped.length + report.moreSkipped;
  return [
    `${nameOf(file)}: read as ${report.format}. ${count(report.papers, 'paper')}: ${report.new} new, ${report.changed} changed, ${report.unchanged} unchanged, ${skipped} skipped.`,
    ...report.skipped.map(({ line, reason }) => `  line ${line}: ${reason}`),
    ...(report.moreSkipped === 0 ? [] : [`  and ${report.moreSkipped} more places`]),
  ].join('\n');
}
