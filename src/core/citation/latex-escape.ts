import { collapse, stripControls } from '../text.ts';
import {
  type Need,
  type Spelling,
  spellAccent,
  spellMath,
  spellScript,
  spellText,
} from './latex-alphabet.ts';

/** BibTeX is ASCII wherever TeX has a command for a letter; BibLaTeX keeps letters as they are. */
export type Dialect = 'bibtex' | 'biblatex';

/** LaTeX as it grows, and what a document must have to print it. */
export type LatexText = { readonly dialect: Dialect; readonly out: string[]; readonly needs: Set<Need> };

/** Starts an empty text. */
export function newLatexText(dialect: Dialect): LatexText {
  return { dialect, out: [], needs: new Set() };
}

/** What was written. */
export function latexOf(text: LatexText): string {
  return text.out.join('');
}

/** Plain text as the value of a field: every sign that means something to TeX or BibTeX is escaped. */
export function escapeLatex(plain: string, dialect: Dialect): string {
  const text = newLatexText(dialect);
  writeEscaped(text, collapse(stripControls(plain.toWellFormed())));
  return latexOf(text);
}

/** Appends plain text, escaped. White space stays as it is. */
export function writeEscaped(text: LatexText, plain: string): void {
  // Most words are of this kind, and taking text to pieces is the costly part.
  if (/^[A-Za-z0-9 .:;()[\]/+*=@]*$/.test(plain)) return plain === '' ? undefined : writeLatex(text, plain);
  const signs = plain.normalize('NFC').match(SIGN) ?? [];
  for (const [index, sign] of signs.entries()) {
    if (sign === '"') writeSign(text, curlyQuote(signs[index - 1], signs[index + 1]));
    else if (spellScript(sign.charAt(0)) === undefined) writeSign(text, sign);
    else writeScripts(text, sign);
  }
}

/** Appends TeX that is ready, such as a brace or a whole formula. */
export function writeLatex(text: LatexText, tex: string): void {
  if (makesLigature(text.out.at(-1) ?? '', tex)) text.out.push('{}');
  text.out.push(tex);
}

/** One letter with its combining characters, a run of small raised or lowered ones, a Greek word, or plain ASCII in one piece. */
const SIGN =
  /[²³¹⁰ⁱ⁴-ⁿᴬ-ᵡᶠᶿʰ-ˣⱽ]+|[₀-ₜⱼᵢ-ᵪ]+|(?:\p{Script=Greek}\p{M}*){3,}|[A-Za-z0-9 .:;()[\]/+*=@](?!\p{M})(?:[A-Za-z0-9 .:;()[\]/+*=@](?!\p{M}))*|\P{M}\p{M}*|\p{M}+/gu;

/** Two signs that TeX would print as one: "--" is a dash, "''" a quotation mark, "?`" a Spanish question mark. */
function makesLigature(before: string, after: string): boolean {
  const pair = `${before.slice(-1)}${after.slice(0, 1)}`;
  return /^(?:--|``|''|[?!]`|,,)$/.test(pair);
}

function writeSign(text: LatexText, sign: string): void {
  // Letters that pdfLaTeX prints from UTF-8 stay letters.
  if (text.dialect === 'biblatex' && UTF8.test(sign)) {
    if (T1_ONLY.test(sign)) text.needs.add('t1');
    return writeLatex(text, sign);
  }
  const spelling = spellText(sign);
  if (spelling !== undefined) {
    if (spelling.need !== undefined) text.needs.add(spelling.need);
    return writeLatex(text, spelling.tex);
  }
  const formula = spellMath(sign);
  if (formula !== undefined) {
    if (formula.need !== undefined) text.needs.add(formula.need);
    return writeLatex(text, `{$${formula.tex}$}`);
  }
  if (/^[\x20-\x7e]+$/.test(sign)) return writeLatex(text, sign);
  const accented = text.dialect === 'bibtex' ? spellAccented(sign) : undefined;
  if (accented === undefined) {
    text.needs.add('unicode');
    const [base = '', ...marks] = Array.from(sign);
    // A mark on what is no letter: the sign itself must be escaped all the same.
    if (marks.length === 0) return writeLatex(text, sign);
    writeSign(text, base);
    return writeLatex(text, marks.join(''));
  }
  if (accented.need !== undefined) text.needs.add(accented.need);
  writeLatex(text, accented.tex);
}

/** A straight quote as the one of the pair that it means, by the signs beside it; undefined where the text begins or ends. */
export function curlyQuote(before: string | undefined, after: string | undefined): '“' | '”' {
  const opens =
    (before === undefined || /[\s([{–—-]$/.test(before)) && after !== undefined && !/^\s/.test(after);
  return opens ? '“' : '”';
}

/** `10⁻³`: all of a run in one formula. */
function writeScripts(text: LatexText, run: string): void {
  const scripts = Array.from(run, (sign) => spellScript(sign));
  const script = scripts[0]?.script ?? '^';
  if (scripts.every((each) => each?.script === script))
    return writeLatex(text, `{$${script}{${scripts.map((each) => each?.tex).join('')}}$}`);
  for (const sign of run) {
    const each = spellScript(sign);
    if (each === undefined) writeSign(text, sign);
    else writeLatex(text, `{$${each.script}{${each.tex}}$}`);
  }
}

/** `{\'c}`, `{\v{c}}`, `{\~{\^e}}`: in braces, as a blank or a letter after it would end or join a bare command. */
function spellAccented(sign: string): Spelling | undefined {
  const [base = '', ...marks] = Array.from(sign.normalize('NFD'));
  const letter = /^[A-Za-z0-9]$/.test(base) ? base : spellText(base)?.tex;
  if (letter === undefined || marks.length === 0 || !/\p{L}|\p{N}/u.test(base)) return undefined;
  let tex = letter;
  for (const mark of marks) {
    const command = spellAccent(mark);
    if (command === undefined) return undefined;
    if (/^[ij]$/.test(tex) && !/^['`^"]$/.test(command) && !BELOW.test(command)) tex = `{\\${tex}}`;
    const bare = tex.startsWith('{') || (tex.length === 1 && !/^[A-Za-z]/.test(command));
    tex = bare ? `\\${command}${tex}` : `\\${command}{${tex}}`;
  }
  const need = marks.length > 1 ? 'two accents' : marks.includes('\u0328') ? 't1' : spellText(base)?.need;
  return need === undefined ? { tex: `{${tex}}` } : { tex: `{${tex}}`, need };
}

/** Accents that leave the dot of an i alone. */
const BELOW = /^(?:[cdkb]|textcommabelow)$/;

/** What LaTeX prints from UTF-8 with T1 fonts and without a package. */
const UTF8 =
  /^[\u00a1-\u00a3\u00a5\u00a7\u00a9-\u00ab\u00ae\u00b0\u00b5-\u00b7\u00ba\u00bb\u00bf-\u00d6\u00d8-\u00f6\u00f8-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u0165\u0168-\u017e\u01cd-\u01d4\u01e6-\u01eb\u01f0\u01f4\u01f5\u0218-\u021b\u0232\u0233\u1e02\u1e03\u1e0d\u1e25\u1e37\u1e43\u1e45\u1e47\u1e5b\u1e63\u1e6d\u1ef2\u1ef3\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]$/;
const T1_ONLY = /^[ĐđÐðÞþŊŋĄąĘęĮįŲų«»‹›„‚]$/;
