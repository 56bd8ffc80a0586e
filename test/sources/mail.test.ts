import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Paper } from '../../src/core/paper.ts';
import type { SourceItem } from '../../src/core/ports.ts';
import { looksLikeMail, mailReader } from '../../src/sources/mail.ts';

const SEEN_AT = '2025-11-01T00:00:00.000Z';
const SHARED = new URL('../../../shared/fixtures/arxiv/mail_listing/math_new.AG.txt', import.meta.url);
const isMissing = !existsSync(fileURLToPath(SHARED));
if (isMissing) process.stderr.write('skipped, recorded e-mail not there: mail_listing/math_new.AG.txt\n');

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/mail/${name}`, import.meta.url), 'utf8');
const daily = fixture('daily.txt');
const monthly = fixture('monthly.txt');

async function read(text: string, size = 700): Promise<SourceItem[]> {
  async function* pieces(): AsyncGenerator<string, void, undefined> {
    for (let start = 0; start < text.length; start += size) yield text.slice(start, start + size);
  }
  const items: SourceItem[] = [];
  for await (const item of mailReader.read(pieces(), SEEN_AT)) items.push(item);
  return items;
}

const papers = (items: readonly SourceItem[]): Paper[] =>
  items.flatMap((item) => (item.kind === 'record' ? [item.record.paper] : []));
const skipped = (items: readonly SourceItem[]): [number, string][] =>
  items.flatMap((item) => (item.kind === 'skipped' ? [[item.line, item.reason] as [number, string]] : []));

const version = (number: number, at: string, exact = true) => ({
  number,
  exact,
  submitted: at.slice(0, 10),
  calendar: 'gmt' as const,
  submittedAt: at,
});

describe('the daily message', () => {
  it('gives new papers, cross-lists and replacements with every fact, and none of its furniture', async () => {
    const items = await read(daily);
    expect(skipped(items)).toEqual([]);
    expect(papers(items)).toEqual([
      expect.objectContaining({
        id: '2311.00001',
        title: 'Tides as memories: reading $N$ waves back from salt',
        authors: ['Zoë Shore', expect.stringMatching(/^Bo Reed,? Jr\.?$/), 'A.-B. Lee'],
        hiddenAuthors: 0,
        abstract: 'We look at the sea, as in arXiv:2301.00009 and Title: A thing.',
        abstractCut: 'no',
        categories: ['cs.LG', 'math.CA', 'stat.ML'],
        versions: [version(1, '2023-11-16T03:25:12.000Z')],
        announced: '2023-11',
        comments: '12 pages, see arXiv:2301.00009',
        journalRef: 'J. Tides 1 (2023) 2-3',
        dois: ['10.1000/a.1', '10.1000/b.2'],
        reportNumber: 'T-1',
        mscClasses: ['06A07 (06C99; 06D99)'],
        acmClasses: ['I.2.6', 'I.2.7'],
      }),
      expect.objectContaining({
        id: 'math/0611800',
        abstract: 'Old words.',
        versions: [version(1, '2006-11-27T01:00:00.000Z'), version(2, '2023-11-14T02:00:00.000Z')],
        announced: '2006-11',
      }),
      expect.objectContaining({
        id: '2204.88888',
        title: 'Replaced',
        authors: ['D. Reed'],
        versions: [version(2, '2023-11-16T02:03:26.000Z', false)],
        announced: '2022-04',
      }),
      expect.objectContaining({
        id: '2204.88889',
        title: 'With figures',
        versions: [version(2, '2023-11-16T08:03:26.000Z', false)],
      }),
    ]);
    for (const paper of papers(items)) expect(paper).not.toHaveProperty('withdrawn');
    expect(papers(items)[2]).not.toHaveProperty('abstract');
    for (const item of items) {
      expect(item).toMatchObject({ record: { source: 'mail', seenAt: '2023-11-17T01:29:12.000Z' } });
    }
  });

  it.each([
    ['a byte order mark', (text: string) => `\ufeff${text}`],
    ['the line ends of Windows', (text: string) => text.replaceAll('\n', '\r\n')],
    ['blanks at the ends of lines', (text: string) => text.replaceAll('\n', '  \n')],
    ['no indents', (text: string) => text.replace(/^ +/gm, '')],
    ['no rules', (text: string) => text.replace(/^(?:-{12,}|[%-]{12,})\n/gm, '')],
    ['no blank lines', (text: string) => text.replace(/\n\n/g, '\n')],
  ])('is the same with %s', async (_, change) => {
    expect(await read(change(daily), 11)).toEqual(await read(daily));
  });

  it('of the next day, in the same file, has its own date', async () => {
    const next = daily.replace('Fri, 17 Nov 23 01', 'Sat, 18 Nov 2023 01');
    const items = await read(daily + next);
    expect(items.map((item) => item.kind === 'record' && item.record.seenAt)).toEqual([
      ...Array.from({ length: 4 }, () => '2023-11-17T01:29:12.000Z'),
      ...Array.from({ length: 4 }, () => '2023-11-18T01:29:12.000Z'),
    ]);
  });

  it('without a date is seen when it was read', async () => {
    const items = await read(daily.replace('Fri, 17 Nov 23', 'Fri, 31 Nov 23'));
    expect(items[0]).toMatchObject({ record: { seenAt: SEEN_AT } });
  });
});

describe('monthly and past-week lists', () => {
  it('give papers without abstracts, old cross-lists and numbered revisions', async () => {
    const items = await read(monthly);
    expect(skipped(items)).toEqual([]);
    expect(papers(items)).toEqual([
      expect.objectContaining({
        id: 'astro-ph/0001001',
        title: 'Waves',
        authors: ['Ann Shore'],
        categories: ['astro-ph', 'cond-mat.stat-mech'],
        versions: [version(1, '2000-01-01T02:05:30.000Z'), version(3, '2000-09-10T16:01:02.000Z')],
        announced: '2000-01',
        comments: '3 pages',
      }),
      expect.objectContaining({
        id: 'hep-th/9912001',
        versions: [version(1, '1999-12-01T02:05:30.000Z')],
        announced: '1999-12',
      }),
    ]);
    for (const paper of papers(items)) expect(paper).not.toHaveProperty('abstract');
  });
});

describe('a bad entry', () => {
  const entry = (change: (text: string) => string): string => {
    const one = `\\\\\narXiv:2311.00002\nDate: Thu, 16 Nov 2023 03:25:12 GMT   (1kb)\n\nTitle: T\nAuthors: A. Reed\nCategories: cs.LG\n\\\\\n  Words.\n\\\\ ( https://arxiv.org/abs/2311.00002 ,  1kb)\n${'-'.repeat(78)}\n`;
    return change(one) + one.replaceAll('2311.00002', '2311.00003');
  };

  it.each([
    ['arXiv:2311.00002\n', 'arXiv:2313.00002\n', 'arXiv:2313.00002: this is no arXiv id'],
    ['16 Nov', '31 Nov', 'arXiv:2311.00002: there is no moment "Thu, 31 Nov 2023 03:25:12 GMT"'],
    ['Title: T\n', '', 'arXiv:2311.00002: no Title line'],
    ['Authors: A. Reed\n', '', 'arXiv:2311.00002: no Authors line, or one that names nobody'],
    ['Date: ', 'Day: ', 'arXiv:2311.00002: no Date line'],
    ['\n\\\\\n  Words.\n\\\\ (', '\n (', 'arXiv:2311.00002: no line with \\\\ behind its fields'],
    ['Words.', 'Words. '.repeat(50_000), 'arXiv:2311.00002: more than 256 KB without an end'],
    ['Words.', 'Words.\n'.repeat(50_000), 'arXiv:2311.00002: more than 256 KB without an end'],
  ])('is told of with its line, and costs no other: %.20j', async (part, instead, reason) => {
    const items = await read(entry((one) => one.replace(part, instead)));
    expect(skipped(items)).toEqual([[2, reason]]);
    expect(papers(items).map(({ id }) => id)).toEqual(['2311.00003']);
  });

  it('without its first line is told of once', async () => {
    const items = await read(entry((one) => one.replace('arXiv:2311.00002\n', '')));
    expect(skipped(items)).toEqual([
      [4, 'a paper without the line that begins with arXiv: and its id ("Title: T")'],
    ]);
    expect(papers(items).map(({ id }) => id)).toEqual(['2311.00003']);
  });

  it('that the text ends in is told of; all before it are kept', async () => {
    const all = papers(await read(daily));
    await fc.assert(
      fc.asyncProperty(fc.nat(daily.length), async (length) => {
        const items = await read(daily.slice(0, length));
        const kept = papers(items);
        expect(kept.length).toBeLessThanOrEqual(all.length);
        for (const [index, paper] of kept.entries()) {
          const { abstract, abstractCut, ...rest } = all[index] ?? { id: '' };
          // A cut before the abstract leaves a paper that only lacks it.
          const isBare = index === kept.length - 1 && paper.abstract === undefined;
          expect(paper).toEqual(isBare ? rest : { ...rest, abstract, abstractCut });
        }
        expect(skipped(items).length).toBeLessThan(2);
      }),
    );
  });

  it('is nothing that other text between entries makes of them', async () => {
    const all = papers(await read(daily));
    const [head = '', ...entries] = daily.split(/^(?=\\\\\n(?:arXiv))/m);
    const line = fc.string({ unit: 'binary' }).map((text) => text.replace(/[\r\n\\]/g, ' '));
    await fc.assert(
      fc.asyncProperty(fc.array(line), async (junk) => {
        const noise = junk.filter((text) => !/^(?:Date|Title|arXiv|Paper)/.test(text)).join('\n');
        expect(papers(await read([head, ...entries].join(`\n${noise}\n`)))).toEqual(all);
      }),
    );
  });

  it('never throws, whatever the text', async () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...daily.split('\n'), ...monthly.split('\n')),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (lines) => {
        await read(lines.join('\n'));
      }),
    );
  });
});

it('an e-mail listing is known by its papers, or by its period when it has none', () => {
  expect(looksLikeMail(daily)).toBe(true);
  expect(looksLikeMail(daily.replaceAll('\n', '\r\n'))).toBe(true);
  expect(looksLikeMail(monthly)).toBe(true);
  expect(looksLikeMail(daily.slice(0, daily.indexOf('\\\\\n')))).toBe(true);
  expect(looksLikeMail('arXiv:2311.00001 [pdf] cs.LG\nTitle\nAuthors: A\n')).toBe(false);
  expect(looksLikeMail('\\\\\narXiv:2311.00001\nwords')).toBe(false);
  expect(looksLikeMail('')).toBe(false);
});

it.skipIf(isMissing)('the recorded message of math.AG is read with no wrong field', async () => {
  const text = readFileSync(SHARED, 'utf8');
  expect(looksLikeMail(text)).toBe(true);
  const items = await read(text);
  expect(skipped(items)).toEqual([]);
  const after = (label: string): string[] =>
    [...text.matchAll(new RegExp(`^${label}: (.*)$`, 'gm'))].map((match) => match[1] ?? '');
  const found = papers(items);
  expect(found.map(({ id }) => id)).toEqual([...text.matchAll(/^arXiv:(\S+)/gm)].map((match) => match[1]));
  expect(found.map(({ title }) => title)).toEqual(after('Title'));
  expect(found.map(({ authors }) => authors?.join(' and '))).toEqual(after('Authors'));
  expect(found.map(({ categories }) => categories?.join(' '))).toEqual(after('Categories'));
  expect(found.map(({ comments }) => comments)).toEqual([...after('Comments'), undefined]);
  const abstract = /^\\\\\n( {2}Fake[\s\S]*?)\n\\\\ \(/m.exec(text)?.[1] ?? '';
  expect(found.map((paper) => paper.abstract)).toEqual([abstract.trim().replace(/\n/g, ' '), undefined]);
  expect(found.map(({ versions }) => versions)).toEqual([
    [version(1, '2023-06-07T18:23:40.000Z')],
    [version(2, '2023-06-08T08:03:26.000Z', false)],
  ]);
});
