import { SetupError } from '../core/errors.ts';

/** SQLite's primary result codes (https://www.sqlite.org/rescode.html) that say something of the machine, not of the program. */
const BUSY = 5;
const LOCKED = 6;
const READ_ONLY = 8;
const IO_ERROR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANNOT_OPEN = 14;
const NOT_A_DATABASE = 26;

/** Whether another connection is at work and the same call can succeed a moment later. */
export function isBusy(error: unknown): boolean {
  const code = resultCode(error);
  return code === BUSY || code === LOCKED;
}

/** What is wrong with the machine, as a SetupError with the original as its cause; any other error comes back as it is. */
export function explainSqliteError(error: unknown, file: string): unknown {
  const words = WORDS[resultCode(error) ?? 0];
  return words === undefined ? error : new SetupError(words(file), { cause: error });
}

/** What to say of a database that cannot be read, and what to do about it. */
export function damagedWords(file: string): string {
  return (
    `The library ${file} is damaged, or it is not a Paperthread database. It was not touched. Move it away, together with ` +
    `the files beside it whose names end in -wal and -shm, and import the papers again; or restore a copy of it.`
  );
}

/** What to say of something in the database's place that cannot be opened as a file. */
export function cannotOpenWords(file: string): string {
  return `The library ${file} cannot be opened. Check that it is a file, and that the user who runs Paperthread may read and write it and its folder.`;
}

const WORDS: Readonly<Record<number, (file: string) => string>> = {
  [BUSY]: busyWords,
  [LOCKED]: busyWords,
  [READ_ONLY]: (file) =>
    `The library ${file} cannot be written. Give the user who runs Paperthread the right to write the file and its folder.`,
  [IO_ERROR]: (file) =>
    `The disk failed to read or write the library ${file}. Check the disk, and that it is one of this machine.`,
  [CORRUPT]: damagedWords,
  [FULL]: (file) =>
    `The disk is full: the library ${file} cannot grow, and what was being saved was not. Free some space and try again.`,
  [CANNOT_OPEN]: cannotOpenWords,
  [NOT_A_DATABASE]: damagedWords,
};

function busyWords(file: string): string {
  return `Another process has been writing to the library ${file} for a long time. Wait for it to end, or stop it, and try again.`;
}

/** node:sqlite puts SQLite's extended code on the error; its low byte is the primary one. */
function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}
