import type { Paper } from '../../src/core/paper.ts';
import type { SourceItem } from '../../src/core/ports.ts';
import { decodeText } from '../../src/sources/lines.ts';
import { listingReader } from '../../src/sources/listing.ts';

export const SEEN_AT = '2025-11-01T00:00:00.000Z';

/** Chunks of bytes as a stream would bring them. */
export async function* chunks(bytes: Uint8Array, size = 1_000): AsyncGenerator<Uint8Array, void, undefined> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

export async function readItems(text: string | Uint8Array): Promise<SourceItem[]> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const items: SourceItem[] = [];
  for await (const item of listingReader.read(decodeText(chunks(bytes)), SEEN_AT)) items.push(item);
  return items;
}

/** What the listing reader makes of a text, apart. */
export async function readText(
  text: string | Uint8Array,
): Promise<{ papers: Paper[]; skipped: { line: number; reason: string }[] }> {
  const papers: Paper[] = [];
  const skipped: { line: number; reason: string }[] = [];
  for (const item of await readItems(text)) {
    if (item.kind === 'record') papers.push(item.record.paper);
    else skipped.push({ line: item.line, reason: item.reason });
  }
  return { papers, skipped };
}
