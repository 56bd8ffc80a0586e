import { SUBSCRIPTS, SUPERSCRIPTS } from './latex-symbols.ts';
import { collapse } from './text.ts';

/** A superscript in Unicode where all its characters have one, else `^x` or `^(x + y)`. */
export function superscript(text: string): string {
  return script(text, SUPERSCRIPTS, '^');
}

/** A subscript in Unicode where all its characters have one, else `_max` or `_(i,j)`. */
export function subscript(text: string): string {
  return script(text, SUBSCRIPTS, '_');
}

function script(text: string, images: ReadonlyMap<string, string>, sign: string): string {
  // TeX ignores blanks in formulas; between words ("log N", "ad hoc") they are what the reader needs.
  const inner = collapse(/\p{L}{2,}\s|\s\p{L}{2,}/u.test(text) ? text : text.replace(/\s+/g, ''));
  const signs = Array.from(inner);
  if (signs.length === 0) return '';
  if (signs.every((letter) => images.has(letter))) return signs.map((letter) => images.get(letter)).join('');
  const isWord = sign === '_' && /^\p{L}[\p{L}\p{N}]*$/u.test(inner);
  return isWord || (isAtom(inner) && signs.length <= 2) ? `${sign}${inner}` : `${sign}(${unwrapped(inner)})`;
}

/** The number or single letter that is a script although no formula says so; "" when it may be something else. */
export function looseScript(sign: string, before: string, after: string, next: string): string {
  const run = /^(?:\d+|\p{L}(?!\p{L}))/u.exec(after)?.[0] ?? '';
  const rest = after.slice(run.length);
  if (run === '' || (rest === '' && next === '_')) return '';
  if (sign === '^') return /[\p{N})]$|(?:^|[^\p{L}])\p{L}$/u.test(before) ? run : '';
  const isSymbol = /(?:^|[^\p{L}\p{N}_])\p{L}$|\p{Lu}\p{Ll}?$/u.test(before);
  return isSymbol && /^\d/.test(run) && !/^[\p{Ll}_]/u.test(rest) ? run : '';
}

/** `a/b`, with brackets where a reader could bind it otherwise. */
export function fraction(above: string, below: string): string {
  const [x, y] = [above.trim(), below.trim()];
  const numerator = isProduct(x) ? x : bracketed(x);
  return `${numerator}/${isAtom(y) ? y : bracketed(y)}`;
}

/** `√x`, `∛(x + 1)`. */
export function root(text: string, degree: string): string {
  const inner = text.trim();
  const sign = { '': '√', '2': '√', '3': '∛', '4': '∜' }[degree.trim()] ?? `${superscript(degree)}√`;
  return `${sign}${isAtom(inner) ? inner : bracketed(inner)}`;
}

/** Puts an accent over the first letter; a sign that no accent fits stays bare. */
export function accented(text: string, mark: string): string {
  const [first = '', ...rest] = Array.from(text);
  // A letter without its dot only exists to be given an accent.
  const base = first === 'ı' ? 'i' : first === 'ȷ' ? 'j' : first;
  return /[\p{L}\p{N}]/u.test(base) ? `${base}${mark}`.normalize('NFC') + rest.join('') : text;
}

/** An accent of a formula: over a single letter as such; no character spans several. */
export function mathAccented(text: string, mark: string): string {
  const inner = text.trim();
  return /^[\p{L}\p{N}]\p{M}*$/u.test(inner) ? `${inner}${mark}`.normalize('NFC') : inner;
}

/** `\not` before a relation. */
export function negated(relation: string): string {
  return relation.replace(/\S/u, (sign) => `${sign}\u0338`.normalize('NFC'));
}

/** One letter with its accents and scripts, or one number. */
function isAtom(text: string): boolean {
  return /^(?:\d+(?:\.\d+)?|[\p{L}∞∗*+−-])[\p{M}⁰-₎ᵃ-ᵿⁱ²³¹ʰʲʳˢˣʸˡ′]*$/u.test(text);
}

function isProduct(text: string): boolean {
  return /^[\p{L}\p{N}\p{M}⁰-₎′√∂ℏ∞.]+$/u.test(text);
}

function bracketed(text: string): string {
  return `(${unwrapped(text)})`;
}

/** Takes away brackets that already enclose the whole. */
function unwrapped(text: string): string {
  return /^\([^()]*\)$/.test(text) ? text.slice(1, -1) : text;
}
