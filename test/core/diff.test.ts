import { describe, expect, it } from 'vitest';
import { bareWording, diffPapers } from '../../src/core/diff.ts';
import type { Paper } from '../../src/core/paper.ts';

function paper(facts: Omit<Paper, 'id'>): Paper {
  return { id: '2505.15811', ...facts };
}

describe('diffPapers', () => {
  it('finds nothing between a paper and itself, nor between two that say nothing', () => {
    const full = paper({
      title: 'T',
      authors: ['A', 'B'],
      abstract: 'X',
      comments: 'c',
      journalRef: 'j',
      categories: ['cs.LG'],
    });
    expect(diffPapers(full, full)).toEqual({});
    expect(diffPapers(paper({}), paper({}))).toEqual({});
  });

  it('takes two names of one category for one: OAI-PMH gives both, the API one', () => {
    const api = paper({ categories: ['math.ST', 'cs.IT', 'math-ph'] });
    const oai = paper({ categories: ['math.ST', 'cs.IT', 'math-ph', 'math.IT', 'math.MP', 'stat.TH'] });
    expect(diffPapers(api, oai)).toEqual({});
    expect(diffPapers(oai, api)).toEqual({});
    expect(diffPapers(api, paper({ categories: ['math.ST', 'cs.SY', 'eess.SY'] }))).toEqual({
      categories: { added: ['eess.SY'], removed: ['cs.IT', 'math-ph'] },
    });
  });

  it('takes an accent in TeX for the letter in comments and journal references too', () => {
    const tex = paper({
      comments: "14 pages, in honour of\n  Poincar\\'e",
      journalRef: "Ann. H. Poincar\\'e 1 (2001) 1-2",
    });
    const plain = paper({
      comments: '14 pages, in honour of Poincaré',
      journalRef: 'Ann. H. Poincaré 1 (2001) 1-2',
    });
    expect(diffPapers(tex, plain)).toEqual({});
    expect(diffPapers(tex, { ...plain, journalRef: 'Ann. H. Poincaré 1 (2001) 12' })).toHaveProperty(
      'journalRef',
    );
  });

  it('shows what was and what is', () => {
    const before = paper({
      title: 'Old title',
      abstract: 'We do.',
      comments: '5 pages',
      categories: ['cs.LG'],
    });
    const after = paper({
      title: 'New title',
      abstract: 'We did.',
      comments: '6 pages',
      categories: ['cs.LG', 'stat.ML'],
      journalRef: 'J. 1',
    });
    expect(diffPapers(before, after)).toEqual({
      title: { from: 'Old title', to: 'New title' },
      abstract: { from: 'We do.', to: 'We did.' },
      comments: { from: '5 pages', to: '6 pages' },
      journalRef: { to: 'J. 1' },
      categories: { added: ['stat.ML'], removed: [] },
    });
  });

  it.each([
    ['white space', 'A  long\n title', 'A long title'],
    [
      'what a browser copies after MathJax',
      String.raw`On $Z_1(4475)$ and ${'$'}{\bar D}^\ast$`,
      'On Z1(4475) and D¯∗',
    ],
    ['Greek letters after MathJax', String.raw`$\beta$-VAE`, 'β-VAE'],
    ['letters with double strokes', String.raw`Curves in $\mathbb{P}^2$`, 'Curves in P2'],
    ['accents', String.raw`Poincar\'e maps`, 'Poincaré maps'],
  ])('takes no notice of %s in a title', (_, from, to) => {
    expect(diffPapers(paper({ title: from }), paper({ title: to }))).toEqual({});
  });

  it('sees a formula that became another', () => {
    expect(
      diffPapers(paper({ title: String.raw`$\beta$-VAE` }), paper({ title: String.raw`$\gamma$-VAE` })),
    ).toHaveProperty('title');
  });

  it('compares a cut abstract only as far as it goes, and a fragment not at all', () => {
    const full = paper({ abstract: 'We train sparse autoencoders and look inside.' });
    const cut = paper({ abstract: 'We train sparse', abstractCut: 'end' });
    const other = paper({ abstract: 'We prune sparse', abstractCut: 'end' });
    const fragment = paper({ abstract: 'entirely other words', abstractCut: 'both' });
    expect(diffPapers(cut, full)).toEqual({});
    expect(diffPapers(full, cut)).toEqual({});
    expect(diffPapers(other, full)).toHaveProperty('abstract');
    expect(diffPapers(fragment, full)).toEqual({});
  });

  it('names the authors who came and went, and says when they only changed places', () => {
    const before = paper({ authors: ['Ada One', 'Ben Two'] });
    expect(diffPapers(before, paper({ authors: ['Ada One', 'Cy Three'] }))).toEqual({
      authors: { added: ['Cy Three'], removed: ['Ben Two'], reordered: false },
    });
    expect(diffPapers(before, paper({ authors: ['Ben Two', 'Ada One'] }))).toEqual({
      authors: { added: [], removed: [], reordered: true },
    });
    expect(diffPapers(before, paper({ authors: ['Ada One', 'Ben Two', 'Cy Three'] }))).toEqual({
      authors: { added: ['Cy Three'], removed: [], reordered: false },
    });
  });

  it('says nothing of authors beyond a cut', () => {
    const shown = paper({ authors: ['Ada One', 'Ben Two'], hiddenAuthors: 1 });
    expect(diffPapers(shown, paper({ authors: ['Ada One', 'Ben Two', 'Cy Three'] }))).toEqual({});
    expect(diffPapers(paper({ authors: ['Ada One', 'Ben Two', 'Cy Three'] }), shown)).toEqual({});
    expect(diffPapers(shown, paper({ authors: ['Ada One', 'Dee Four', 'Cy Three'] }))).toHaveProperty(
      'authors',
    );
  });
});

describe('bareWording', () => {
  it('keeps letters and digits of every script', () => {
    expect(bareWording('A Título: 王小明, x²!')).toBe('atitulo王小明x2');
  });
});
