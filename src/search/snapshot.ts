import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import MiniSearch from 'minisearch';
import type { IndexedDocument } from '../core/ports.ts';
import { type Indexes, indexesVersion, TITLE_OPTIONS, TOPIC_OPTIONS } from './indexes.ts';

/**
 * The index on disk: one line of ASCII (`paperthread-search FORMAT CONFIG LIBRARY SEQ DOCUMENTS SHA256`), then a zstd frame with three
 * lines of JSON: documents, title index, topic index. The checksum covers everything else.
 */
const MAGIC = 'paperthread-search';
const FORMAT = 1;
const MAX_HEADER = 200;

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** The library an index was built from: its identity, and the number of the state it shows. */
export type Origin = { readonly library: string; readonly seq: number };

export type LoadedSnapshot =
  | { readonly indexes: Indexes; readonly seq: number }
  /** Why it cannot be used, as a sentence for the log; `missing` when there simply is none. */
  | { readonly reason: string; readonly missing: boolean };

/** Writes the index so that a reader sees the old file or the new one, never a part. Rejects with the file system's error. */
export async function saveSnapshot(file: string, indexes: Indexes, origin: Origin): Promise<void> {
  // Both are taken in one go, before anything is awaited: a later put must not be half in it.
  const lines = [[...indexes.documents.values()], indexes.title, indexes.topic].map((part) =>
    JSON.stringify(part),
  );
  const header = `${MAGIC} ${FORMAT} ${indexesVersion()} ${origin.library} ${origin.seq} ${indexes.documents.size}`;
  const payload = await compress(Buffer.from(lines.join('\n')));
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.${randomUUID()}.tmp`;
  try {
    await writeDurably(temporary, [Buffer.from(`${header} ${checksum(header, payload)}\n`), payload]);
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
  if (sum !== checksum(fields.slice(0, -1).join(' '), payload)) return unusable('is damaged or cut short');
  if (config !== indexesVersion()) return unusable('was built with other search settings');
  if (library !== now.library) return unusable('was built from another library');
  // A database put back from a copy is older than the index that was built before.
  if (Number(seq) > now.seq) return unusable('is newer than the library');
  const lines = (await decompress(payload)).toString().split('\n');
  const indexes = await revive(lines);
  if (indexes.documents.size !== Number(size)) return unusable('does not hold what it says');
  return { indexes, seq: Number(seq) };
}

async function revive(lines: readonly string[]): Promise<Indexes> {
  const [first = '[]', second = '', third = ''] = lines;
  const documents: readonly IndexedDocument[] = JSON.parse(first);
  return {
    documents: new Map(documents.map((document) => [document.id, document])),
    title: await MiniSearch.loadJSONAsync<IndexedDocument>(second, TITLE_OPTIONS),
    topic: await MiniSearch.loadJSONAsync<IndexedDocument>(third, TOPIC_OPTIONS),
  };
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

function checksum(header: string, payload: Buffer): string {
  return createHash('sha256').update(header).update('\n').update(payload).digest('hex');
}

function unusable(what: string): LoadedSnapshot {
  return { reason: `The kept search index ${what}; it is built again.`, missing: false };
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
