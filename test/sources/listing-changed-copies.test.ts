import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../src/sources/detect.ts';
import { readText } from './read-text.ts';

const SEED = readFileSync(new URL('../../data/listing-michaud.txt', import.meta.url), 'utf8');

const HEAD = 'arXiv:2601.00001  [pdf, other]  cs.LG\nA title\nAuthors: Ada One\nAbstract: Text. △ Less\n';
const DATES = 'Submitted 2 January, 2026; originally announced January 2026.';

describe('a copy that changed the page', () => {
  it('into one with every blank unbreakable holds the same papers', async () => {
    expect(await readText(SEED.replaceAll(' ', '\u00a0'))).toEqual(await readText(SEED));
  });

  it.each(['\u2028', '\u0085', '\r'])('into one with other line ends holds the same papers', async (end) => {
    expect(await readText(SEED.replaceAll('\n', end))).toEqual(await readText(SEED));
  });

  it('by joining the last parts to the dates keeps their fields', async () => {
    const { papers, skipped } = await readText(
      `${HEAD}${DATES} Comments: 5 pages, withdrawn Report number: R-1 MSC Class: 57M25; 57N70 Journal ref: J. Test 1\n`,
    );
    expect(skipped).toEqual([]);
    expect(papers[0]).toMatchObject({
      announced: '2026-01',
      comments: '5 pages, withdrawn',
      reportNumber: 'R-1',
      mscClasses: ['57M25', '57N70'],
      journalRef: 'J. Test 1',
    });
  });

  it('by joining the journal to the classes keeps both', async () => {
    const { papers } = await readText(`${HEAD}\n${DATES}\n\nMSC Class: 57M25 Journal ref: J. Test 1\n`);
    expect(papers[0]).toMatchObject({ mscClasses: ['57M25'], journalRef: 'J. Test 1' });
  });

  it('by putting strange words behind the dates has them told of', async () => {
    const { papers, skipped } = await readText(`${HEAD}${DATES} Bibliographic Explorer\n`);
    expect(papers).toHaveLength(1);
    expect(skipped).toEqual([{ line: 5, reason: expect.stringContaining('Bibliographic Explorer') }]);
  });

  it('by losing the word doi keeps DOI and title apart', async () => {
    const { papers } = await readText(HEAD.replace('A title', '10.1103/PhysRevC.91.024916\nA title') + DATES);
    expect(papers[0]).toMatchObject({ title: 'A title', dois: ['10.1103/PhysRevC.91.024916'] });
  });
});

describe('a page that lost its papers', () => {
  it('is told of when its heading counts results', async () => {
    const { papers, skipped } = await readText('Showing 1–50 of 1,000 results for all: x\n\nSubmit Donate\n');
    expect(papers).toEqual([]);
    expect(skipped).toEqual([
      { line: 1, reason: expect.stringContaining('there is no result on this page') },
    ]);
  });

  it('is told of paper by paper when all first lines are spoiled', async () => {
    const { papers, skipped } = await readText(SEED.replaceAll('arXiv:', 'ArXive '));
    expect(papers).toEqual([]);
    expect(skipped).toHaveLength(17);
  });

  it('to another encoding is refused with what to do', () => {
    const ansi = Buffer.from(`${HEAD.replace('Ada One', 'Jérémy Ségerie')}${DATES}`, 'latin1');
    expect(detectFormat(ansi)).toEqual({ problem: expect.stringContaining('save it again as UTF-8') });
  });
});
