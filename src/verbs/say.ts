import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { stripControls } from '../core/text.ts';

/**
 * Writes lines for people. Names of files and what somebody typed are part of them, so control characters are taken out, lest
 * they move the cursor or colour the screen. Waits while the reader is slow; a reader that went away is nobody's fault.
 */
export async function say(output: Writable, text: string): Promise<void> {
  await write(output, `${text.split('\n').map(stripControls).join('\n')}\n`);
}

/** Writes as it is, no faster than the reader reads. */
export async function write(output: Writable, text: string): Promise<void> {
  if (output.destroyed || output.writableEnded || output.write(text)) return;
  await Promise.race([once(output, 'drain'), once(output, 'close')]);
}
