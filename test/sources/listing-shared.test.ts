import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Paper } from '../../src/core/paper.ts';
import { collapse } from '../../src/core/text.ts';
import { readText } from './read-text.ts';

const SHARED = new URL('../../../shared/fixtures/arxiv/', import.meta.url);
const FILES = {
  firefox: 'pasted_listing/big1.firefox.clipboard.txt',
  oai: 'oai_pmh/scirate_arxivsync_47001_ListRecords_arXivRaw_2014_first300.xml',
  w3m: 'pasted_listing/full.w3m.txt',
  html: 'html_search/full.html',
  chromium: 'pasted_listing/paged.chrome.clipboard.txt',
};
const missing = Object.values(FILES).filter((file) => !existsSync(fileURLToPath(new URL(file, SHARED))));
if (missing.length > 0) process.stderr.write(`skipped, recorded pages not there: ${missing.join(', ')}\n`);

const read = (file: string): string => readFileSync(new URL(file, SHARED), 'utf8');

function unescape(text: string): string {
  return text
    .replaceAll('&nbsp;', '\u00a0')
    .replaceAll('&hellip;', '…')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

describe.skipIf(missing.length > 0)('recorded pages', () => {
  it('a Firefox copy of 50 results agrees with the metadata arXiv gives by OAI-PMH', async () => {
    const { papers, skipped } = await readText(read(FILES.firefox));
    expect(skipped).toEqual([]);
    expect(papers).toHaveLength(50);
    const truths = new Map(
      read(FILES.oai)
        .split('<record>')
        .slice(1)
        .map((record) => [/<id>(.*?)<\/id>/.exec(record)?.[1] ?? '', record]),
    );
    // The recorded answer is shortened, so it holds only some of the page's papers.
    const known = papers.filter((paper) => truths.has(paper.id));
    expect(known).toHaveLength(14);
    for (const paper of known) {
      const record = truths.get(paper.id) ?? '';
      const fact = (name: string): string | undefined => {
        const text = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(record)?.[1];
        return text === undefined ? undefined : collapse(unescape(text));
      };
      const days = [...record.matchAll(/<date>(.*?)<\/date>/g)].map((match) => easternDay(match[1] ?? ''));
      const abstract = fact('abstract') ?? '';
      expect(shownFacts(paper), paper.id).toEqual({
        title: fact('title'),
        comments: fact('comments'),
        journalRef: fact('journal-ref'),
        dois: fact('doi')?.split(' '),
        reportNumber: fact('report-no'),
        mscClasses: fact('msc-class')?.replace(/\s*,\s*/g, '; '),
        acmClasses: fact('acm-class')?.replace(/\s*[,;]\s*/g, '; '),
        categories: fact('categories')?.split(' '),
        submitted: days.length === 1 ? days : [days[0], days.at(-1)],
        abstract: paper.abstractCut === 'no' ? abstract : abstract.slice(0, paper.abstract?.length),
        authors: paper.authors?.length,
      });
      expect(paper.hiddenAuthors, paper.id).toBe(Math.max(0, authorCount(fact('authors') ?? '') - 25));
      if (paper.hiddenAuthors === 0)
        expect(paper.authors?.length, paper.id).toBe(authorCount(fact('authors') ?? ''));
    }
    expect(papers.filter((paper) => paper.withdrawn).map((paper) => paper.id)).toEqual(['0801.4644']);
  });

  it('a Firefox copy gives every labelled line to the paper it stands under', async () => {
    const page = read(FILES.firefox);
    const { papers } = await readText(page);
    const blocks = page.split(/^ {4}(?=arXiv:)/m).slice(1);
    expect(blocks).toHaveLength(50);
    for (const [index, paper] of papers.entries()) {
      const block = (blocks[index] ?? '').split('\nWe gratefully')[0] ?? '';
      const parts = block.split(/\n\s*\n/).map((part) => part.trim());
      const after = (label: string): string | undefined =>
        parts
          .find((part) => part.startsWith(label))
          ?.slice(label.length)
          .trim();
      expect(paper.id).toBe(/^arXiv:(\S+)/.exec(block)?.[1]);
      expect(paper.title).toBe(collapse(parts[1] ?? ''));
      expect(paper.authors?.join(', ')).toBe(after('Authors:')?.replace(/ , et al\..*| et al$/, ''));
      expect(paper.comments).toBe(after('Comments:'));
      expect(paper.journalRef).toBe(after('Journal ref:'));
      expect(paper.dois ?? []).toEqual([...block.matchAll(/\n\s*doi\n\s*(\S+)/g)].map((match) => match[1]));
      const classes = parts.find((part) => /^(?:Report number|MSC Class|ACM Class):/.test(part));
      expect(
        [
          ...(paper.reportNumber === undefined ? [] : [`Report number: ${paper.reportNumber}`]),
          ...(paper.mscClasses === undefined ? [] : [`MSC Class: ${paper.mscClasses.join('; ')}`]),
          ...(paper.acmClasses === undefined ? [] : [`ACM Class: ${paper.acmClasses.join('; ')}`]),
        ].join(' '),
      ).toBe(classes ?? '');
      expect(`Abstract: ${paper.abstract}${paper.abstractCut === 'end' ? '… ▽ More' : ''}`).toBe(
        collapse(parts[3] ?? ''),
      );
    }
  });

  it('a w3m dump agrees with the page it was made from in every field', async () => {
    const { papers, skipped } = await readText(read(FILES.w3m));
    expect(skipped).toEqual([]);
    const items = read(FILES.html)
      .replace(/<\/ol>[\s\S]*$/, '')
      .split('<li class="arxiv-result">')
      .slice(1);
    expect(papers).toHaveLength(11);
    expect(papers.map(comparable)).toEqual(items.map(fromHtml).map(comparable));
  });

  it('a Chromium copy of a later page holds its three papers and none of its furniture', async () => {
    const { papers, skipped } = await readText(read(FILES.chromium));
    expect(skipped).toEqual([]);
    expect(
      papers.map((paper) => [paper.id, paper.comments, paper.journalRef, paper.dois, paper.reportNumber]),
    ).toEqual([
      [
        '1710.01597',
        'arXiv admin note: text overlap with arXiv:1702.00806"',
        undefined,
        undefined,
        undefined,
      ],
      [
        '1404.3450',
        '4 Pages, 1 Table. Minor modification added. Accepted by Phys. Rev. D',
        'Phys. Rev. D 90, 037502 (2014)',
        ['10.1103/PhysRevD.90.037502'],
        undefined,
      ],
      [
        '1408.6682',
        '18 pages, 14 figures, discussions on feed-down contribution and possible residual correlation are added. To appear in Phys.Rev.C',
        'Phys. Rev. C 91, 024916 (2015)',
        ['10.1103/PhysRevC.91.024916'],
        'YITP-14-67',
      ],
    ]);
  });
});

function easternDay(stamp: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(new Date(stamp));
}

function shownFacts(paper: Paper): Record<string, unknown> {
  const { title, comments, journalRef, dois, reportNumber, categories, abstract } = paper;
  return {
    title,
    comments,
    journalRef,
    dois,
    reportNumber,
    mscClasses: paper.mscClasses?.join('; '),
    acmClasses: paper.acmClasses?.join('; '),
    categories,
    submitted: paper.versions?.map((version) => version.submitted),
    abstract,
    authors: paper.authors?.length,
  };
}

/** OAI-PMH gives authors as people typed them: affiliations in nested parentheses, `and` for the last comma. */
function authorCount(text: string): number {
  let plain = text;
  for (let last = ''; last !== plain; ) {
    last = plain;
    plain = plain.replace(/\([^()]*\)/g, '');
  }
  return plain.split(/\s*(?:,|:|\band\b)\s*/).filter((name) => /\p{L}/u.test(name)).length;
}

/** A text browser breaks long lines at any blank or brace, so only the letters can be compared. */
function comparable(paper: Paper): Paper {
  return { ...paper, abstract: paper.abstract?.replace(/\s/g, '') ?? '' };
}

function fromHtml(item: string): Paper {
  const text = (html: string | undefined): string => collapse(unescape((html ?? '').replace(/<[^>]*>/g, '')));
  const all = (pattern: RegExp): string[] => [...item.matchAll(pattern)].map((match) => text(match[1]));
  const labelled = (label: string): string =>
    text(new RegExp(`${label}:</span>([\\s\\S]*?)(?:<span class="has-text-black-bis|</p>)`).exec(item)?.[1]);
  const ref = /<a href="[^"]*">arXiv:([^<v]*)(?:v(\d+))?<\/a>/.exec(item);
  const links = text(/<\/a>\s*<span>([\s\S]*?)<\/span>/.exec(item)?.[1]).match(/\b(?:pdf|ps|other)\b/g);
  const days = [
    ...text(/<p class="is-size-7">([\s\S]*?)<\/p>/.exec(item)?.[1]).matchAll(/(\d+) (\w+), (\d+)/g),
  ].map((match) => new Date(`${match[2]} ${match[1]}, ${match[3]} UTC`).toISOString().slice(0, 10));
  const announced = /announced<\/span> (\w+ \d+)/.exec(item)?.[1] ?? '';
  const latest = /Latest version:<\/span> <a[^>]*>[^<]*v(\d+)</.exec(item)?.[1];
  const version = (number: number, exact: boolean, submitted = '') => ({
    number,
    exact,
    submitted,
    calendar: 'eastern' as const,
  });
  const comments = labelled('Comments');
  const journalRef = labelled('Journal ref');
  const dois = all(/<a class="" href="https:\/\/doi\.org[^>]*>([\s\S]*?)<\/a>/g);
  const reportNumber = labelled('Report number');
  const mscClasses = labelled('MSC Class');
  const acmClasses = labelled('ACM Class');
  const split = (classes: string): string[] => (classes.includes('(') ? [classes] : classes.split('; '));
  return {
    id: ref?.[1] ?? '',
    title: text(/<p class="title[^>]*>([\s\S]*?)<\/p>/.exec(item)?.[1]),
    authors: all(/<a href="x">([\s\S]*?)<\/a>/g),
    hiddenAuthors: Number(/\((\d+) additional authors not shown/.exec(item)?.[1] ?? 0),
    abstract: text(/<span class="abstract-full[^>]*>([\s\S]*?)<a class/.exec(item)?.[1]),
    abstractCut: 'no',
    categories: all(/<span class="tag is-small is-(?:link|grey)[^>]*>([\s\S]*?)<\/span>/g),
    ...(links !== null && { formats: links as ('pdf' | 'ps' | 'other')[] }),
    versions: [
      ...(days.length === 2 ? [version(1, true, days[1])] : []),
      version(days.length === 2 ? 2 : 1, days.length === 1 || ref?.[2] !== undefined, days[0]),
      ...(latest === undefined ? [] : [{ number: Number(latest), exact: true }]),
    ],
    announced: new Date(`1 ${announced} UTC`).toISOString().slice(0, 7),
    ...(comments !== '' && { comments }),
    ...(journalRef !== '' && { journalRef }),
    ...(dois.length > 0 && { dois }),
    ...(reportNumber !== '' && { reportNumber }),
    ...(mscClasses !== '' && { mscClasses: split(mscClasses) }),
    ...(acmClasses !== '' && { acmClasses: split(acmClasses) }),
    withdrawn: links === null,
  };
}
