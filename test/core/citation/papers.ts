import { createReadStream } from 'node:fs';
import type { Paper } from '../../../src/core/paper.ts';
import { readSource } from '../../../src/sources/read-source.ts';

/** The 17 papers that ship, by id. */
export async function seedPapers(): Promise<ReadonlyMap<string, Paper>> {
  const listing = createReadStream(new URL('../../../data/listing-michaud.txt', import.meta.url));
  const papers = new Map<string, Paper>();
  for await (const item of (await readSource(listing, '2025-11-01T00:00:00.000Z')).items)
    if (item.kind === 'record') papers.set(item.record.paper.id, item.record.paper);
  return papers;
}

/** A paper with these facts and nothing else that matters. */
export function paperWith(facts: Partial<Paper>): Paper {
  return {
    id: '2401.00001',
    title: 'A Title',
    authors: ['Ada Lovelace'],
    categories: ['cs.LG'],
    versions: [{ number: 1, exact: true, submitted: '2024-01-01', calendar: 'gmt' }],
    ...facts,
  };
}
