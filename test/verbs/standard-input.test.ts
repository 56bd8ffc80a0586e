import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { fileFrom } from '../../src/verbs/standard-input.ts';
import { bibCheck } from '../chat/bib-check.ts';

const never = new AbortController().signal;
const piped = (text: string): Readable => Readable.from([Buffer.from(text)]);

describe('standard input', () => {
  it('is the file of a command that takes one', async () => {
    expect(await fileFrom(piped('@misc{a}\n'), bibCheck, never)).toEqual({
      name: 'standard input',
      text: '@misc{a}\n',
    });
  });

  it('that is empty is no file', async () => {
    expect(await fileFrom(piped(' \n'), bibCheck, never)).toBeUndefined();
  });

  it('is left alone at a keyboard, and for any other command', async () => {
    const keyboard = Object.assign(new PassThrough(), { isTTY: true });
    expect(await fileFrom(keyboard, bibCheck, never)).toBeUndefined();
    const { takesFile: _, ...other } = bibCheck;
    expect(await fileFrom(new PassThrough(), other, never)).toBeUndefined();
    expect(await fileFrom(new PassThrough(), undefined, never)).toBeUndefined();
  });

  it('that never ends is left when told to stop', async () => {
    const stop = new AbortController();
    const reading = fileFrom(new PassThrough(), bibCheck, stop.signal);
    stop.abort();
    await expect(reading).rejects.toThrow(UserError);
  });
});
