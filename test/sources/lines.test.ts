import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, NOT_TEXT, splitLines } from '../../src/sources/lines.ts';
import { chunks } from './read-text.ts';

async function linesOf(bytes: Uint8Array, size = 4, maxLineLength?: number): Promise<string[]> {
  const lines: string[] = [];
  const options = maxLineLength === undefined ? {} : { maxLineLength };
  for await (const batch of splitLines(decodeText(chunks(bytes, size)), options)) lines.push(...batch);
  return lines;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('lines of a source', () => {
  it('end at every kind of line end, wherever the chunks are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a', 'ä', '王', '𝔸', '\n', '\r', '\r\n', ' '), { maxLength: 40 }),
        fc.integer({ min: 1, max: 7 }),
        async (pieces, size) => {
          const text = pieces.join('');
          const wanted = text.split(/\r\n?|\n/);
          if (wanted.at(-1) === '') wanted.pop();
          expect(await linesOf(utf8(text), size)).toEqual(wanted);
        },
      ),
    );
  });

  it('lose their byte order mark and are read as UTF-16 when it says so', async () => {
    expect(await linesOf(utf8('\ufeffa…\nb'), 1)).toEqual(['a…', 'b']);
    const little = Buffer.from('\ufeffa…\r\nb', 'utf16le');
    expect(await linesOf(little, 1)).toEqual(['a…', 'b']);
    expect(await linesOf(Buffer.from(little).swap16(), 3)).toEqual(['a…', 'b']);
  });

  it('show bytes that are no text as a character that no text holds', async () => {
    expect(await linesOf(Uint8Array.of(0x61, 0xff, 0x0a, 0xe2, 0x80))).toEqual([`a${NOT_TEXT}`, NOT_TEXT]);
    expect(await linesOf(Uint8Array.of(0xe2), 1)).toEqual([NOT_TEXT]);
  });

  it.each([1, 2, 3, 4, 5, 100])(
    'keep a replacement character that somebody wrote (pieces of %i)',
    async (size) => {
      expect(await linesOf(utf8('a\ufffd\ufffdb\nc\ufffd'), size)).toEqual(['a\ufffd\ufffdb', 'c\ufffd']);
    },
  );

  it('keep only their beginning when they are too long, and their number', async () => {
    expect(await linesOf(utf8(`${'x'.repeat(50)}\nshort\n${'y'.repeat(50)}`), 7, 10)).toEqual([
      'x'.repeat(10),
      'short',
      'y'.repeat(10),
    ]);
    expect(await linesOf(utf8(`a\n${'x'.repeat(50)}\nb\n`), 1_000, 10)).toEqual(['a', 'x'.repeat(10), 'b']);
  });

  it('are none when there is nothing', async () => {
    expect(await linesOf(new Uint8Array(0))).toEqual([]);
    expect(await linesOf(utf8('a'))).toEqual(['a']);
  });
});
