import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { UserError } from '../core/errors.ts';

/** True for the start of a zip archive: a file entry, an archive without entries, or the first part of a split one. */
export function isZip(head: Uint8Array): boolean {
  const sign = head.length < 4 ? 0 : view(head).getUint32(0, true);
  return sign === ENTRY || sign === DIRECTORY_END || sign === DESCRIPTOR;
}

/**
 * The bytes of the first file in a zip archive, as they come: stored or deflated, with sizes before or behind, of any length.
 * Holds a few pieces of the input at a time. Checks the length and the checksum, and throws a UserError when the archive
 * is cut, damaged, empty or locked. What stands behind that file is not read.
 *
 * The unzip of fflate is not used: behind a file whose length is not told in advance it looks for a mark of four bytes, which
 * turn up by chance in an archive of gigabytes, and it checks no checksum.
 */
export async function* unzipFirst(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const bytes = new ByteReader(chunks);
  try {
    const entry = await nextFile(bytes);
    let sum = 0;
    let length = 0;
    const content = entry.method === STORED ? bytes.some(entry.packed ?? 0) : inflate(bytes, entry.packed);
    for await (const piece of content) {
      sum = crc32(piece, sum);
      length += piece.length;
      yield piece;
    }
    const wanted = entry.packed === undefined ? await readDescriptor(bytes) : entry.sum;
    if (sum !== wanted || (entry.plain !== undefined && length !== entry.plain)) throw new UserError(DAMAGED);
  } finally {
    await bytes.close();
  }
}

const ENTRY = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const DIRECTORY = 0x02014b50;
const DIRECTORY_END = 0x06054b50;
const STORED = 0;
const DEFLATED = 8;
const SIZE_ELSEWHERE = 0xffff_ffff;

const DAMAGED = 'The zip file is cut or damaged: copy or download it again.';
const EMPTY = 'There is no file in this zip archive.';
const LOCKED = 'This zip archive is locked with a password: unpack it, and give me the file in it.';
const STRANGE = 'This zip archive is packed in a way I cannot read: unpack it, and give me the file in it.';
const OFFICE = 'This is an office document or an e-book: save what is in it as plain text, and give me that.';

type Entry = {
  readonly method: number;
  readonly sum: number;
  /** Bytes in the archive and out of it; absent when they are told only behind the content. */
  readonly packed?: number;
  readonly plain?: number;
};

async function nextFile(bytes: ByteReader): Promise<Entry> {
  for (;;) {
    const sign = view(await bytes.take(4)).getUint32(0, true);
    if (sign === DESCRIPTOR) continue;
    if (sign === DIRECTORY || sign === DIRECTORY_END) throw new UserError(EMPTY);
    if (sign !== ENTRY) throw new UserError(DAMAGED);
    const { name, entry } = await readEntry(bytes);
    if (name === '[Content_Types].xml' || name === 'mimetype') throw new UserError(OFFICE);
    if (!name.endsWith('/')) return entry;
    for await (const piece of bytes.some(entry.packed ?? 0)) void piece;
  }
}

async function readEntry(bytes: ByteReader): Promise<{ name: string; entry: Entry }> {
  const head = view(await bytes.take(26));
  const flags = head.getUint16(2, true);
  const method = head.getUint16(4, true);
  const name = new TextDecoder().decode(await bytes.take(head.getUint16(22, true)));
  const extra = await bytes.take(head.getUint16(24, true));
  if ((flags & 1) !== 0) throw new UserError(LOCKED);
  if (method !== STORED && method !== DEFLATED) throw new UserError(STRANGE);
  if ((flags & 8) !== 0 && !name.endsWith('/')) {
    // Nothing says where stored bytes end but a mark that can be among them.
    if (method === STORED) throw new UserError(STRANGE);
    return { name, entry: { method, sum: 0 } };
  }
  const sizes = longSizes(extra, head.getUint32(18, true), head.getUint32(14, true));
  return { name, entry: { method, sum: head.getUint32(10, true), ...sizes } };
}

/** Sizes of 4 GB and more stand in an extra field (zip64), the unpacked one first, and only those that did not fit. */
function longSizes(extra: Uint8Array, plain: number, packed: number): { plain: number; packed: number } {
  const found = extraField(extra, 1);
  const longs: number[] = [];
  for (let at = 0; at + 8 <= found.length; at += 8) longs.push(Number(view(found).getBigUint64(at, true)));
  const long = (size: number): number => {
    if (size !== SIZE_ELSEWHERE) return size;
    const told = longs.shift();
    if (told === undefined || !Number.isSafeInteger(told)) throw new UserError(DAMAGED);
    return told;
  };
  return { plain: long(plain), packed: long(packed) };
}

function extraField(extra: Uint8Array, wanted: number): Uint8Array {
  const fields = view(extra);
  for (let at = 0; at + 4 <= extra.length; ) {
    const length = fields.getUint16(at + 2, true);
    if (fields.getUint16(at, true) === wanted) return extra.subarray(at + 4, at + 4 + length);
    at += 4 + length;
  }
  return new Uint8Array(0);
}

/** The checksum behind a content whose length was not told before it, with a mark before it or without. */
async function readDescriptor(bytes: ByteReader): Promise<number> {
  const first = view(await bytes.take(4)).getUint32(0, true);
  return first === DESCRIPTOR ? view(await bytes.take(4)).getUint32(0, true) : first;
}

async function* inflate(
  bytes: ByteReader,
  packed: number | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const output = createInflateRaw();
  /** Pieces that zlib may not have read to their end, so that what is behind the content is not lost. */
  let fed: { readonly from: number; readonly piece: Uint8Array }[] = [];
  let length = 0;
  const feed = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const piece of bytes.some(packed)) {
      fed = fed.filter((old) => old.from + old.piece.length > output.bytesWritten);
      fed.push({ from: length, piece });
      length += piece.length;
      yield piece;
    }
  };
  const input = Readable.from(feed(), { objectMode: false });
  input.once('error', (error) => output.destroy(error));
  try {
    yield* input.pipe(output);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('Z_')) throw error;
    throw new UserError(DAMAGED);
  } finally {
    input.destroy();
    output.destroy();
  }
  const read = output.bytesWritten;
  if (packed !== undefined && read !== packed) throw new UserError(DAMAGED);
  for (const { from, piece } of fed.toReversed()) {
    if (from + piece.length > read) bytes.giveBack(piece.subarray(Math.max(0, read - from)));
  }
}

/** Takes bytes from chunks of any size; an end before the asked bytes is a cut archive. */
class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #held: Uint8Array[] = [];

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#source = chunks[Symbol.asyncIterator]();
  }

  async take(length: number): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    for await (const piece of this.some(length)) pieces.push(piece);
    return pieces.length === 1 ? (pieces[0] ?? new Uint8Array(0)) : Buffer.concat(pieces);
  }

  /** So many bytes in the pieces they come in; all there are when no length is given. */
  async *some(length?: number): AsyncGenerator<Uint8Array, void, undefined> {
    let left = length ?? Number.POSITIVE_INFINITY;
    while (left > 0) {
      const piece = this.#held.pop() ?? (await this.#next());
      if (piece === undefined && length === undefined) return;
      if (piece === undefined) throw new UserError(DAMAGED);
      if (piece.length > left) this.#held.push(piece.subarray(left));
      const part = piece.length > left ? piece.subarray(0, left) : piece;
      left -= part.length;
      if (part.length > 0) yield part;
    }
  }

  giveBack(piece: Uint8Array): void {
    this.#held.push(piece);
  }

  async close(): Promise<void> {
    await this.#source.return?.();
  }

  async #next(): Promise<Uint8Array | undefined> {
    const next = await this.#source.next();
    return next.done === true ? undefined : next.value;
  }
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
