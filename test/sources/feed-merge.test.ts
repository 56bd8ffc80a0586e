import { describe, expect, it } from 'vitest';
import { merge } from '../../src/core/merge.ts';
import type { PaperRecord } from '../../src/core/paper.ts';
import { readFeed } from '../../src/sources/feed.ts';

const FEED = `<?xml version="1.0"?><rss version="2.0" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>cs.LG updates on arXiv.org</title>
<item><title>A title</title><link>https://arxiv.org/abs/2505.15811</link>
<description>arXiv:2505.15811v2 Announce Type: replace
Abstract: The new abstract.</description>
<guid isPermaLink="false">oai:arXiv.org:2505.15811v2</guid><category>cs.LG</category>
<pubDate>Thu, 30 Oct 2025 00:00:00 -0400</pubDate>
<arxiv:announce_type>replace</arxiv:announce_type><dc:creator>Ada One</dc:creator></item>
</channel></rss>`;

function exact(abstract: string, ...moments: string[]): PaperRecord {
  return {
    source: 'oai',
    seenAt: '2025-10-30T12:00:00.000Z',
    paper: {
      id: '2505.15811',
      title: 'A title',
      abstract,
      abstractCut: 'no',
      versions: moments.map((moment, index) => ({
        number: index + 1,
        exact: true,
        submitted: moment.slice(0, 10),
        calendar: 'gmt',
        submittedAt: moment,
      })),
    },
  };
}

async function fromFeed(): Promise<PaperRecord> {
  async function* text(): AsyncIterable<string> {
    yield FEED;
  }
  for await (const item of readFeed(text(), '2025-10-30T06:00:00.000Z')) {
    if (item.kind === 'record') return item.record;
  }
  throw new Error('no record in the feed');
}

describe('a replacement in a feed', () => {
  it('brings the new version with what changed, and the exact record after it is no news', async () => {
    const first = merge(undefined, exact('The old abstract.', '2025-05-21T17:00:00.000Z'));
    const second = merge(first.paper, await fromFeed());
    expect(second.changes).toEqual([
      expect.objectContaining({
        kind: 'new-version',
        diff: { abstract: { from: 'The old abstract.', to: 'The new abstract.' } },
      }),
    ]);
    const third = merge(
      second.paper,
      exact('The new abstract.', '2025-05-21T17:00:00.000Z', '2025-10-29T15:00:00.000Z'),
    );
    expect(third.changes).toEqual([]);
    expect(third.paper.paper.versions?.map(({ submitted }) => submitted)).toEqual([
      '2025-05-21',
      '2025-10-29',
    ]);
  });
});
