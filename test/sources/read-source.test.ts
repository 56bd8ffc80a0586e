import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import type { SourceItem } from '../../src/core/ports.ts';
import { readSource } from '../../src/sources/read-source.ts';
import { chunks, readItems, SEEN_AT } from './read-text.ts';

const page = readFileSync(new URL('../../data/listing-michaud.txt', import.meta.url));

async function collect(bytes: Uint8Array, size?: number): Promise<{ format: string; items: SourceItem[] }> {
  const { format, items } = await readSource(chunks(bytes, size), SEEN_AT);
  const collected: SourceItem[] = [];
  for await (const item of items) collected.push(item);
  return { format, items: collected };
}

describe('a source', () => {
  it('is read the same plain and packed, however it comes', async () => {
    const wanted = { format: 'listing', items: await readItems(page) };
    expect(wanted.items).toHaveLength(17);
    expect(await collect(page)).toEqual(wanted);
    expect(await collect(page, 1)).toEqual(wanted);
    expect(await collect(gzipSync(page), 1)).toEqual(wanted);
    expect(
      await collect(Buffer.concat([gzipSync(page.subarray(0, 500)), gzipSync(page.subarray(500))])),
    ).toEqual(wanted);
  });

  it('of no known format is refused in words for the person', async () => {
    await expect(readSource(chunks(Buffer.from('hello')), SEEN_AT)).rejects.toThrow(UserError);
    await expect(readSource(chunks(gzipSync('hello')), SEEN_AT)).rejects.toThrow(
      'I found no arXiv search result',
    );
    await expect(readSource(chunks(new Uint8Array(0)), SEEN_AT)).rejects.toThrow('There is nothing in it');
  });

  it('that is cut while packed gives what it holds and then says so', async () => {
    const long = Buffer.concat(Array.from({ length: 40 }, () => page));
    const packed = gzipSync(long, { level: 1 });
    await expect(collect(packed.subarray(0, packed.length - 20))).rejects.toThrow(
      'The gzip data is cut or damaged',
    );
    await expect(collect(gzipSync(page).subarray(0, 40))).rejects.toThrow(UserError);
  });

  it('is closed when nobody wants the rest', async () => {
    let closed = false;
    async function* watched(): AsyncGenerator<Uint8Array, void, undefined> {
      try {
        for (;;) yield page;
      } finally {
        closed = true;
      }
    }
    const { items } = await readSource(watched(), SEEN_AT);
    for await (const item of items) {
      expect(item.kind).toBe('record');
      break;
    }
    expect(closed).toBe(true);
  });

  it('passes on the fault of a stream that breaks', async () => {
    async function* broken(): AsyncGenerator<Uint8Array, void, undefined> {
      yield page;
      throw new Error('disk gone');
    }
    await expect(readSource(broken(), SEEN_AT)).rejects.toThrow('disk gone');
  });
});
