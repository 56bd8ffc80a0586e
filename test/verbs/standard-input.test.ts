import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { fileFrom } from '../../src/verbs/standard-input.ts';

const never = new AbortController().signal;
const piped = (text: string): Readable => Readable.from([Buffer.from(text)]);

describe('standard input', () => {
  it('is a file', async () => {
    expect(await fileFrom(piped('@misc{a}\n'), never)).toEqual({
      name: 'standard input',
      text: '@misc{a}\n',
    });
  });

  it('that is empty is no file', async () => {
    expect(await fileFrom(piped(' \n'), never)).toBeUndefined();
  });

  it('is left alone at a keyboard', async () => {
    const keyboard = Object.assign(new PassThrough(), { isTTY: true });
    expect(await fileFrom(keyboard, never)).toBeUndefined();
  });

  it('that never ends is left when told to stop', async () => {
    const stop = new AbortController();
    const reading = fileFrom(new PassThrough(), stop.signal);
    stop.abort();
    await expect(reading).rejects.toThrow(UserError);
  });
});
