import { addAbortSignal, type Readable } from 'node:stream';
import { readAttachment } from '../core/attachment.ts';
import type { Attachment } from '../core/caller.ts';
import { UserError } from '../core/errors.ts';

/** What comes on standard input as a file; nobody is made to type one at a keyboard, and nothing is no file. Throws UserError. */
export async function fileFrom(
  input: Readable & { readonly isTTY?: boolean },
  signal: AbortSignal,
): Promise<Attachment | undefined> {
  if (input.isTTY === true) return undefined;
  try {
    const read = await readAttachment('standard input', addAbortSignal(signal, input));
    return read.text.trim() === '' ? undefined : read;
  } catch (error) {
    if (signal.aborted) throw new UserError('Stopped while standard input was read.');
    throw error;
  }
}
