import { describe, expect, it } from 'vitest';
import { renderText } from '../../../src/chat/terminal/render.ts';
import type { Change } from '../../../src/core/change.ts';
import { composeDigest, type DigestParts } from '../../../src/core/digest/compose.ts';
import type { NewsItem } from '../../../src/core/digest/news.ts';
import type { ToldPaper } from '../../../src/core/digest/paper-news.ts';
import { SECTIONS, type Section } from '../../../src/core/digest/subscription.ts';
import type { Paper } from '../../../src/core/paper.ts';
import { paper, subscription, version } from './papers.ts';

const AT = '2026-03-05T03:00:00.000Z';
const v2: Change = {
  kind: 'new-version',
  paperId: '2601.00002',
  from: version(1, '2026-01-10'),
  to: version(2, '2026-03-04'),
  diff: {
    abstract: { from: 'We study grokking in small nets.', to: 'We study grokking in large nets now.' },
    comments: { to: 'NeurIPS 2026' },
  },
};

function told(one: Paper, section: Section, history: readonly Change[] = []): ToldPaper {
  const items = history.map((change, index): NewsItem => {
    const when = { seq: index + 1, at: AT };
    return change.kind === 'new-version'
      ? { ...when, kind: change.kind, from: change.from, to: change.to }
      : { ...when, kind: change.kind };
  });
  const matched = [{ word: 'grokking', fields: ['title' as const] }];
  return { entry: { paperId: one.id, section, items, matched }, paper: one, history };
}

function digest(papers: readonly ToldPaper[], more: Partial<DigestParts> = {}) {
  const counts = Object.fromEntries(
    SECTIONS.map((section) => [section, papers.filter(({ entry }) => entry.section === section).length]),
  ) as Record<Section, number>;
  return composeDigest({
    subscription: subscription({ query: 'grokking' }),
    from: '2026-02-27T08:00:00.000Z',
    until: '2026-03-06T08:00:00.000Z',
    upTo: 90,
    selection: { shown: papers.map(({ entry }) => entry), left: [], counts, told: 0 },
    papers,
    roots: new Map(),
    coverage: undefined,
    mustSay: false,
    missed: 0,
    ...more,
  });
}

const fresh = told(paper('2603.00001', { title: 'Grokking again' }), 'new', [
  { kind: 'new-paper', paperId: '2603.00001' },
]);
const updated = told(
  paper('2601.00002', {
    title: 'Grokking',
    comments: 'NeurIPS 2026',
    versions: [version(1, '2026-01-10'), version(2, '2026-03-04')],
  }),
  'versions',
  [v2],
);
const out = told(paper('2512.00003', { title: 'Old', journalRef: 'Nature 1 (2026)' }), 'published', [
  { kind: 'published', paperId: '2512.00003', journalRef: 'Nature 1 (2026)', dois: ['10.1/x'] },
]);
const gone = told(
  paper('2512.00004', { title: 'Wrong', withdrawn: true, comments: 'Error in Lemma 2' }),
  'withdrawn',
  [{ kind: 'withdrawn', paperId: '2512.00004' }],
);

describe('a digest', () => {
  it('is one message with exact counts, sections, what happened, why, and links', () => {
    const { posts } = digest([fresh, updated, out, gone]);
    expect(renderText(posts[0]?.reply ?? { summary: '', cards: [] }, { commands: [] })).toBe(
      `1 new paper, 1 new version, 1 now published and 1 withdrawn for: grokking (27 February to 6 March 2026)

New papers (1)

1. Grokking again
   Ada One, Ben Two, Cy Three and 1 more
   Categories: cs.LG
   Submitted: 2 March 2026 (v1)
   Matched: grokking in title
   https://arxiv.org/abs/2603.00001

New versions (1)

2. Grokking
   Ada One, Ben Two, Cy Three and 1 more
   Categories: cs.LG
   New version: v1 → v2 on 4 March 2026: abstract changed (2 words added, 1 removed), now 'NeurIPS 2026'
   Matched: grokking in title
   https://arxiv.org/abs/2601.00002

Now published (1)

3. Old
   Ada One, Ben Two, Cy Three and 1 more
   Categories: cs.LG
   Now published: Nature 1 (2026), https://doi.org/10.1/x
   Matched: grokking in title
   https://arxiv.org/abs/2512.00003

Withdrawn (1)

4. Wrong
   This paper has been withdrawn.
   Ada One, Ben Two, Cy Three and 1 more
   Categories: cs.LG
   Withdrawn: arXiv marks it as withdrawn: Error in Lemma 2
   Matched: grokking in title
   https://arxiv.org/abs/2512.00004
`,
    );
  });

  it('has the abstracts in its thread, and each later news where the channel saw the paper first', () => {
    const { posts } = digest([fresh, updated, out], {
      roots: new Map([['2601.00002', 'https://chat.example/p1']]),
    });
    expect(posts.map(({ under, papers, reply }) => [under, papers, reply.summary])).toEqual([
      [undefined, ['2603.00001', '2601.00002', '2512.00003'], expect.stringContaining('1 new paper')],
      [{ post: 0 }, [], `Abstract: ${posts[0]?.reply.summary}`],
      [{ paper: '2601.00002' }, ['2601.00002'], 'New version: Grokking (arXiv:2601.00002)'],
      [{ paper: '2512.00003', or: 0 }, ['2512.00003'], 'Now published: Old (arXiv:2512.00003)'],
    ]);
    const card = posts[0]?.reply.cards.find((one) => one.kind === 'paper' && one.id === '2601.00002');
    expect(card).toMatchObject({
      links: [{ label: 'abs' }, { label: 'thread', url: 'https://chat.example/p1' }],
    });
  });

  it('offers the whole diff on a button under the new version, with the passages that changed', () => {
    const reply = digest([updated]).posts[1]?.reply;
    expect(reply?.buttons?.[0]).toEqual({
      label: 'Whole diff',
      command: 'versions',
      values: { paper: '2601.00002', from: 1, to: 2 },
    });
    expect(JSON.stringify(reply?.cards)).toContain('[-small-] {+large+}');
  });

  it('shows later news in the channel, too, where that is wanted', () => {
    const { posts } = digest([updated], {
      subscription: subscription({ newsAlso: 'channel' }),
      roots: new Map([['2601.00002', undefined]]),
    });
    expect(posts.map(({ under, copy }) => [under, copy])).toEqual([
      [undefined, undefined],
      [{ paper: '2601.00002' }, undefined],
      [undefined, true],
    ]);
  });

  it('leads to what is over the cap, counts it, and keeps it', () => {
    const left = Array.from({ length: 14 }, (_, index) => ({ ...fresh.entry, paperId: `2603.1${index}` }));
    const { posts, content } = digest([fresh], {
      selection: {
        shown: [fresh.entry],
        left,
        counts: { new: 15, versions: 0, published: 0, withdrawn: 0 },
        told: 0,
      },
    });
    const reply = posts[0]?.reply;
    expect(reply?.summary).toMatch(/^15 new papers for/);
    expect(reply?.cards[0]).toMatchObject({ heading: 'New papers (1 of 15)' });
    expect(reply?.buttons).toEqual([
      { label: 'BibTeX', command: 'cite', values: { paper: '2603.00001', style: 'bibtex' } },
      { label: 'and 14 more', command: 'digest history', values: { subscription: 5, upto: 90 } },
    ]);
    expect(content.left).toHaveLength(14);
  });

  it('tells what is restored apart from what is withdrawn', () => {
    const back = told(paper('2512.00005'), 'withdrawn', [{ kind: 'restored', paperId: '2512.00005' }]);
    const [main] = digest([gone, back]).posts;
    expect(main?.reply.summary).toMatch(/^1 withdrawn and 1 restored for/);
    expect(main?.reply.cards).toMatchObject([
      { heading: 'Withdrawn (1)' },
      { id: '2512.00004' },
      { heading: 'Restored (1)' },
      { id: '2512.00005' },
    ]);
    expect(digest([back]).posts[0]?.reply.summary).toMatch(/^1 restored for/);
  });

  it('keeps the best of very many that it left out, and says so on the button', () => {
    const left = Array.from({ length: 3_995 }, (_, index) => ({ ...fresh.entry, paperId: `2603.2${index}` }));
    const counts = { new: 3_996, versions: 0, published: 0, withdrawn: 0 };
    const { posts, content } = digest([fresh], {
      selection: { shown: [fresh.entry], left, counts, told: 0 },
    });
    expect(posts[0]?.reply.buttons?.[1]).toMatchObject({ label: 'the best 200 of 3,995 more' });
    expect(content.left).toHaveLength(200);
    expect(content.unkept).toBe(3_795);
  });

  it('is nothing, or a line, when there is nothing new', () => {
    expect(digest([]).posts).toEqual([]);
    const { posts, content } = digest([], {
      subscription: subscription({ empty: 'say', query: 'grokking' }),
    });
    expect(posts).toEqual([
      {
        papers: [],
        reply: { summary: 'Nothing new for: grokking (27 February to 6 March 2026)', cards: [] },
      },
    ]);
    expect(content).toEqual({ headline: posts[0]?.reply.summary, shown: [], left: [] });
  });

  it('says that it had nothing to read from, once it must, though it was to be silent', () => {
    const coverage = 'arXiv last read 26 days ago.';
    expect(digest([], { coverage }).posts).toEqual([]);
    const summary = 'Nothing new that could be read for: grokking (27 February to 6 March 2026)';
    expect(digest([], { coverage, mustSay: true }).posts).toEqual([
      { papers: [], reply: { summary, cards: [], footer: coverage } },
    ]);
  });

  it('says what it takes the place of, what stands elsewhere, and what keeps it from being whole', () => {
    const { posts } = digest([fresh], {
      missed: 2,
      coverage: 'arXiv last read 4 days ago.',
      selection: {
        shown: [fresh.entry],
        left: [],
        counts: { new: 1, versions: 0, published: 0, withdrawn: 0 },
        told: 1,
      },
    });
    expect(posts[0]?.reply.footer).toBe(
      'This is a catch-up: it covers 27 February to 6 March 2026, and takes the place of 2 digests that were not posted. 1 more paper matched and stands in another digest of this channel already. arXiv last read 4 days ago.',
    );
  });
});
