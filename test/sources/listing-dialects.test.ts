import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Paper } from '../../src/core/paper.ts';
import { readText } from './read-text.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/listing/${name}`, import.meta.url), 'utf8');

const papers = JSON.parse(fixture('dialects.json')) as Paper[];

/** The same four papers as a browser shows them: the first abstract as a preview. */
const previewed = papers.map(
  (paper): Paper =>
    (paper.abstract?.length ?? 0) > 400
      ? { ...paper, abstract: paper.abstract?.slice(0, 400).trim() ?? '', abstractCut: 'end' }
      : paper,
);

describe('the same page in every dialect', () => {
  it.each(['extractor', 'chromium-clipboard', 'chromium-selection', 'firefox-clipboard'])(
    'gives the same records with previews of abstracts: %s',
    async (name) => {
      expect(await readText(fixture(`${name}.txt`))).toEqual({ papers: previewed, skipped: [] });
    },
  );

  it.each(['w3m', 'lynx', 'lynx-links'])('gives the same records with whole abstracts: %s', async (name) => {
    expect(await readText(fixture(`${name}.txt`))).toEqual({ papers, skipped: [] });
  });

  it('keeps what MathJax made of the title, and all the rest', async () => {
    const { papers: read, skipped } = await readText(fixture('mathjax.txt'));
    expect(skipped).toEqual([]);
    expect(read[0]?.title).toBe('Tide pools as memories: reading N waves back from salt');
    expect(read.map((paper) => ({ ...paper, title: '' }))).toEqual(
      previewed.map((paper) => ({ ...paper, title: '' })),
    );
  });

  it.each(['extractor', 'chromium-clipboard', 'firefox-clipboard', 'w3m', 'lynx'])(
    'is the same with the line ends of Windows and old Macs, a byte order mark and tabs: %s',
    async (name) => {
      const text = fixture(`${name}.txt`);
      const wanted = await readText(text);
      expect(await readText(`\ufeff${text.replaceAll('\n', '\r\n')}`)).toEqual(wanted);
      expect(await readText(text.replaceAll('\n', '\r'))).toEqual(wanted);
      expect(await readText(text.replaceAll('\n    ', '\n\t'))).toEqual(wanted);
      expect(await readText(text.replaceAll('\n\n', '\n\f\n'))).toEqual(wanted);
      expect(await readText(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual(wanted);
    },
  );

  it.each(['extractor', 'chromium-clipboard', 'firefox-clipboard'])(
    'is the same when all blank lines were lost: %s',
    async (name) => {
      const text = fixture(`${name}.txt`).replace(/\n+/g, '\n');
      expect(await readText(text)).toEqual({ papers: previewed, skipped: [] });
    },
  );

  it('reads pages one after another, each with its furniture', async () => {
    const text = `${fixture('chromium-clipboard.txt')}${fixture('w3m.txt')}${fixture('extractor.txt')}${fixture('firefox-clipboard.txt')}`;
    expect(await readText(text)).toEqual({
      papers: [...previewed, ...papers, ...previewed, ...previewed],
      skipped: [],
    });
  });
});
