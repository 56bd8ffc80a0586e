import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packFrames, readPieces } from '../../../src/search/memory/frames.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frames-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(pieces: readonly Buffer[], before = ''): Promise<{ file: string; frames: number }> {
  const frames = await Array.fromAsync(packFrames(pieces));
  const file = join(folder, 'pieces');
  await writeFile(file, Buffer.concat([Buffer.from(before), ...frames]));
  return { file, frames: frames.length };
}

async function readBack(file: string, start = 0): Promise<string[]> {
  await using handle = await open(file);
  return await Array.fromAsync(readPieces(handle, start), (piece) => piece.toString('hex'));
}

const hex = (pieces: readonly Buffer[]): string[] => pieces.map((piece) => piece.toString('hex'));

it('pieces of any length come back as they were, from where they begin', async () => {
  const piece = fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes));
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 30 }),
      fc.string({ maxLength: 20 }),
      async (pieces, before) => {
        const { file } = await written(pieces, before);
        expect(await readBack(file, Buffer.byteLength(before))).toEqual(hex(pieces));
      },
    ),
    { numRuns: 50 },
  );
});

it('many pieces take several frames, and one larger than a frame is no trouble', async () => {
  const pieces = Array.from({ length: 12 }, (_, number) =>
    Buffer.alloc(number === 5 ? 3_000_000 : 150_000, number),
  );
  const { file, frames } = await written(pieces);
  expect(frames).toBeGreaterThan(2);
  expect(await readBack(file)).toEqual(hex(pieces));
});

it('no pieces make an empty file', async () => {
  const { file, frames } = await written([]);
  expect([frames, await readBack(file)]).toEqual([0, []]);
});
