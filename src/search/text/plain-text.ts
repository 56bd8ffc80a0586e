import { fold } from '../../core/text.ts';

const GREEK_LETTERS = 'αβγδεζηθικλμνξοπρςστυφχψω';
const GREEK_NAMES =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon phi chi psi omega'.split(
    ' ',
  );
/** More of them side by side are a word of the Greek language. */
const GREEK_RUN = /(?<![α-ω])[α-ω]{1,3}(?![α-ω])/g;
/** Commands that are one letter. */
const LETTERS: ReadonlyMap<string, string> = new Map([
  ...GREEK_NAMES.flatMap((name, at): [string, string][] => {
    const letter = GREEK_LETTERS.charAt(at);
    return [
      [name, letter],
      [`var${name}`, letter],
      [name.charAt(0).toUpperCase() + name.slice(1), letter.toUpperCase()],
    ];
  }),
  ['ell', 'l'],
]);
/** Letters of names, which swallow the blank behind them. */
const NAME_LETTER = /\\(aa|AA|ae|AE|oe|OE|ss|[oOlL])(?![A-Za-z])(?:\s+|\{\})?/g;
const NAME_LETTERS: Readonly<Record<string, string>> = {
  aa: 'å',
  AA: 'Å',
  ae: 'æ',
  AE: 'Æ',
  oe: 'œ',
  OE: 'Œ',
  ss: 'ß',
  o: 'ø',
  O: 'Ø',
  l: 'ł',
  L: 'Ł',
};

/** It combines with the letter before it. */
const UMLAUT = '\u0308';

/** Letters and digits with indices or exponents, as TeX writes them, or a name in snake_case. */
const WITH_SIGNS = /(?<![\p{L}\p{N}])[\p{L}\p{N}]+(?:[_^]-?[\p{L}\p{N}]+)+/gu;
const GROUPED = /[_^]\{([^{}]{1,30})\}/g;
/** An index of digits may stand behind any word (`resnet_50`), years do not. */
const OF_DIGITS = /^-?\p{N}{1,3}(?!\p{N})/u;
/** Behind one letter a word may be an index (`T_eff`), behind a few only a letter, also of a formula (`Sr_xCuO_4`). */
const OF_LETTERS = /^\p{L}{1,3}$/u;
const OF_ONE_LETTER = /^\p{L}(?![\p{Ll}\p{N}])/u;
const LONGEST_BASE = 4;

/**
 * A text without LaTeX: accents and Greek letters become letters, other commands blanks, and indices and exponents a part of their word,
 * in and out of dollars: `H$_2$O` and `H_2O` become `H2O`, `$L^{p}$` and `L^p` become `Lp`. Names in snake_case stay.
 */
export function plainText(text: string): string {
  const composed = text.normalize('NFC');
  if (!/[\\$_^]/.test(composed)) return composed;
  const bare = withoutCommands(composed)
    .replace(/\$([^$]{1,300})\$/g, (_, math: string) => math.replace(/[_^{}]/g, ''))
    .replace(GROUPED, '$1')
    .replace(/[{}$]/g, '');
  // Looking for them costs most, and outside of dollars they are rare.
  const whole = /[_^]/.test(bare) ? bare.replace(WITH_SIGNS, withoutSigns) : bare;
  return whole.includes(UMLAUT) ? whole.normalize('NFC') : whole;
}

function withoutCommands(text: string): string {
  if (!text.includes('\\')) return text;
  return (
    text
      .replace(/\\(["'`^~=.])(?:\{\\?([A-Za-z])\}|\\?([A-Za-z]))/g, accented)
      .replace(/\\[Hckruvbdt](?:\{([A-Za-z])\}|\s+([A-Za-z])(?![A-Za-z]))/g, '$1$2')
      .replace(NAME_LETTER, (_, name: string) => NAME_LETTERS[name] ?? '')
      // What opens a group or an index says how that looks: `T_\mathrm{eff}`, `f_{\rm NL}`.
      .replace(/(?<=[_^{])\\([A-Za-z]+)\s*/g, (whole, name: string) => (LETTERS.has(name) ? whole : ''))
      .replace(/\\([A-Za-z]+)/g, (_, name: string) => LETTERS.get(name) ?? ' ')
  );
}

/** An umlaut may also be written as two letters, so it is kept. */
function accented(_: string, accent: string, grouped: string | undefined, bare: string | undefined): string {
  return `${grouped ?? bare ?? ''}${accent === '"' ? UMLAUT : ''}`;
}

function withoutSigns(run: string): string {
  const [first = '', ...others] = run.split(/(?=[_^])/);
  const isSnake = others.filter((piece) => /^_\p{L}/u.test(piece)).length > 1;
  let [all, base] = [first, first];
  for (const piece of others) {
    const index = piece.slice(1);
    const isLetters =
      (base.length === 1 && OF_LETTERS.test(index)) ||
      (base.length <= LONGEST_BASE && OF_ONE_LETTER.test(index));
    all += OF_DIGITS.test(index) || (isLetters && !isSnake) ? index : piece;
    base = index;
  }
  return all;
}

/** A plain text, folded, with the names of its Greek letters, each a word of its own but for digits behind it: `h-alpha`, `pi0`. */
export function foldPlain(plain: string): string {
  // Most texts with other letters have Greek ones from TeX alone, and folding is the costly part.
  const quick = withGreekNames(plain.toLowerCase());
  return /[^\x00-\x7f]/.test(quick) ? withGreekNames(fold(plain)) : quick;
}

function withGreekNames(folded: string): string {
  if (!/[α-ω]/.test(folded)) return folded;
  return folded.replace(GREEK_RUN, (run, at: number) => {
    const names = Array.from(run, (letter) => GREEK_NAMES[GREEK_LETTERS.indexOf(letter)] ?? letter);
    const before = /[\p{L}\p{N}]$/u.test(folded.slice(Math.max(0, at - 2), at)) ? '-' : '';
    const after = /^\p{L}/u.test(folded.slice(at + run.length, at + run.length + 2)) ? '-' : '';
    return before + names.join('-') + after;
  });
}
