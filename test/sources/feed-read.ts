import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Paper } from '../../src/core/paper.ts';
import { type FeedChannel, type FeedItem, readFeed } from '../../src/sources/feed.ts';
import { decodeText } from '../../src/sources/lines.ts';
import { chunks, SEEN_AT } from './read-text.ts';

const FIXTURES = new URL('../fixtures/feed/', import.meta.url);

/** Papers and what is announced of them, place by place, and the rest. */
type Read = {
  readonly papers: readonly Paper[];
  readonly types: readonly (string | undefined)[];
  readonly published: readonly (string | undefined)[];
  readonly skipped: readonly { readonly line: number; readonly reason: string }[];
  readonly channel: FeedChannel | undefined;
};

/** Everything the feed reader yields, the text coming in pieces of `size` bytes. */
export async function itemsOf(text: string | Uint8Array, size = 1_000): Promise<FeedItem[]> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const items: FeedItem[] = [];
  for await (const item of readFeed(decodeText(chunks(bytes, size)), SEEN_AT)) items.push(item);
  return items;
}

/** What the feed reader makes of a text, apart. */
export async function readFeedText(text: string | Uint8Array, size?: number): Promise<Read> {
  const items = await itemsOf(text, size);
  const records = items.filter((item) => item.kind === 'record');
  const channels = items.filter((item) => item.kind === 'channel');
  expect(channels).toHaveLength(1);
  expect(items.at(-1)?.kind).toBe('channel');
  return {
    papers: records.map((item) => item.record.paper),
    types: records.map((item) => item.announceType),
    published: records.map((item) => item.published),
    skipped: items.filter((item) => item.kind === 'skipped').map(({ line, reason }) => ({ line, reason })),
    channel: channels[0],
  };
}

export const fixture = (name: string): Uint8Array => readFileSync(new URL(name, FIXTURES));
export const fixtureText = (name: string): string => readFileSync(new URL(name, FIXTURES), 'utf8');

/** An RSS 2.0 feed around the insides of items. */
export function rss(...items: readonly string[]): string {
  return `<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel>
<title>math updates on arXiv.org</title>
${items.map((item) => `<item>${item}</item>`).join('\n')}
</channel></rss>`;
}

/** What the first item of the fixtures says. */
export const BOUNDS: Paper = {
  id: '2501.99001',
  title: 'Made-up bounds for $p < 5$ & more',
  authors: ['Ada One', 'Ben Two', 'J.-H. Three Jr.'],
  abstract: 'We invent $p < 5$. A second line. Abstract: no, really.',
  abstractCut: 'no',
  categories: ['math.NT', 'math.AG'],
  versions: [{ number: 1, exact: true }],
  announced: '2025-01',
};
