import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { textVersion } from '../text/text-version.ts';
import { packFrames, readPieces } from './frames.ts';
import { emptyIndexes, type Indexes } from './indexes.ts';

/**
 * The index on disk: one line of ASCII (`paperthread-search FORMAT CONFIG LIBRARY SEQ DOCUMENTS SHA256`), then frames with pieces: those
 * of the documents, of the title index, of the topic index and of the words. The checksum covers everything else.
 */
const MAGIC = 'paperthread-search';
const FORMAT = 5;
const MAX_HEADER = 200;
const NO_SUM = '0'.repeat(64);
/** Added to the checksum between two breaths of the event loop. */
const HASHED = 1 << 18;

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
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.${randomUUID()}.tmp`;
  try {
    await writeDurably(temporary, header, packFrames(piecesOf(indexes)));
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
  try {
    await using handle = await open(file);
    return await read(handle, now);
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return missing
      ? { reason: 'No search index is kept yet.', missing }
      : unusable(`cannot be read (${said(error)})`);
  }
}

async function read(handle: FileHandle, now: Origin): Promise<LoadedSnapshot> {
  const { buffer } = await handle.read(Buffer.alloc(MAX_HEADER), 0, MAX_HEADER, 0);
  const end = Math.max(0, buffer.indexOf('\n'));
  const fields = buffer.subarray(0, end).toString('latin1').split(' ');
  const [magic, format, config, library, seq, size, sum] = fields;
  if (magic !== MAGIC) return unusable('is some other file, or damaged at its beginning');
  if (format !== String(FORMAT)) return unusable('is of another version of Paperthread');
  if (sum !== (await checksum(fields.slice(0, -1).join(' '), handle, end + 1)))
    return unusable('is damaged or cut short');
  if (config !== textVersion()) return unusable('was built with other search settings');
  if (library !== now.library) return unusable('was built from another library');
  // A database put back from a copy is older than the index that was built before.
  if (Number(seq) > now.seq) return unusable('is newer than the library');
  const indexes = await revive(readPieces(handle, end + 1), Number(size));
  if (indexes?.documents.size !== Number(size)) return unusable('does not hold what it says');
  return { indexes, seq: Number(seq) };
}

function* piecesOf({ documents, title, topic, words }: Indexes): Generator<Buffer> {
  for (const part of [documents, title, topic, words]) yield* part.pieces();
}

/** Puts the indexes together piece by piece; undefined when the pieces end early. */
async function revive(pieces: AsyncIterable<Buffer>, documents: number): Promise<Indexes | undefined> {
  const restoring = restore(documents);
  let step = restoring.next();
  for await (const piece of pieces) step = restoring.next(piece);
  return step.done === true ? step.value : undefined;
}

/** Takes one piece at a time; returns the indexes when they are whole. */
function* restore(documents: number): Generator<undefined, Indexes, Buffer> {
  const indexes = emptyIndexes();
  yield* indexes.documents.restore(documents);
  yield* indexes.title.restore();
  yield* indexes.topic.restore();
  yield* indexes.words.restore();
  return indexes;
}

/** The checksum stands first and is known last: its place is kept until then. */
async function writeDurably(file: string, header: string, frames: AsyncIterable<Buffer>): Promise<void> {
  await using handle = await open(file, 'w');
  const hash = createHash('sha256').update(`${header}\n`);
  await handle.writeFile(`${header} ${NO_SUM}\n`);
  for await (const frame of frames) {
    hash.update(frame);
    await handle.writeFile(frame);
  }
  await handle.write(`${header} ${hash.digest('hex')}\n`, 0);
  await handle.sync();
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

/** That of a header and of the file from a place on. */
async function checksum(header: string, handle: FileHandle, start: number): Promise<string> {
  const hash = createHash('sha256').update(`${header}\n`);
  const bytes = Buffer.alloc(HASHED);
  for (let at = start; ; ) {
    const { bytesRead } = await handle.read(bytes, 0, HASHED, at);
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(bytes.subarray(0, bytesRead));
    at += bytesRead;
  }
}

function unusable(what: string): LoadedSnapshot {
  return { reason: `The kept search index ${what}; it is built again.`, missing: false };
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
