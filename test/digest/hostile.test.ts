import { describe, expect, it } from 'vitest';
import { composeDigest } from '../../src/core/digest/compose.ts';
import type { NewsItem } from '../../src/core/digest/news.ts';
import type { ToldPaper } from '../../src/core/digest/paper-news.ts';
import type { Section } from '../../src/core/digest/subscription.ts';
import { HOSTILE_TITLES } from '../chat/hostile.ts';
import { paper, subscription, version } from '../core/digest/papers.ts';
import { faultsOfPost } from './rendered.ts';

/** A paper whose every word is hostile, with everything that can happen to one. */
function hostile(title: string, index: number, section: Section): ToldPaper {
  const id = `2603.${10_001 + index}`;
  const text = { title, comments: title, journalRef: title, abstract: `${title} one two three` };
  const one = paper(id, {
    ...text,
    authors: [title, title, title, title],
    categories: [title],
    versions: [version(1, '2026-01-01'), version(2, '2026-03-03')],
  });
  const when = { seq: 1, at: '2026-03-04T03:00:00.000Z' };
  const step = { from: version(1, '2026-01-01'), to: version(2, '2026-03-03') };
  const items: NewsItem[] =
    section === 'new'
      ? [{ ...when, kind: 'new-paper' }]
      : [
          { ...when, kind: 'new-version', ...step },
          { ...when, kind: 'published' },
          { ...when, kind: 'withdrawn' },
        ];
  const diff = {
    title: { from: title, to: title },
    abstract: { from: `${title} four`, to: text.abstract },
    comments: { to: title },
    authors: { added: [title], removed: [title], reordered: true },
  };
  return {
    entry: { paperId: id, section, items, matched: [{ word: title, fields: ['title'] }] },
    paper: one,
    history: section === 'new' ? [] : [{ kind: 'new-version', paperId: id, ...step, diff }],
  };
}

describe('a digest of hostile papers', () => {
  it.each(['slack', 'discord'])(
    'keeps to every limit of %s, pings nobody, and leaves nothing out',
    async (platform) => {
      for (const [number, title] of HOSTILE_TITLES.entries()) {
        const papers = [
          ...Array.from({ length: 20 }, (_, index) => hostile(title, index, 'new')),
          ...Array.from({ length: 5 }, (_, index) => hostile(title, 20 + index, 'versions')),
        ];
        const { posts } = composeDigest({
          subscription: subscription({ query: `${title} x`, newsAlso: 'channel' }),
          from: '2026-02-27T08:00:00.000Z',
          until: '2026-03-06T08:00:00.000Z',
          upTo: 5,
          selection: {
            shown: papers.map(({ entry }) => entry),
            left: papers.map(({ entry }) => entry),
            counts: { new: 40, versions: 10, published: 0, withdrawn: 0 },
            told: 3,
          },
          papers,
          roots: new Map(papers.map((one) => [one.paper.id, 'https://chat.example/p1'])),
          coverage: title,
          mustSay: false,
          missed: 1,
        });
        expect(posts).toHaveLength(2 + 2 * 5);
        for (const { reply } of posts) {
          const { faults, messages } = await faultsOfPost(platform, reply);
          expect({ number, summary: reply.summary.slice(0, 40), faults }).toMatchObject({ faults: [] });
          expect(messages).toBeGreaterThan(0);
        }
      }
    },
  );
});
