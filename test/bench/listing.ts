import { readFileSync } from 'node:fs';
import { readSource } from '../../src/sources/read-source.ts';
import { median, row } from './measure.ts';

/** Reading a listing of 34,000 results, as a file would arrive: in chunks of 256 KB. */
export async function benchListing(): Promise<void> {
  const seed = readFileSync(new URL('../../data/listing-michaud.txt', import.meta.url), 'utf8');
  const bytes = Buffer.from(Array.from({ length: 2_000 }, () => seed).join('\n'));
  const papers: unknown[] = [];
  const ms = await median(5, async () => {
    papers.length = 0;
    const started = performance.now();
    const { items } = await readSource(chunks(bytes), '2026-01-01T00:00:00.000Z');
    for await (const item of items) if (item.kind === 'record') papers.push(item.record.paper);
    return performance.now() - started;
  });
  if (papers.length !== 34_000) throw new Error(`read ${papers.length} papers instead of 34,000`);
  const json = JSON.stringify(papers);
  const jsonMs = await median(5, async () => {
    const started = performance.now();
    JSON.parse(json);
    return performance.now() - started;
  });
  const speed = bytes.length / 1e6 / (ms / 1000);
  row(
    'reading a copied listing',
    `${speed.toFixed(0)} MB/s`,
    `${(ms / jsonMs).toFixed(1)} x JSON.parse of the same papers`,
    'target: at least 20 MB/s',
  );
}

async function* chunks(bytes: Buffer): AsyncIterable<Uint8Array> {
  for (let start = 0; start < bytes.length; start += 1 << 18) yield bytes.subarray(start, start + (1 << 18));
}
