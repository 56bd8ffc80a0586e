import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import { UserError } from '../core/errors.ts';
import { type ReadSource, readSource } from '../sources/read-source.ts';
import { type Progress, startProgress } from './progress.ts';

/** What people call a source: the file's name as they typed it. */
export function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file;
}

/**
 * Opens a file (`-` is standard input), finds out its format and hands it to the work, with a progress line on a terminal.
 * What goes wrong with the file becomes a UserError that begins with its name; the signal ends the reading wherever it is.
 */
export async function withSource<T>(
  file: string,
  signal: AbortSignal,
  work: (source: ReadSource, progress: Progress) => Promise<T>,
): Promise<T> {
  let progress: Progress | undefined;
  try {
    const size = await sizeOf(file);
    progress = startProgress(nameOf(file), size);
    const chunks = openFile(file, signal);
    return await work(await readSource(progress.watch(chunks), await copiedAt(file)), progress);
  } catch (error) {
    throw explain(file, error, signal);
  } finally {
    progress?.end();
  }
}

function openFile(file: string, signal: AbortSignal): Readable {
  const stream = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 1 << 18 });
  return addAbortSignal(signal, stream);
}

async function sizeOf(file: string): Promise<number | undefined> {
  if (file === '-') return undefined;
  const found = await stat(file);
  if (found.isDirectory()) throw new UserError('this is a folder. Name the files in it.');
  return found.size;
}

/** When a file was copied, as far as the file system knows: its modification time, but never the future. ISO. */
async function copiedAt(file: string): Promise<string> {
  const copied = file === '-' ? Date.now() : (await stat(file)).mtimeMs;
  return new Date(Math.min(copied, Date.now())).toISOString();
}

/** Faults of the file system while a file is opened or read, by their code. */
const FILE_FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file. Check the name and the folder you are in.',
  EACCES: 'this user may not read it. Change its permissions or copy it.',
  EIO: 'the disk could not read it. Copy it from where it came from.',
};

function explain(file: string, error: unknown, signal: AbortSignal): unknown {
  const about = (words: string): UserError => new UserError(`${nameOf(file)}: ${words}`);
  if (error instanceof UserError) return about(error.message);
  if (signal.aborted) return about('stopped. What was read so far is kept; import it again to finish.');
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words = Object.hasOwn(FILE_FAULTS, code) ? FILE_FAULTS[code] : undefined;
  return words === undefined ? error : about(words);
}
