import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UserError } from '../core/errors.ts';
import type { SourceItem } from '../core/ports.ts';
import { detectFormat, HEAD_LENGTH, isGzip } from './detect.ts';
import { decodeText } from './lines.ts';
import { isZip, unzipFirst } from './unzip.ts';

/** A source whose format is known; its items are read as they are asked for. */
export type ReadSource = { readonly format: string; readonly items: AsyncIterable<SourceItem> };

/**
 * Reads papers from bytes in any supported format, plain, gzip or zip, known by content. `seenAt` is the ISO time the source was
 * copied. Throws a UserError that says what the bytes are instead and what to do; so do the items when packed data is broken.
 */
export async function readSource(chunks: AsyncIterable<Uint8Array>, seenAt: string): Promise<ReadSource> {
  const source = await peek(chunks, HEAD_LENGTH);
  const unpack = isGzip(source.head) ? gunzip : isZip(source.head) ? unzipFirst : undefined;
  const plain = unpack === undefined ? source : await peek(unpack(source.chunks), HEAD_LENGTH);
  const detected = detectFormat(plain.head);
  if ('problem' in detected) {
    await plain.chunks.return(undefined);
    throw new UserError(detected.problem);
  }
  const { reader } = detected;
  return { format: reader.format, items: reader.read(decodeText(plain.chunks), seenAt) };
}

type Chunks = AsyncGenerator<Uint8Array, void, undefined>;

/** Looks at the first bytes without losing them. */
async function peek(
  chunks: AsyncIterable<Uint8Array>,
  length: number,
): Promise<{ head: Uint8Array; chunks: Chunks }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const taken: Uint8Array[] = [];
  let size = 0;
  while (size < length) {
    const next = await iterator.next();
    if (next.done === true) break;
    taken.push(next.value);
    size += next.value.length;
  }
  const rest = again(taken, iterator);
  return { head: Buffer.concat(taken).subarray(0, length), chunks: rest };
}

async function* again(taken: readonly Uint8Array[], iterator: AsyncIterator<Uint8Array>): Chunks {
  try {
    yield* taken;
    for (;;) {
      const next = await iterator.next();
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

async function* gunzip(chunks: AsyncIterable<Uint8Array>): Chunks {
  const input = Readable.from(chunks, { objectMode: false });
  const output = createGunzip();
  input.once('error', (error) => output.destroy(error));
  try {
    yield* input.pipe(output);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('Z_')) throw error;
    throw new UserError('The gzip data is cut or damaged: copy or download the file again.');
  } finally {
    input.destroy();
    output.destroy();
  }
}
