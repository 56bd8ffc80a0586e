import { crc32, deflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { isZip, unzipFirst } from '../../src/sources/unzip.ts';

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array, void, undefined> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function unzip(bytes: Uint8Array, size = 1_000): Promise<string> {
  const found: Uint8Array[] = [];
  for await (const piece of unzipFirst(pieces(bytes, size))) found.push(piece);
  return Buffer.concat(found).toString();
}

type Shape = {
  method?: number;
  flags?: number;
  zip64?: boolean;
  name?: string;
  mark?: boolean;
  sum?: number;
};

/** One entry as a program writes it that streams (sizes behind the content) or knows the sizes. */
function entry(content: string, shape: Shape = {}): Buffer {
  const { method = 8, flags = 0, zip64 = false, name = 'papers.jsonl', mark = true } = shape;
  const plain = Buffer.from(content);
  const packed = method === 8 ? deflateRawSync(plain) : plain;
  const sum = shape.sum ?? crc32(plain);
  const isBehind = (flags & 8) !== 0;
  const extra = Buffer.alloc(zip64 ? 24 : 0);
  if (zip64) {
    // Another extra field stands before it.
    extra.writeUInt16LE(0x7075, 0);
    extra.writeUInt16LE(0, 2);
    extra.writeUInt16LE(1, 4);
    extra.writeUInt16LE(16, 6);
    extra.writeBigUInt64LE(BigInt(isBehind ? 0 : plain.length), 8);
    extra.writeBigUInt64LE(BigInt(isBehind ? 0 : packed.length), 16);
  }
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(flags, 6);
  head.writeUInt16LE(method, 8);
  head.writeUInt32LE(isBehind ? 0 : sum, 14);
  head.writeUInt32LE(isBehind ? 0 : zip64 ? 0xffff_ffff : packed.length, 18);
  head.writeUInt32LE(isBehind ? 0 : zip64 ? 0xffff_ffff : plain.length, 22);
  head.writeUInt16LE(name.length, 26);
  head.writeUInt16LE(extra.length, 28);
  const behind = Buffer.alloc(isBehind ? 16 : 0);
  if (isBehind) {
    behind.writeUInt32LE(0x08074b50, 0);
    behind.writeUInt32LE(sum, 4);
    behind.writeUInt32LE(packed.length, 8);
    behind.writeUInt32LE(plain.length, 12);
  }
  return Buffer.concat([head, Buffer.from(name), extra, packed, behind.subarray(mark ? 0 : 4)]);
}

const text = Array.from(
  { length: 1_500 },
  (_, index) => `{"id":"2101.${index}","n":${(index * 7919) % 1013}}\n`,
).join('');

describe('a zip archive', () => {
  it('gives its one file, however it is packed and cut in pieces', async () => {
    for (const level of [0, 6] as const) {
      const bytes = zipSync({ 'papers.jsonl': Buffer.from(text) }, { level });
      for (const size of [1, 29, 1_000, 1_000_000]) expect(await unzip(bytes, size)).toBe(text);
    }
  });

  it.each([
    ['sizes behind the content', { flags: 8 }],
    ['sizes behind the content and no mark before them', { flags: 8, mark: false }],
    ['sizes in an extra field', { zip64: true }],
    ['sizes in an extra field, stored', { zip64: true, method: 0 }],
    ['sizes behind the content and an extra field', { flags: 8, zip64: true }],
  ] as const)('is read with %s', async (_, shape) => {
    const bytes = Buffer.concat([entry(text, shape), entry('another', { name: 'b' })]);
    for (const size of [3, 4_096, 1_000_000]) expect(await unzip(bytes, size)).toBe(text);
  });

  it('gives the first file behind folders, and nothing of the next', async () => {
    const bytes = zipSync({
      'arxiv/': new Uint8Array(0),
      'arxiv/a.jsonl': Buffer.from('one'),
      b: Buffer.from('two'),
    });
    expect(await unzip(bytes)).toBe('one');
  });

  it('is not taken for cut because its content holds the marks of an archive', async () => {
    const marks = 'PK\u0007\u0008PK\u0001\u0002PK\u0003\u0004'.repeat(50);
    expect(await unzip(entry(marks, { method: 0 }))).toBe(marks);
  });

  it.each([
    ['cut', entry(text).subarray(0, 2_000), 'The zip file is cut or damaged: copy or download it again.'],
    ['cut before its sizes', entry(text, { flags: 8 }).subarray(0, -14), /cut or damaged/],
    ['a wrong checksum', entry(text, { sum: 1 }), /cut or damaged/],
    ['a wrong checksum behind', entry(text, { sum: 1, flags: 8 }), /cut or damaged/],
    ['no content at all', Buffer.from('PK\u0003\u0004'), /cut or damaged/],
    ['something else', Buffer.from('this is text, no archive'), /cut or damaged/],
    ['empty', zipSync({}), 'There is no file in this zip archive.'],
    ['only folders', zipSync({ 'a/': new Uint8Array(0) }), 'There is no file in this zip archive.'],
    ['locked', entry(text, { flags: 1 }), /locked with a password/],
    ['packed otherwise', entry(text, { method: 12 }), /packed in a way I cannot read/],
    ['stored without a size', entry(text, { method: 0, flags: 8 }), /packed in a way I cannot read/],
    ['an office document', entry('<x/>', { name: '[Content_Types].xml' }), /office document/],
  ] as const)('that is bad is refused in one sentence: %s', async (_, bytes, message) => {
    const error = await unzip(bytes).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toHaveProperty(
      'message',
      typeof message === 'string' ? message : expect.stringMatching(message),
    );
  });

  it('is refused or read, never anything else, when bytes are changed', async () => {
    const good = entry(text.slice(0, 2_000), { flags: 8 });
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), async (at, value) => {
        const bytes = Uint8Array.from(good);
        bytes[at] = value;
        const result = await unzip(bytes, 50).catch((error: unknown) => error);
        if (!(result instanceof UserError)) expect(result).toBe(text.slice(0, 2_000));
      }),
    );
  });

  it('takes no more of the source than is asked for, and lets go of it', async () => {
    let taken = 0;
    let closed = false;
    const noise = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => (index * index * 31) % 251));
    const bytes = entry(noise.toString('latin1'), { method: 0 });
    async function* source(): AsyncGenerator<Uint8Array, void, undefined> {
      try {
        for await (const piece of pieces(bytes, 10_000)) {
          taken += piece.length;
          yield piece;
        }
      } finally {
        closed = true;
      }
    }
    for await (const piece of unzipFirst(source())) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
    expect(taken).toBeLessThan(200_000);
    expect(closed).toBe(true);
  });

  it('passes on the fault of its source', async () => {
    async function* source(): AsyncGenerator<Uint8Array, void, undefined> {
      yield entry(text).subarray(0, 1_000);
      throw new Error('the disk is gone');
    }
    await expect(async () => {
      for await (const piece of unzipFirst(source())) void piece;
    }).rejects.toThrow('the disk is gone');
  });

  it('is known by its first bytes', () => {
    expect(isZip(zipSync({ a: new Uint8Array(1) }))).toBe(true);
    expect(isZip(zipSync({}))).toBe(true);
    expect(isZip(Buffer.from('PK is no archive'))).toBe(false);
    expect(isZip(Buffer.from('PK'))).toBe(false);
    expect(isZip(new Uint8Array(0))).toBe(false);
  });
});
