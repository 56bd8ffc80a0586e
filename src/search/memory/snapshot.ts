import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createZstdDecompress, zstdCompress } from 'node:zlib';
import { textVersion } from '../text/text-version.ts';
import { emptyIndexes, type Indexes } from './indexes.ts';

/**
 * The index on disk: one line of ASCII (`paperthread-search FORMAT CONFIG LIBRARY SEQ DOCUMENTS SHA256`), then a zstd frame with
 * pieces, each behind its length in four bytes: those of the documents, of the title index and of the topic index. The checksum covers
 * everything else.
 */
const MAGIC = 'paperthread-search';
const FORMAT = 3;
const MAX_HEADER = 200;

const compress = promisify(zstdCompress);
/** Unpacked at a time: the event loop breathes, and what each piece leaves behind is swept up young. */
const UNPACKED = 1 << 18;
const LENGTH_BYTES = 4;
/** Packed between two breaths of the event loop (about 10 ms). */
const PACKED = 1 << 20;
/** Added to the checksum at a time: a large index would stop the event loop for tens of milliseconds. */
const HASHED = 1 << 20;

/** The library an index was built from: its identity, and the number of the state it shows. */
export type Origin = { readonly library: string; readonly seq: number };

export type LoadedSnapshot =
  | { readonly indexes: Indexes; readonly seq: number }
  /** Why it cannot be used, as a sentence for the log; `missing` when there simply is none. */
  | { readonly reason: string; readonly missing: boolean };

/**
 * Writes the index, to which nothing may be put meanwhile, so that a reader sees the old file or the new one, never a part. Rejects
 * with the file system's error.
 */
export async function saveSnapshot(file: string, indexes: Indexes, origin: Origin): Promise<void> {
  const header = `${MAGIC} ${FORMAT} ${textVersion()} ${origin.library} ${origin.seq} ${indexes.documents.size}`;
  const payload = await compress(await packPieces(indexes));
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.${randomUUID()}.tmp`;
  try {
    await writeDurably(temporary, [Buffer.from(`${header} ${await checksum(header, payload)}\n`), payload]);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(file));
}

/**
 * Reads an index back, if it shows this library in this state or an earlier one. Whatever is wrong with the file is a reason
 * to build it again, never an error.
 */
export async function loadSnapshot(file: string, now: Origin): Promise<LoadedSnapshot> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return {
      reason: missing
        ? 'No search index is kept yet.'
        : `The kept search index cannot be read (${said(error)}).`,
      missing,
    };
  }
  try {
    return await decode(bytes, now);
  } catch (error) {
    return unusable(`is damaged (${said(error)})`);
  }
}

async function decode(bytes: Buffer, now: Origin): Promise<LoadedSnapshot> {
  const end = bytes.subarray(0, MAX_HEADER).indexOf('\n');
  const fields = bytes.subarray(0, Math.max(0, end)).toString('latin1').split(' ');
  const [magic, format, config, library, seq, size, sum] = fields;
  if (magic !== MAGIC) return unusable('is some other file, or damaged at its beginning');
  if (format !== String(FORMAT)) return unusable('is of another version of Paperthread');
  const payload = bytes.subarray(end + 1);
  if (sum !== (await checksum(fields.slice(0, -1).join(' '), payload)))
    return unusable('is damaged or cut short');
  if (config !== textVersion()) return unusable('was built with other search settings');
  if (library !== now.library) return unusable('was built from another library');
  // A database put back from a copy is older than the index that was built before.
  if (Number(seq) > now.seq) return unusable('is newer than the library');
  const indexes = await revive(payload, Number(size));
  if (indexes?.documents.size !== Number(size)) return unusable('does not hold what it says');
  return { indexes, seq: Number(seq) };
}

async function packPieces({ documents, title, topic }: Indexes): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let since = 0;
  for (const part of [documents, title, topic]) {
    for (const piece of part.pieces()) {
      const length = Buffer.alloc(LENGTH_BYTES);
      length.writeUInt32LE(piece.length);
      chunks.push(length, piece);
      since += piece.length;
      if (since < PACKED) continue;
      since = 0;
      await setImmediate();
    }
  }
  return Buffer.concat(chunks);
}

/** Reads the indexes piece by piece; undefined when the pieces end early. All of it at once would take several times their memory. */
async function revive(payload: Buffer, documents: number): Promise<Indexes | undefined> {
  const reader = readPieces(documents);
  let step = reader.next();
  let rest: Buffer = Buffer.alloc(0);
  const unpacked = Readable.from([payload]).pipe(createZstdDecompress({ chunkSize: UNPACKED }));
  for await (const more of unpacked as AsyncIterable<Buffer>) {
    rest = rest.length === 0 ? more : Buffer.concat([rest, more]);
    let start = 0;
    while (rest.length - start >= LENGTH_BYTES) {
      const end = start + LENGTH_BYTES + rest.readUInt32LE(start);
      if (end > rest.length) break;
      step = reader.next(rest.subarray(start + LENGTH_BYTES, end));
      start = end;
    }
    rest = rest.subarray(start);
  }
  return step.done === true ? step.value : undefined;
}

/** Takes one piece at a time; returns the indexes when they are whole. */
function* readPieces(documents: number): Generator<undefined, Indexes, Buffer> {
  const indexes = emptyIndexes();
  yield* indexes.documents.restore(documents);
  yield* indexes.title.restore();
  yield* indexes.topic.restore();
  return indexes;
}

async function writeDurably(file: string, chunks: readonly Buffer[]): Promise<void> {
  const handle = await open(file, 'w');
  try {
    for (const chunk of chunks) await handle.writeFile(chunk);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the rename itself survive a power cut, where the system can do that for folders. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function checksum(header: string, payload: Buffer): Promise<string> {
  const hash = createHash('sha256').update(header).update('\n');
  for (let start = 0; start < payload.length; start += HASHED) {
    hash.update(payload.subarray(start, start + HASHED));
    await setImmediate();
  }
  return hash.digest('hex');
}

function unusable(what: string): LoadedSnapshot {
  return { reason: `The kept search index ${what}; it is built again.`, missing: false };
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
