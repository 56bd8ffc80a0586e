import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';

/**
 * Pieces of an index on disk: frames of zstd, each behind two lengths in four bytes, packed and as it was; in a frame each piece stands
 * behind its length. Frame by frame, neither writing nor reading takes the memory of all of them, and the event loop breathes.
 */
const pack = promisify(zstdCompress);
const unpack = promisify(zstdDecompress);

/** Read in some ten milliseconds. */
const TOGETHER = 1 << 19;
const LENGTH = 4;
/** Node makes one buffer of what is unpacked where that has room for a little more. */
const ROOM = 1 << 16;

export async function* packFrames(pieces: Iterable<Buffer>): AsyncGenerator<Buffer> {
  let [some, size]: [Buffer[], number] = [[], 0];
  for (const piece of pieces) {
    some.push(lengths(piece.length), piece);
    size += LENGTH + piece.length;
    if (size < TOGETHER) continue;
    yield await packFrame(some);
    [some, size] = [[], 0];
  }
  if (size > 0) yield await packFrame(some);
}

async function packFrame(some: readonly Buffer[]): Promise<Buffer> {
  const plain = Buffer.concat(some);
  const packed = await pack(plain);
  return Buffer.concat([lengths(packed.length, plain.length), packed]);
}

/** The pieces of a file from a place on. Each must be used before the next is asked for: their memory is given back at once. */
export async function* readPieces(handle: FileHandle, start: number): AsyncGenerator<Buffer> {
  const head = Buffer.alloc(2 * LENGTH);
  let [at, packed] = [start, Buffer.alloc(TOGETHER)];
  while ((await handle.read(head, 0, head.length, at)).bytesRead === head.length) {
    const [length, room] = [head.readUInt32LE(), head.readUInt32LE(LENGTH) + ROOM];
    if (length > packed.length) packed = Buffer.alloc(length);
    await handle.read(packed, 0, length, at + head.length);
    const plain = await unpack(packed.subarray(0, length), { chunkSize: room });
    yield* piecesIn(plain);
    // Outside the heap, where the collector would leave many of them for seconds.
    plain.buffer.transfer(0);
    at += head.length + length;
  }
}

function* piecesIn(plain: Buffer): Generator<Buffer> {
  for (let at = 0; at < plain.length; ) {
    const end = at + LENGTH + plain.readUInt32LE(at);
    yield plain.subarray(at + LENGTH, end);
    at = end;
  }
}

function lengths(...all: readonly number[]): Buffer {
  const bytes = Buffer.alloc(LENGTH * all.length);
  for (const [at, length] of all.entries()) bytes.writeUInt32LE(length, at * LENGTH);
  return bytes;
}
