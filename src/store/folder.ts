import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { SetupError } from '../core/errors.ts';

/** Makes the folder if it is missing. @throws SetupError when it cannot be made or written to */
export function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new SetupError(
      `The folder ${folder} cannot be made (${reason(error)}). Make it yourself, or set DATA_DIR to another one.`,
      { cause: error },
    );
  }
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new SetupError(
      `Paperthread may not write in the folder ${folder}. Give its user the right to, or set DATA_DIR to another one.`,
      { cause: error },
    );
  }
}

/** @throws SetupError when the file exists and may not be written */
export function checkWritable(file: string): void {
  if (!existsSync(file)) return;
  try {
    accessSync(file, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw new SetupError(
      `Paperthread may not write the file ${file}. Give its user the right to, or set DATA_DIR to another folder.`,
      { cause: error },
    );
  }
}

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'no permission';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'a file of that name is in the way';
    case 'ENOSPC':
      return 'the disk is full';
    case 'EROFS':
      return 'the disk is read-only';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
