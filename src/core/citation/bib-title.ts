import { keepsCapitals } from './keeps-capitals.ts';
import { needOfCommand } from './latex-alphabet.ts';
import { curlyQuote, type LatexText, writeEscaped, writeLatex } from './latex-escape.ts';
import { readTitle } from './title-pieces.ts';
import { titleWords } from './title-words.ts';

/**
 * Writes a title as a BibTeX field: escaped, formulas kept, and exactly those words in braces whose capitals a style with
 * titles in lower case would destroy.
 */
export function writeTitle(text: LatexText, title: string): void {
  const { pieces, capitals } = readTitle(title);
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind === 'gap')
      writeEscaped(text, withCurlyQuotes(pieces[index - 1]?.text, piece.text, pieces[index + 1]?.text));
    else if (piece.kind === 'word')
      writeWord(text, piece.text, keepsCapitals(piece.text, piece.place, capitals));
    else writeFormula(text, piece.tex, piece.text);
  }
}

/** Which of a pair a quote is shows only beside the words around it. */
function withCurlyQuotes(before: string | undefined, gap: string, after: string | undefined): string {
  return gap.replaceAll('"', (_, at: number) => curlyQuote(gap[at - 1] ?? before, gap[at + 1] ?? after));
}

function writeWord(text: LatexText, word: string, keep: boolean): void {
  if (keep) writeLatex(text, '{');
  writeEscaped(text, word);
  if (keep) writeLatex(text, '}');
}

/** Kept when every document can compile it, else as people read it, in which every capital means something. */
function writeFormula(text: LatexText, tex: string, readable: string): void {
  const needs = needsOfFormula(tex);
  if (needs === undefined) {
    for (const { text: piece, isWord } of titleWords(readable))
      writeWord(text, piece, isWord && /\p{Lu}/u.test(piece));
    return;
  }
  if (needs) text.needs.add('amssymb');
  writeLatex(text, `{$${tex}$}`);
}

/** Whether a formula needs amssymb; undefined when it may not compile at all. */
function needsOfFormula(tex: string): boolean | undefined {
  if (tex === '' || !/^[\x20-\x7e]*$/.test(tex) || !isBalanced(tex)) return undefined;
  const bare = tex.replace(/\\[{}%&_$#,;:!> |-]/g, ' ');
  // Scripts upon scripts ("x_a_b"), ends and alignment are faults in a formula of one line.
  if (
    /[$#%&~"]|\\(?![A-Za-z])|[_^]\s*(?:[_^}]|$)|([_^])\s*(?:\{[^{}]*\}|\\[A-Za-z]+|[^\s{}\\])\s*\1/.test(bare)
  )
    return undefined;
  const needs = [...bare.matchAll(/\\([A-Za-z]+)/g)].map((match) => needOfCommand(match[1] ?? ''));
  if (needs.includes(undefined)) return undefined;
  // A command that takes an argument and gets none, or a bracket without its other half, stops the run.
  if (/\\[A-Za-z]+\s*$/.test(bare) && takesArgument(bare)) return undefined;
  if ((bare.match(/\\left\b/g)?.length ?? 0) !== (bare.match(/\\right\b/g)?.length ?? 0)) return undefined;
  return needs.includes('amssymb');
}

function takesArgument(tex: string): boolean {
  return /\\(?:math\w+|text\w*|[dt]?frac|sqrt|binom|bar|overline|underline|(?:wide)?hat|(?:wide)?tilde|vec|d?dot|check|breve|acute|grave|mathring|stackrel|overset|underset|operatorname|boldsymbol|x\w+arrow|(?:over|under)brace|left|right|[bB]igg?|not)\s*$/.test(
    tex,
  );
}

/** BibTeX counts braces even where a backslash stands before them. */
function isBalanced(tex: string): boolean {
  let depth = 0;
  for (const sign of tex) {
    if (sign === '{') depth += 1;
    if (sign === '}') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
