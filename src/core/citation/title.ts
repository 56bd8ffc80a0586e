import { toReadable } from '../latex.ts';
import { formulaAfterDollar, newReader } from '../latex-reader.ts';
import { tokenizeTex } from '../latex-tokens.ts';
import { collapse, stripControls } from '../text.ts';

/** A part of a title: words as people read them, or a formula with the TeX it was written in. */
export type TitlePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'formula'; readonly text: string; readonly tex: string };

/** Formulas stand in while the words are read: characters that nobody's title holds. */
const FIRST_STAND_IN = 0xe000;
const STAND_INS = 0x1900;
const STAND_IN = /[\ue000-\uf8ff]/g;

/** Cuts a title as arXiv keeps it (with TeX in it) into words and formulas. Blanks between them belong to the words. */
export function titleParts(title: string): TitlePart[] {
  const tex = collapse(stripControls(title.toWellFormed())).replace(STAND_IN, '');
  if (!tex.includes('$')) return [{ kind: 'text', text: toReadable(tex) }];
  const tokens = tokenizeTex(tex);
  const formulas: string[] = [];
  const kept: string[] = [];
  for (let at = 0; at < tokens.list.length; at += 1) {
    const token = tokens.list[at] ?? '';
    const formula =
      token === '$' && formulas.length < STAND_INS
        ? formulaAfterDollar(newReader(tokens, at + 1, tokens.list.length, false, 0))
        : undefined;
    if (formula === undefined) {
      kept.push(token);
      continue;
    }
    kept.push(String.fromCharCode(FIRST_STAND_IN + formulas.length));
    formulas.push(tokens.list.slice(formula.from, formula.to).join('').trim());
    at = formula.next - 1;
  }
  return toReadable(kept.join(''))
    .split(/([\ue000-\uf8ff])/)
    .filter((part) => part !== '')
    .map((part) => {
      const inside = /^[\ue000-\uf8ff]$/.test(part)
        ? formulas[part.charCodeAt(0) - FIRST_STAND_IN]
        : undefined;
      if (inside === undefined) return { kind: 'text', text: part };
      return { kind: 'formula', text: toReadable(`$${inside}$`), tex: inside };
    });
}
