import { describe, expect, it } from 'vitest';
import type { SourceItem } from '../../src/core/ports.ts';
import { feedReader } from '../../src/sources/feed.ts';
import { decodeText } from '../../src/sources/lines.ts';
import { BOUNDS, fixture, fixtureText, readFeedText, rss } from './feed-read.ts';
import { chunks, SEEN_AT } from './read-text.ts';

describe('an RSS 2.0 feed', () => {
  it('gives every fact of every item, and nothing that it does not know', async () => {
    const { papers, skipped } = await readFeedText(fixture('daily.rss.xml'));
    expect(skipped).toEqual([]);
    expect(papers).toEqual([
      BOUNDS,
      {
        id: 'hep-th/9901999',
        title: 'An old one, cross-listed',
        authors: ['Keck Array', 'Zoë Four'],
        abstract: 'Long ago.',
        abstractCut: 'no',
        categories: ['hep-th', 'math.MP'],
        versions: [{ number: 2, exact: true }],
        announced: '1999-01',
        journalRef: 'J. Test 1 (1999) 1-2',
        dois: ['10.1000/one', '10.1000/two'],
      },
      {
        id: '2412.99002',
        title: 'Replaced',
        authors: ['Cy Five'],
        abstract: 'Better now.',
        abstractCut: 'no',
        categories: ['math.CO'],
        versions: [{ number: 5, exact: true }],
        announced: '2024-12',
      },
      {
        id: '2411.99003',
        title: 'Replaced elsewhere',
        authors: ['王 小明'],
        abstract: 'Better there.',
        abstractCut: 'no',
        categories: ['cs.IT', 'math.IT'],
        versions: [{ number: 2, exact: true }],
        announced: '2024-11',
      },
    ]);
  });

  it('tells what each paper is announced as, and when', async () => {
    const { types, published, channel } = await readFeedText(fixture('daily.rss.xml'));
    expect(types).toEqual(['new', 'cross', 'replace', 'replace-cross']);
    expect(new Set(published)).toEqual(new Set(['2025-01-15T05:00:00.000Z']));
    expect(channel).toEqual({
      kind: 'channel',
      form: 'rss',
      lastBuildDate: '2025-01-15T05:00:07.000Z',
      pubDate: '2025-01-15T05:00:00.000Z',
      complete: true,
    });
  });

  it('is whole without a single item: nothing is announced on a holiday', async () => {
    expect(await readFeedText(fixture('holiday.rss.xml'))).toMatchObject({
      papers: [],
      skipped: [],
      channel: { pubDate: '2025-12-25T05:00:00.000Z', complete: true },
    });
  });

  it('takes the announce type and the version from the description when nothing else gives them', async () => {
    const { papers, types } = await readFeedText(
      rss(
        '<title>T</title><link>https://arxiv.org/abs/2501.99001</link><description>arXiv:2501.99001v4 Announce Type: replace\nAbstract: A.</description>',
      ),
    );
    expect(types).toEqual(['replace']);
    expect(papers).toEqual([
      {
        id: '2501.99001',
        title: 'T',
        abstract: 'A.',
        abstractCut: 'no',
        versions: [{ number: 4, exact: true }],
        announced: '2025-01',
      },
    ]);
  });

  it('knows no version, type or abstract that is not told', async () => {
    const { papers, types } = await readFeedText(
      rss(
        '<title>T</title><link>https://arxiv.org/abs/2501.99001</link><description>Some words.</description><arxiv:announce_type>odd</arxiv:announce_type><pubDate>31 Feb 2025</pubDate>',
      ),
    );
    expect(types).toEqual([undefined]);
    expect(papers).toEqual([{ id: '2501.99001', title: 'T', announced: '2025-01' }]);
  });

  it.each([
    [
      'no id',
      '<title>Not a paper</title><link>https://example.org/1</link>',
      /without an arXiv id \("Not a paper"\)/,
    ],
    [
      'two ids',
      '<title>T</title><link>https://arxiv.org/abs/2501.99002</link><guid>oai:arXiv.org:2501.99001v1</guid>',
      /arXiv:2501\.99001v1 and arXiv:2501\.99002 at once \("T"\)/,
    ],
    [
      'two versions',
      '<guid>oai:arXiv.org:2501.99001v1</guid><description>arXiv:2501.99001v2 Announce Type: new Abstract: A</description>',
      /arXiv:2501\.99001v1 and arXiv:2501\.99001v2 at once/,
    ],
  ])('skips an item with %s, says so with its line, and goes on', async (_, item, reason) => {
    const { papers, skipped, channel } = await readFeedText(
      rss(item, '<guid>oai:arXiv.org:2501.99009v1</guid>'),
    );
    expect(papers.map(({ id }) => id)).toEqual(['2501.99009']);
    expect(skipped).toEqual([{ line: 3, reason: expect.stringMatching(reason) }]);
    expect(channel?.complete).toBe(true);
  });
});

describe('the other forms', () => {
  it('an Atom feed says the same as the RSS feed', async () => {
    const { papers, types, published, skipped, channel } = await readFeedText(fixture('daily.atom.xml'));
    expect(skipped).toEqual([]);
    expect(papers).toEqual([BOUNDS]);
    expect([types, published]).toEqual([['new'], ['2025-01-15T05:00:00.000Z']]);
    expect(channel).toEqual({
      kind: 'channel',
      form: 'atom',
      lastBuildDate: '2025-01-15T05:00:07.123Z',
      pubDate: '2025-01-15T05:00:00.000Z',
      complete: true,
    });
  });

  it('an RDF feed of before 2024 has its facts in titles and HTML', async () => {
    const { papers, types, skipped, channel } = await readFeedText(fixture('daily.rdf.xml'));
    expect(skipped).toEqual([]);
    expect(types).toEqual(['new', 'cross', 'replace']);
    expect(papers).toEqual([
      {
        id: '2107.99001',
        title: 'Is $a<b$?',
        authors: ['TEST collaboration', 'José One', 'B. Two, Jr'],
        hiddenAuthors: 1_909,
        abstract: 'We ask of groups on this page whether $a < b$ & why. And a<b.',
        abstractCut: 'no',
        categories: ['math.GR'],
        versions: [{ number: 1, exact: true }],
        announced: '2021-07',
      },
      {
        id: 'math/0611999',
        title: 'Old and cross-listed',
        authors: ['Ada One', 'Ben Two'],
        abstract: 'Short.',
        abstractCut: 'no',
        categories: ['math.GR'],
        versions: [{ number: 2, exact: true }],
        announced: '2006-11',
      },
      {
        id: '2007.99003',
        title: 'Updated',
        authors: ['Cy Three'],
        abstract: 'Short.',
        abstractCut: 'no',
        categories: ['hep-ph'],
        versions: [{ number: 3, exact: true }],
        announced: '2020-07',
      },
    ]);
    expect(channel).toEqual({
      kind: 'channel',
      form: 'rdf',
      lastBuildDate: '2021-07-09T01:30:00.000Z',
      complete: true,
    });
  });

  it('reads anchors that are not escaped', async () => {
    const text = fixtureText('daily.rdf.xml').replace(
      '<dc:creator>Ada One, Ben Two</dc:creator>',
      '<dc:creator><a href="x">Ada One</a>, <a href="y">Ben Two</a>, et al. (3 additional authors not shown)</dc:creator>',
    );
    expect((await readFeedText(text)).papers[1]).toMatchObject({
      authors: ['Ada One', 'Ben Two'],
      hiddenAuthors: 3,
    });
  });
});

describe('feedReader', () => {
  it('yields records and skipped places only, as every reader does', async () => {
    const text = fixtureText('daily.rss.xml').slice(0, -60);
    const items: SourceItem[] = [];
    const bytes = new TextEncoder().encode(text);
    for await (const item of feedReader.read(decodeText(chunks(bytes)), SEEN_AT)) items.push(item);
    expect(new Set(items.map(({ kind }) => kind))).toEqual(new Set(['record', 'skipped']));
    expect(items[0]).toEqual({
      kind: 'record',
      record: { paper: BOUNDS, source: 'feed', seenAt: SEEN_AT, asOf: '2025-01-13' },
    });
  });

  it.each([
    ['Mon, 13 Jan 2025', '2025-01-09'],
    ['Tue, 14 Jan 2025', '2025-01-10'],
    ['Wed, 15 Jan 2025', '2025-01-13'],
    ['Thu, 16 Jan 2025', '2025-01-14'],
    ['Fri, 17 Jan 2025', '2025-01-15'],
  ])('dates what is announced on %s by the first day on which it can have come in', async (date, asOf) => {
    const item = (type: string): string =>
      `<item><title>T</title><link>https://arxiv.org/abs/2501.00001</link><description>arXiv:2501.00001v2 Announce Type: ${type} \nAbstract: A</description><pubDate>${date} 00:00:00 -0500</pubDate></item>`;
    async function* text(): AsyncIterable<string> {
      yield `<rss><channel>${['replace', 'replace-cross', 'cross'].map(item).join('')}</channel></rss>`;
    }
    const items = await Array.fromAsync(feedReader.read(text(), SEEN_AT));
    expect(items.map((each) => (each.kind === 'record' ? each.record.asOf : each))).toEqual([
      asOf,
      asOf,
      undefined,
    ]);
  });
});
