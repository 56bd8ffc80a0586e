import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Paper } from '../../src/core/paper.ts';
import type { PaperReader } from '../../src/core/ports.ts';
import { listingReader } from '../../src/sources/listing.ts';
import { listingHtmlReader, looksLikeListingHtml } from '../../src/sources/listing-html.ts';

const SEEN_AT = '2025-11-01T00:00:00.000Z';
const SHARED = new URL('../../../shared/fixtures/arxiv/', import.meta.url);
const FILES = {
  html: new URL('html_search/full.html', SHARED),
  w3m: new URL('pasted_listing/full.w3m.txt', SHARED),
  real: new URL('html_search/real_physics_9403001_oldid_doi.html', SHARED),
};
const missing = Object.values(FILES).filter((file) => !existsSync(fileURLToPath(file)));
if (missing.length > 0) process.stderr.write('skipped, recorded search pages not there: html_search\n');

async function read(
  text: string,
  reader: PaperReader = listingHtmlReader,
): Promise<{ papers: Paper[]; skipped: string[] }> {
  async function* pieces(): AsyncGenerator<string, void, undefined> {
    for (let start = 0; start < text.length; start += 700) yield text.slice(start, start + 700);
  }
  const papers: Paper[] = [];
  const skipped: string[] = [];
  for await (const item of reader.read(pieces(), SEEN_AT)) {
    if (item.kind === 'record') papers.push(item.record.paper);
    else skipped.push(item.reason);
  }
  return { papers, skipped };
}

describe.skipIf(missing.length > 0)('recorded search pages', () => {
  it('the page and its dump by w3m agree in every field but the number of the version', async () => {
    const html = readFileSync(FILES.html, 'utf8');
    expect(looksLikeListingHtml(html.slice(0, 65_536))).toBe(true);
    const fromHtml = await read(html);
    const fromText = await read(readFileSync(FILES.w3m, 'utf8'), listingReader);
    expect(fromHtml.skipped).toEqual([]);
    expect(fromHtml.papers).toHaveLength(11);
    // A text browser breaks abstracts at any blank or brace; the page counts versions more exactly.
    const comparable = (paper: Paper): unknown => ({
      ...paper,
      abstract: paper.abstract?.replace(/\s/g, ''),
      versions: paper.versions?.map(({ submitted, calendar }) => ({ submitted, calendar })),
    });
    expect(fromHtml.papers.map(comparable)).toEqual(fromText.papers.map(comparable));
  });

  it('the page tells the shown version, and abstracts letter by letter', async () => {
    const html = readFileSync(FILES.html, 'utf8');
    const { papers } = await read(html);
    const shown = [
      ...html.matchAll(/<span class="abstract-full[^>]*id="([^"]*)v(\d+)-abstract-full"[^>]*>([\s\S]*?)<a /g),
    ];
    expect(papers.map(({ id }) => id)).toEqual(shown.map((match) => match[1]));
    for (const [index, paper] of papers.entries()) {
      const [, id, number, abstract = ''] = shown[index] ?? [];
      expect(
        paper.versions?.some((one) => one.exact && one.number === Number(number)),
        id,
      ).toBe(true);
      expect(
        paper.versions?.every((one) => one.exact),
        id,
      ).toBe(true);
      const plain = abstract
        .replaceAll('&#34;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&');
      expect(paper.abstract).toBe(plain.replace(/\s+/g, ' ').trim());
    }
  });

  it('a result that its source indented anew is read with no wrong field', async () => {
    const { papers, skipped } = await read(readFileSync(FILES.real, 'utf8'));
    expect(skipped).toEqual([]);
    expect(papers).toEqual([
      {
        id: 'physics/9403001',
        title: 'Desperately Seeking Superstrings',
        authors: ['Paul Ginsparg', 'Sheldon Glashow'],
        hiddenAuthors: 0,
        abstract:
          'We provide a detailed analysis of the problems and prospects of superstring theory c. 1986, anticipating much of the progress of the decades to follow.',
        abstractCut: 'no',
        categories: ['physics.pop-ph', 'hep-th'],
        formats: ['pdf', 'ps', 'other'],
        versions: [{ number: 1, exact: true, submitted: '1986-04-25', calendar: 'eastern' }],
        announced: '1994-03',
        comments: 'originally appeared as a Reference Frame in Physics Today, May 1986',
        journalRef: 'Phys.Today 86N5 (1986) 7-9',
        dois: ['10.1063/1.2814991'],
        withdrawn: false,
      },
    ]);
  });
});
