import { describe, expect, it } from 'vitest';
import { fileExtension, isList, readStyle, STYLES, styleName } from '../../../src/core/citation/styles.ts';

describe('readStyle', () => {
  it.each([
    ['BibTeX', 'bibtex'],
    ['bib', 'bibtex'],
    ['APA 7', 'apa'],
    ['apa7', 'apa'],
    ['mla-9', 'mla'],
    ['Chicago 18', 'chicago'],
    ['csl json', 'csl-json'],
    ['Typst', 'hayagriva'],
    ['MD', 'markdown'],
    ['as apa', 'apa'],
    ['style=apa', 'apa'],
    ['in IEEE style', 'ieee'],
    [' arxiv ', 'bibtex-arxiv'],
  ])('reads "%s" as %s', (text, style) => {
    expect(readStyle(text)).toBe(style);
  });

  it('reads every style by its own name and by the one it goes by', () => {
    for (const style of STYLES) {
      expect(readStyle(style)).toBe(style);
      expect(readStyle(styleName(style))).toBe(style);
    }
  });

  it('offers the nearest name for one that is mistyped, and the list', () => {
    expect(() => readStyle('bibtx')).toThrow(
      'There is no citation style "bibtx". Did you mean bibtex? There are bibtex,',
    );
    expect(() => readStyle('')).toThrow('There is no citation style "". There are bibtex,');
  });
});

describe('a file of several', () => {
  it('has the ending that its readers look for', () => {
    expect(STYLES.filter(isList).map(fileExtension)).toEqual([
      'bib',
      'bib',
      'bib',
      'bib',
      'ris',
      'json',
      'enw',
      'yml',
    ]);
    expect([fileExtension('apa'), fileExtension('markdown')]).toEqual(['txt', 'md']);
  });
});
