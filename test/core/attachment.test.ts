import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asksForFile, fileValues, isBib, readAttachment, splitPasted } from '../../src/core/attachment.ts';
import { UserError } from '../../src/core/errors.ts';
import { bibCheck, refs } from '../chat/bib-check.ts';
import { shelf } from '../chat/shelf.ts';

async function* inPieces(bytes: Uint8Array, size = 3): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const read = async (bytes: Uint8Array): Promise<string> =>
  (await readAttachment('refs.bib', inPieces(bytes))).text;

describe('a file that comes along', () => {
  it.each([
    ['UTF-8', Buffer.from('author = {Vukelić}')],
    ['UTF-8 with a mark', Buffer.from('\ufeffauthor = {Vukelić}')],
    ['UTF-16', Buffer.from('\ufeffauthor = {Vukelić}', 'utf16le')],
  ])('is read as %s', async (_, bytes) => {
    expect(await read(bytes)).toBe('author = {Vukelić}');
  });

  it('in an old encoding keeps its accents', async () => {
    expect(await read(Buffer.from('author = {Müller}', 'latin1'))).toBe('author = {Müller}');
  });

  it('comes back whole, however it was cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 1, max: 7 }),
        async (text, size) => {
          fc.pre(!text.includes('\0') && !text.startsWith('\ufeff'));
          const bytes = Buffer.from(text.toWellFormed());
          expect((await readAttachment('a', inPieces(bytes, size))).text).toBe(text.toWellFormed());
        },
      ),
    );
  });

  it('is refused from 5 MB on, before all of it was read', async () => {
    let pieces = 0;
    const endless = async function* () {
      for (;;) {
        pieces += 1;
        yield new Uint8Array(1_000_000);
      }
    };
    const refused = readAttachment('refs.bib', endless());
    await expect(refused).rejects.toThrow(UserError);
    await expect(refused).rejects.toThrow('refs.bib is too large: a file must be smaller than 5 MB.');
    expect(pieces).toBe(5);
    const large = new Uint8Array(4_999_999).fill(97);
    expect((await readAttachment('a', inPieces(large, 1_000_000))).text).toHaveLength(4_999_999);
  });

  it('that is no text is refused', async () => {
    await expect(read(Buffer.from([80, 75, 3, 4, 0, 0]))).rejects.toThrow('refs.bib is no text file.');
  });
});

describe('text behind a command that takes a file', () => {
  it.each([
    ['@article{key, title = {A}}', '', '@article{key, title = {A}}'],
    ['style:acm @Misc (key, title = "A")', 'style:acm', '@Misc (key, title = "A")'],
    ['%a comment\n @book { a,', '%a comment', '@book { a,'],
  ])('holds the file that was pasted: %s', (text, input, file) => {
    expect(isBib(text)).toBe(true);
    expect(splitPasted(bibCheck, text)).toEqual({ input, attachment: { name: 'pasted.bib', text: file } });
  });

  it.each(['', '2505.15811', 'ada@article.org {x}', '@ada what is this', 'key@misc{x}'])(
    'that is none is left: %s',
    (text) => {
      expect(isBib(text)).toBe(false);
      expect(splitPasted(bibCheck, text)).toEqual({ input: text });
    },
  );
});

describe('a call', () => {
  it.each([
    [bibCheck, '', 'alone'],
    [bibCheck, 'strict:yes', 'with more'],
    [refs, ' Check ', 'alone'],
    [refs, 'check strict:yes', 'with more'],
    [refs, 'checkered', false],
    [refs, '', false],
    [shelf[0], '', false],
  ] as const)('%# asks for its file, or does not', (command, text, asked) => {
    expect(asksForFile(command ?? refs, text)).toBe(asked);
  });

  it('for nothing but its file has the values for that', () => {
    expect(fileValues(bibCheck)).toEqual({});
    expect(fileValues(refs)).toEqual({ paper: 'check' });
  });

  it('with a file pasted behind it needs no word for it', () => {
    expect(splitPasted(refs, '@misc{a}').input).toBe('check');
    expect(splitPasted(refs, 'check strict:yes @misc{a}').input).toBe('check strict:yes');
  });
});
