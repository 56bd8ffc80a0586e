import { parse } from '@retorquere/bibtex-parser';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeLatex } from '../../../src/core/citation/latex-escape.ts';
import { toReadable } from '../../../src/core/latex.ts';
import { collapse, stripControls } from '../../../src/core/text.ts';

/** What a person who reads the typeset page could tell apart. */
function asRead(text: string): string {
  return collapse(stripControls(text.toWellFormed()).normalize('NFD'))
    .replace(/ı(?=\p{M})/gu, 'i')
    .replace(/ȷ(?=\p{M})/gu, 'j')
    .normalize('NFC')
    .replace(/[‘’`´ˋ]/g, "'")
    .replace(/[“”"]/g, "''")
    .replace(/˙/g, '·')
    .replace(/‟/g, '„')
    .replace(/[‐‑]/g, '-')
    .replace(/―/g, '—');
}

/** The independent reader: one field of one entry. */
function readBack(tex: string): { text: string; errors: number } {
  const library = parse(`@misc{key,\n  note = {${tex}}\n}\n`, {
    sentenceCase: false,
    caseProtection: false,
    raw: false,
  });
  return { text: library.entries[0]?.fields['note'] ?? '', errors: library.errors.length };
}

describe('escapeLatex for BibTeX', () => {
  it.each([
    ['Vukelić', "Vukeli{\\'c}"],
    ['Łukasz Żółć', "{\\L}ukasz {\\.Z}{\\'o}{\\l}{\\'c}"],
    ['García', "Garc{\\'i}a"],
    ['ī', '{\\={\\i}}'],
    ['į', '{\\k{i}}'],
    ['Şahin Țepeș', '{\\c{S}}ahin {\\textcommabelow{T}}epe{\\textcommabelow{s}}'],
    ['Nguyễn', 'Nguy{\\~{\\^e}}n'],
    ['Ångström', '{\\AA}ngstr{\\"o}m'],
    ['Straße', 'Stra{\\ss}e'],
    ['50% of R&D #1 a_b $5', '50\\% of R\\&D \\#1 a\\_b \\$5'],
    [
      'a^b ~c \\d {e}',
      'a{\\textasciicircum}b {\\textasciitilde}c {\\textbackslash}d {\\textbraceleft}e{\\textbraceright}',
    ],
    ['α-stable, ℝ², H₂O, 10⁻³', '{$\\alpha$}-stable, {$\\mathbb{R}$}{$^{2}$}, H{$_{2}$}O, 10{$^{-3}$}'],
    ['x ≤ y → z', 'x {$\\leq$} y {$\\to$} z'],
    ['“AI” is “the ‘I’”', "``AI'' is ``the `I'{}''"],
    ['An "old" (so-called "new") one', "An ``old'' (so-called ``new'') one"],
    ['1–2 — 3', '1--2 --- 3'],
    ['a--b', 'a-{}-b'],
    ['¿Qué?', "{\\textquestiondown}Qu{\\'e}?"],
    ['?`', '?{\\textasciigrave}'],
    ['a < b | c > d', 'a {\\textless} b {\\textbar} c {\\textgreater} d'],
  ])('writes %s as %s', (text, tex) => {
    expect(escapeLatex(text, 'bibtex')).toBe(tex);
  });

  it('is ASCII wherever TeX has a way to be', () => {
    const latin = fc.string({
      unit: fc.constantFrom(
        ...Array.from('aeinoszAEIOUéèêëĉçñõőűůżžźšśşșțğıłŁøØåÅæÆœŒßđĐþðŋ€£°·…–—«»¿¡αβΩ≤≥≠∞ℝℤ∈→'),
      ),
    });
    fc.assert(
      fc.property(latin, (text) => {
        expect(escapeLatex(text, 'bibtex')).toMatch(/^[\x20-\x7e]*$/);
      }),
    );
  });
});

const LESS_KNOWN = /[\u02b0-\u02ff\u0370-\u03ff\u1d00-\u1dbf\u2070-\u209f\u2100-\u2c7f\u{1d400}-\u{1d7ff}]/u;

describe.each(['bibtex', 'biblatex'] as const)('any text, written for %s,', (dialect) => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom(...Array.from('{}\\$%&#_^~"\'`-?!,<>|@()[]=aeé ßœ≤ⁿ₂αώễ')) }),
  );

  it('keeps its braces balanced, and leaves nothing that TeX would act on', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const tex = escapeLatex(text, dialect);
        let depth = 0;
        for (const sign of tex) {
          depth += sign === '{' ? 1 : sign === '}' ? -1 : 0;
          expect(depth).toBeGreaterThanOrEqual(0);
        }
        expect(depth).toBe(0);
        expect(tex.replace(/\{\$[^$]*\$\}|\\[%&#_$]|\\["'`^~=.]|\\[a-zA-Z]+/g, '')).not.toMatch(
          /[\\$%&#_^~]/,
        );
      }),
      { numRuns: 500 },
    );
  });

  it('is read back by the reader of this program as the same text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(asRead(toReadable(escapeLatex(text, dialect)))).toBe(asRead(text));
      }),
      { numRuns: 300 },
    );
  });

  it('is valid BibTeX to an independent reader, which reads the same text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        // Of formulas and of lines below letters that reader knows less than TeX; ours above reads them all.
        fc.pre(!LESS_KNOWN.test(text.normalize('NFC')) && !text.normalize('NFD').includes('\u0331'));
        const { text: back, errors } = readBack(escapeLatex(text, dialect));
        expect({ errors, text: asRead(back) }).toEqual({ errors: 0, text: asRead(text) });
      }),
      { numRuns: 300 },
    );
  });
});
