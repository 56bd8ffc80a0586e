import { afterEach, describe, expect, it } from 'vitest';
import { syncCategory } from '../../src/sync/category.ts';
import { readFeedHint } from '../../src/sync/feed-hint.ts';
import { answers } from '../fakes/arxiv.ts';
import type { FeedItem, SiteOptions, SitePaper } from '../fakes/site.ts';
import { openSync } from './parts.ts';

const one: SitePaper = { id: '2611.00001', versions: ['2026-11-19T10:00:00Z'], changed: '2026-11-20' };
const two: SitePaper = { id: '2611.00002', versions: ['2026-11-20T10:00:00Z'], changed: '2026-11-23' };
const TUESDAY = 'Tue, 24 Nov 2026 00:00:00 -0500';

let end = async (): Promise<void> => {};
afterEach(() => end());

async function open(items: readonly FeedItem[], options: SiteOptions = {}) {
  const feeds = new Map([['cs.LG', { pubDate: TUESDAY, items }]]);
  const sync = await openSync({ papers: [one, two], feeds }, options);
  ({ end } = sync);
  return { ...sync, read: () => readFeedHint('cs.LG', sync.parts) };
}

const news = [{ id: '2611.00002', version: 1, type: 'new' }] as const;

describe('the feed of a category', () => {
  it('brings its new papers, and OAI-PMH after it brings no second news', async () => {
    const { read, parts, changes } = await open(news);
    expect(await read()).toMatchObject({ papers: 1, new: 1 });
    await syncCategory('cs.LG', parts);
    expect(await changes()).toEqual(['new-paper 2611.00002', 'new-paper 2611.00001']);
  });

  it('is asked for by its mark, and read only when it is another one', async () => {
    const plain = await open(news);
    const text = await (await fetch(`${plain.urls.rss}/cs.LG`)).text();
    await end();
    const { read, asked, state } = await open(news, {
      fault: (_number, request) =>
        request.headers['if-none-match'] === '"1"'
          ? answers('', {}, 304)
          : answers(text, { etag: '"1"', 'last-modified': 'Tue, 24 Nov 2026 05:00:00 GMT' }),
    });
    expect(await read()).toMatchObject({ papers: 1 });
    expect(await read()).toMatchObject({ papers: 0 });
    expect(asked.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"1"']);
    expect(asked[1]?.headers['if-modified-since']).toBe('Tue, 24 Nov 2026 05:00:00 GMT');
    expect(await state('Feed cs.LG')).toMatchObject({ etag: '"1"', newestId: '2611.00002' });
  });

  it('under a fresh date, but older than what OAI-PMH had before, is called stale', async () => {
    const { read, parts, state, site } = await open([{ id: '2611.00001', version: 1, type: 'new' }]);
    await syncCategory('cs.LG', parts);
    await expect(read()).rejects.toThrow(
      "arXiv's feed of cs.LG is dated 24 November 2026, but its newest paper is 2611.00001 and OAI-PMH had 2611.00002 before.",
    );
    expect(await state('Feed cs.LG')).toMatchObject({ lastError: expect.any(Object) });
    expect(await state('Feed cs.LG')).not.toHaveProperty('lastSuccess');
    site.papers.push({ id: '2611.00003', versions: ['2026-11-23T10:00:00Z'], changed: '2026-11-24' });
    site.feeds.set('cs.LG', { pubDate: TUESDAY, items: [{ id: '2611.00003', version: 1, type: 'new' }] });
    expect(await read()).toMatchObject({ papers: 1, new: 1 });
    expect(await state('Feed cs.LG')).not.toHaveProperty('lastError');
  });

  it('of a day without a new paper is not called stale, and brings nothing', async () => {
    const { read, parts } = await open([
      { id: '2611.00001', version: 1, type: 'cross' },
      { id: '2611.00001', version: 2, type: 'replace' },
    ]);
    await syncCategory('cs.LG', parts);
    expect(await read()).toMatchObject({ papers: 0 });
  });

  it('whose newest paper is cross-listed is not called stale', async () => {
    const { read, parts } = await open([
      { id: '2611.00001', version: 1, type: 'new' },
      { id: '2611.00002', version: 1, type: 'cross' },
    ]);
    await syncCategory('cs.LG', parts);
    expect(await read()).toMatchObject({ papers: 1 });
  });

  it.each([
    [
      'cut in an item',
      answers('<rss version="2.0"><channel><title>x</title><item><title>y'),
      'sent a damaged feed',
      {},
    ],
    [
      'an error',
      answers(
        '<rss version="2.0"><channel><title>Feed error for query: xx</title><description>Invalid archive</description></channel></rss>',
        {},
        400,
      ),
      'arXiv (feed) answered "Invalid archive".',
      // It is no fault of all of arXiv.
      { refused: true },
    ],
  ])('that is %s stores nothing and is no quiet day', async (_, fault, words, more) => {
    const { read, changes, state } = await open(news, { fault: () => fault });
    await expect(read()).rejects.toThrow(words);
    expect(await changes()).toEqual([]);
    expect(await state('Feed cs.LG')).toEqual({
      name: 'Feed cs.LG',
      lastError: {
        since: expect.any(String),
        at: expect.any(String),
        message: expect.stringContaining(words),
        ...more,
      },
    });
  });
});
