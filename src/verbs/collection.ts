import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { UserError } from '../core/errors.ts';
import type { IndexedDocument } from '../core/ports.ts';
import { decodeText, splitLines } from '../sources/lines.ts';

/** A line that was not understood, counted from 1. */
export type BadLine = { readonly file: string; readonly line: number; readonly reason: string };

export type CollectionQuery = { readonly id: string; readonly text: string };

/** Ids are columns of a run file, so no blank may stand in one. Public collections write them as numbers, too. */
const ID = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^\S+$/, { error: 'an id is one word' }));
const TEXT = z.string().nullish();
const QUERY = z.object({ id: ID, text: z.string() });
const DOCUMENT = z.object({
  id: ID,
  title: TEXT,
  authors: z.union([z.string(), z.array(z.string())]).nullish(),
  text: TEXT,
  abstract: TEXT,
});

/** The queries of a collection in the order of the file. Throws UserError when the file cannot be read. */
export function readQueries(folder: string, skip: (bad: BadLine) => void): AsyncIterable<CollectionQuery> {
  return readLines(folder, ['queries.jsonl'], QUERY, skip);
}

/** The documents of a collection, in `corpus.jsonl` or `corpus.jsonl.gz` (or of another name), as an index takes them. Throws UserError when the file cannot be read. */
export async function* readDocuments(
  folder: string,
  skip: (bad: BadLine) => void,
  file = 'corpus',
): AsyncGenerator<IndexedDocument> {
  for await (const { id, title, authors, text, abstract } of readLines(
    folder,
    [`${file}.jsonl`, `${file}.jsonl.gz`],
    DOCUMENT,
    skip,
  )) {
    const names = typeof authors === 'string' ? [authors] : authors;
    yield {
      id,
      title: title ?? '',
      authors: names?.filter((name) => name !== '') ?? [],
      abstract: abstract ?? text ?? '',
    };
  }
}

async function* readLines<T extends { readonly id: string }>(
  folder: string,
  names: readonly string[],
  shape: z.ZodType<T>,
  skip: (bad: BadLine) => void,
): AsyncGenerator<T> {
  const file = await findFile(folder, names);
  const seen = new Set<string>();
  let number = 0;
  for await (const lines of splitLines(decodeText(bytesOf(file)), { unicodeEnds: false })) {
    for (const line of lines) {
      number += 1;
      if (line.trim() === '') continue;
      const read = readLine(line, shape);
      const reason =
        typeof read === 'string' ? read : seen.has(read.id) ? `the id ${read.id} came before` : undefined;
      if (typeof read !== 'string' && reason === undefined) {
        seen.add(read.id);
        yield read;
      } else skip({ file: file.path, line: number, reason: reason ?? '' });
    }
  }
}

/** What stands in a line, or why it cannot be used. */
function readLine<T>(line: string, shape: z.ZodType<T>): T | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'this is no JSON';
  }
  const { success, data, error } = shape.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  const field = issue?.path.join('.') ?? '';
  return `${field === '' ? 'this is no object with an id' : `"${field}" does not fit`} (${issue?.message ?? ''})`;
}

type Found = { readonly path: string; readonly packed: boolean };

/** The first of these files that is there; packed or not is seen from its first bytes. */
async function findFile(folder: string, names: readonly string[]): Promise<Found> {
  for (const name of names) {
    const path = join(folder, name);
    try {
      const handle = await open(path);
      try {
        const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(2), length: 2 });
        return { path, packed: bytesRead === 2 && buffer.readUInt16BE() === 0x1f8b };
      } finally {
        await handle.close();
      }
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'ENOENT' || code === 'ENOTDIR') continue;
      throw new UserError(
        `${path} cannot be read (${String(code ?? error)}); check what it is and who may read it.`,
      );
    }
  }
  throw new UserError(
    `There is no ${names.join(' or ')} in ${folder}; name a folder with queries.jsonl and corpus.jsonl (or corpus.jsonl.gz).`,
  );
}

async function* bytesOf({ path, packed }: Found): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: 1 << 18 });
  if (!packed) {
    yield* file;
    return;
  }
  const unpacked = createGunzip();
  file.on('error', (error) => unpacked.destroy(error));
  try {
    yield* file.pipe(unpacked);
  } catch {
    throw new UserError(`${path} is damaged or cut short; copy or download it again.`);
  }
}
