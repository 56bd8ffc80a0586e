import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { type App, copiedAt, openApp } from '../app.ts';
import { UserError } from '../core/errors.ts';
import { count } from '../core/text.ts';
import type { AddReport } from '../library.ts';
import { readSource } from '../sources/read-source.ts';
import { explained } from './arguments.ts';
import { dryRun } from './dry-run.ts';
import { type Progress, startProgress } from './progress.ts';
import type { Verb } from './verb.ts';

const HOW_TO = 'npm run -s import -- FILE... (or - for standard input) [--json] [--dry-run]';

/**
 * Reads files into the library and reports what was understood. Exit code 1 when a file could not be read or a place in one
 * was not understood; everything else is in the library all the same.
 */
export const importFiles: Verb = async (words, { config, signal }) => {
  const options = {
    json: { type: 'boolean', default: false },
    'dry-run': { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = explained(HOW_TO, () =>
    parseArgs({ args: [...words], options, allowPositionals: true }),
  );
  if (positionals.length === 0) throw new UserError(`Name a file to import: ${HOW_TO}`);
  if (values['dry-run']) return eachFile(positionals, (file) => dryRun(file, open(file), values.json));
  const app = await openApp(config, { logLevel: 'warn', seed: false });
  try {
    return await eachFile(positionals, async (file) => {
      if (signal.aborted)
        throw new UserError(`${nameOf(file)}: not imported, because the import was stopped.`);
      const report = await importFile(app, file, signal);
      process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : renderReport(file, report));
      return report.skipped.length === 0;
    });
  } finally {
    await app.close();
  }
};

type FileReport = AddReport & { readonly format: string };

/** One bad file never costs the others; the code tells that there was one. */
async function eachFile(files: readonly string[], work: (file: string) => Promise<boolean>): Promise<number> {
  let code = 0;
  for (const file of files) {
    try {
      if (!(await work(file))) code = 1;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      process.stderr.write(`${error.message}\n`);
      code = 1;
    }
  }
  return code;
}

async function importFile(app: App, file: string, signal: AbortSignal): Promise<FileReport> {
  const progress = await progressOf(file);
  try {
    const { chunks, seenAt } = await open(file);
    const { format, items } = await named(file, readSource(progress.watch(chunks), seenAt));
    const report = await named(
      file,
      app.library.add(untilStopped(items, file, signal), (papers) => progress.papers(papers)),
    );
    return { ...report, format };
  } finally {
    progress.end();
  }
}

/** Opens a file or standard input. The time it was copied stands for the time it was read from arXiv. */
async function open(file: string): Promise<{ chunks: Readable; seenAt: string }> {
  if (file === '-') return { chunks: process.stdin, seenAt: new Date().toISOString() };
  try {
    if ((await stat(file)).isDirectory()) throw new UserError(`${file} is a folder. Name the files in it.`);
    return { chunks: createReadStream(file, { highWaterMark: 1 << 18 }), seenAt: await copiedAt(file) };
  } catch (error) {
    throw explainFileFault(file, error);
  }
}

function explainFileFault(file: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT')
    return new UserError(`${file}: there is no such file. Check the name and the folder you are in.`);
  if (code === 'EACCES')
    return new UserError(`${file}: this user may not read it. Change its permissions or copy it.`);
  return error;
}

async function* untilStopped<T>(
  items: AsyncIterable<T>,
  file: string,
  signal: AbortSignal,
): AsyncIterable<T> {
  for await (const item of items) {
    if (signal.aborted)
      throw new UserError(
        `${nameOf(file)}: stopped. What was read so far is kept; import it again to finish.`,
      );
    yield item;
  }
}

async function named<T>(file: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof UserError && !error.message.startsWith(nameOf(file))) {
      throw new UserError(`${nameOf(file)}: ${error.message}`);
    }
    throw error;
  }
}

function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file;
}

async function progressOf(file: string): Promise<Progress> {
  const size =
    file === '-'
      ? undefined
      : await stat(file).then(
          (found) => found.size,
          () => undefined,
        );
  return startProgress(nameOf(file), size, process.stderr);
}

function renderReport(file: string, report: FileReport): string {
  const skipped = report.skipped.length + report.moreSkipped;
  const lines = [
    `${nameOf(file)}: read as ${report.format}. ${count(report.papers, 'paper')}: ${report.new} new, ${report.changed} changed, ${report.unchanged} unchanged, ${skipped} skipped.`,
    ...report.skipped.map(({ line, reason }) => `  line ${line}: ${reason}`),
    ...(report.moreSkipped === 0 ? [] : [`  and ${report.moreSkipped} more places`]),
  ];
  return `${lines.join('\n')}\n`;
}
