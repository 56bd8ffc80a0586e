import type { Reply, SectionCard } from './core/reply.ts';
import { count } from './core/text.ts';
import type { Library } from './library.ts';
import { readSource } from './sources/read-source.ts';

/** Places that were not understood, as many as one reads in a chat. */
const MOST_PLACES = 10;

/** Adds the papers of pasted text (any format that is known by content) to the library. Throws UserError for anything else. */
export async function addPasted(library: Library, text: string): Promise<Reply> {
  const { format, items } = await readSource(bytesOf(text), new Date().toISOString());
  const { papers, new: fresh, changed, unchanged, skipped, moreSkipped } = await library.add(items);
  const places = skipped.length + moreSkipped;
  const card: SectionCard = {
    kind: 'section',
    heading: `${count(places, 'place')} not understood`,
    lines: skipped.slice(0, MOST_PLACES).map(({ line, reason }) => `line ${line}: ${reason}`),
  };
  return {
    summary: `Read as ${format}. ${count(papers, 'paper')}: ${fresh} new, ${changed} changed, ${unchanged} unchanged.`,
    cards: places === 0 ? [] : [card],
  };
}

async function* bytesOf(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}
