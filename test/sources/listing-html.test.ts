import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Paper } from '../../src/core/paper.ts';
import type { SourceItem } from '../../src/core/ports.ts';
import { listingHtmlReader, looksLikeListingHtml } from '../../src/sources/listing-html.ts';

const SEEN_AT = '2025-11-01T00:00:00.000Z';
const page = readFileSync(new URL('../fixtures/listing-html/page.html', import.meta.url), 'utf8');

async function read(
  text: string,
  options: { size?: number } = {},
): Promise<{ papers: Paper[]; skipped: [number, string][]; items: SourceItem[] }> {
  const { size = 700 } = options;
  async function* pieces(): AsyncGenerator<string, void, undefined> {
    for (let start = 0; start < text.length; start += size) yield text.slice(start, start + size);
  }
  const items: SourceItem[] = [];
  for await (const item of listingHtmlReader.read(pieces(), SEEN_AT)) items.push(item);
  return {
    items,
    papers: items.flatMap((item) => (item.kind === 'record' ? [item.record.paper] : [])),
    skipped: items.flatMap((item) => (item.kind === 'skipped' ? [[item.line, item.reason]] : [])),
  };
}

const eastern = (number: number, submitted: string) => ({
  number,
  exact: true,
  submitted,
  calendar: 'eastern' as const,
});

describe('a saved search page', () => {
  it('gives every fact, the whole abstract and the shown version, without what is highlighted twice', async () => {
    const { items, papers, skipped } = await read(page);
    expect(skipped).toEqual([]);
    expect(papers).toEqual([
      {
        id: '2301.00001',
        title: 'Tides of $x < y$ & more',
        authors: ["Ann O'Shore", 'Bo Reed Jr'],
        hiddenAuthors: 1204,
        abstract: 'At noon the tide comes in and goes…',
        abstractCut: 'no',
        categories: ['math.CA', 'cs.LG'],
        formats: ['pdf', 'other'],
        versions: [eastern(1, '2023-01-01'), eastern(3, '2023-03-05')],
        announced: '2023-01',
        comments: 'MSC Class: not this; Journal ref: nor this',
        journalRef: 'J. Tides 1 (2023) 2-3',
        dois: ['10.1000/a.1', '10.1000/b.2'],
        reportNumber: 'T-1',
        mscClasses: ['06A07', '06C99'],
        acmClasses: ['I.2.6', 'I.2.7'],
        withdrawn: false,
      },
      {
        id: 'hep-th/9901001',
        title: 'Strings',
        authors: ['C. Reed'],
        hiddenAuthors: 0,
        categories: ['hep-th'],
        formats: ['pdf'],
        versions: [eastern(1, '1999-01-01'), eastern(2, '1999-02-03'), { number: 4, exact: true }],
        announced: '1999-01',
        withdrawn: false,
      },
      {
        id: '2301.00003',
        title: 'Gone',
        authors: ['D. Reed'],
        hiddenAuthors: 0,
        abstract: 'Short words.',
        abstractCut: 'no',
        categories: ['cs.LG'],
        // The element says v1 and the dates say a later one, so neither is proof.
        versions: [eastern(1, '2023-01-01'), { ...eastern(2, '2023-03-05'), exact: false }],
        announced: '2023-01',
        comments: 'This paper has been withdrawn',
        withdrawn: true,
      },
    ]);
    expect(items[0]).toMatchObject({ record: { source: 'listing', seenAt: SEEN_AT } });
  });

  it.each([1, 7, 1_000_000])('is the same in pieces of %i', async (size) => {
    expect(await read(page, { size })).toEqual(await read(page));
  });

  it.each([
    ['the line ends of Windows', (text: string) => text.replaceAll('\n', '\r\n')],
    ['all on one line', (text: string) => text.replaceAll(/\s+/g, ' ')],
    ['no closing tags of paragraphs', (text: string) => text.replaceAll('</p>', '')],
    ['no closing tags of results', (text: string) => text.replaceAll('</li>', '')],
    ['tags in capitals', (text: string) => text.replaceAll(/<\/?[a-z]+/g, (tag) => tag.toUpperCase())],
    ['scripts in it', (text: string) => text.replaceAll('<p ', '<p><script>Title: a < b</script></p><p ')],
  ])('is the same with %s', async (_, change) => {
    expect((await read(change(page))).papers).toEqual((await read(page)).papers);
  });

  it('keeps the TeX where MathJax drew formulas', async () => {
    const drawn = page.replace(
      '$x &lt; y$',
      '<span class="MathJax_Preview">x</span><span class="MathJax" id="M">x&lt;y</span><script type="math/tex" id="S">x < y</script>',
    );
    expect((await read(drawn)).papers[0]?.title).toBe('Tides of $x < y$ & more');
  });

  it('without the whole abstract gives the preview as one', async () => {
    const short = page.replaceAll(/<span class="abstract-full[\s\S]*?Less<\/a>\s*<\/span>/g, '');
    expect((await read(short)).papers[0]).toMatchObject({ abstract: 'the tide comes', abstractCut: 'both' });
  });
});

describe('a bad result', () => {
  it.each([
    ['<p class="list-title', '<p class="', 'a result without an arXiv id'],
    ['arXiv:2301.00001<', 'arXiv:2313.00001<', 'arXiv:2313.00001: this is no arXiv id'],
    ['<p class="title', '<p class="', 'arXiv:2301.00001v3: no title before its Authors line'],
    ['<p class="authors', '<p class="', 'arXiv:2301.00001v3: no Authors line before the next paper'],
    ['5 March', '35 March', 'arXiv:2301.00001: there is no day "35 March, 2023"'],
    ['>Submitted<', '>Sent<', /^arXiv:2301\.00001: no Submitted line/],
    ['At noon', 'At noon '.repeat(40_000), /^arXiv:2301\.00001: more than 256 KB/],
    ['At noon', '<b>'.repeat(1_000), /^arXiv:2301\.00001: more than 256 KB/],
  ])('is told of with its line, and costs no other: %s', async (part, instead, reason) => {
    const { papers, skipped } = await read(page.replace(part, instead));
    expect(skipped).toEqual([[7, typeof reason === 'string' ? reason : expect.stringMatching(reason)]]);
    expect(papers.map(({ id }) => id)).toEqual(['hep-th/9901001', '2301.00003']);
  });

  it('that the page ends in is told of; all before it are kept', async () => {
    const { papers } = await read(page);
    const starts = [...page.matchAll(/<li /g)].map((match) => match.index);
    await fc.assert(
      fc.asyncProperty(fc.nat(page.indexOf('</ol>') - 10), async (length) => {
        const cut = await read(page.slice(0, length));
        expect(cut.papers).toEqual(papers.slice(0, cut.papers.length));
        const begun = starts.filter((start) => start < length).length;
        expect(cut.papers.length).toBeGreaterThanOrEqual(begun - 1);
        expect(cut.skipped.length).toBeLessThan(2);
      }),
    );
  });

  it('is nothing that junk between results makes of them', async () => {
    const { papers } = await read(page);
    const junk = fc.oneof(
      fc.string({ unit: 'binary' }).map((text) => text.replaceAll('<', ' ')),
      fc.constantFrom(
        '</b></div></ol>',
        '<p class="title">x</p>',
        '<!-- x -->',
        '<br/>',
        '&#x110000;',
        '<li>a',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(junk), async (list) => {
        const found = await read(page.replaceAll('<li class', `${list.join('')}<li class`));
        expect(found.papers).toEqual(papers);
      }),
    );
  });

  it('never throws, whatever the text', async () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...page.split(/(?=<)/)),
      fc.constantFrom(
        '<li class="arxiv-result">',
        '<!--',
        '<![CDATA[',
        '<a b="',
        '<svg>',
        '<script>',
        '<p id=',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 80 }), async (list) => {
        await read(list.join(''));
      }),
    );
  });

  it.each([
    ['an attribute without an end', '<a href="'],
    ['a tag without an end', '<a '],
    ['a comment without an end', '<!-- '],
  ])('of megabytes of %s costs no more than what it stands in', async (_, start) => {
    const text = `<li class="arxiv-result"><p class="list-title">arXiv:2301.00009</p>${start}${'x'.repeat(3_000_000)}">--><p></p>\n${page}`;
    const { papers, skipped } = await read(text, { size: 65_536 });
    expect(skipped).toEqual([[1, 'arXiv:2301.00009: more than 256 KB, or markup without an end']]);
    expect(papers).toHaveLength(3);
  });

  it('is read in linear time, however deep or broken the markup', async () => {
    // Work that grows with the square would not come back before the test's time is up.
    await read('<li class="arxiv-result">'.repeat(40_000));
    await read(`<li class="arxiv-result">${'<div>'.repeat(400_000)}`);
    expect(await read(`<li class="arxiv-result">${'<b></i>'.repeat(300_000)}`)).toBeDefined();
  });
});

describe('what is a search page', () => {
  it('is known by a result, the heading, or the sentence for no results', () => {
    expect(looksLikeListingHtml(page)).toBe(true);
    expect(looksLikeListingHtml(page.slice(0, page.indexOf('<ol')))).toBe(true);
    expect(looksLikeListingHtml(page.slice(page.indexOf('<li')))).toBe(true);
    expect(
      looksLikeListingHtml(
        '<html><p>\n Sorry, your query for <b>all: <span class="mathjax">zzzz</span></b>\n produced no results.</p>',
      ),
    ).toBe(true);
  });

  it.each([
    ['an error page', "<html><h1>400 Bad Request</h1><p>You can't get results in that range.</p></html>"],
    ['the page of one paper', '<!doctype html><h1 class="title mathjax">Title: Tides</h1>'],
    [
      'an Atom feed',
      '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>arxiv-result</title></feed>',
    ],
    ['copied text', 'Showing 1–3 of 3 results for all: tide\narXiv:2301.00001 [pdf]'],
    ['nothing', ''],
  ])('is not %s, which yields nothing', async (_, text) => {
    expect(looksLikeListingHtml(text)).toBe(false);
    expect((await read(text)).items).toEqual([]);
  });
});
