import {
  formulaAfterDollar,
  isTie,
  newReader,
  quotes,
  type Reader,
  readOption,
  skipBlanks,
  write,
  writeFunction,
  writeOperator,
  writeRelation,
} from './latex-reader.ts';
import {
  accented,
  fraction,
  looseScript,
  mathAccented,
  negated,
  root,
  subscript,
  superscript,
} from './latex-scripts.ts';
import {
  ACCENTS,
  BLANKS,
  DOUBLE_STRUCK,
  DROPPED_ARGUMENT,
  ESCAPED,
  FUNCTIONS,
  MATH_ACCENTS,
  OPERATORS,
  RELATIONS,
  SILENT,
  SYMBOLS,
  TEXT_ACCENTS,
  TEXT_LETTERS,
} from './latex-symbols.ts';
import { closingIndex, tokenizeTex } from './latex-tokens.ts';
import { collapse, stripControls } from './text.ts';

/** Formulas nested deeper than this are nobody's title; their inside is shown bare. */
const DEEPEST = 30;

/**
 * Renders TeX, as it stands in arXiv titles, abstracts and comments, as plain Unicode text on one line: `$\mathbb{R}^2$` is
 * "ℝ²", `M\"uller` is "Müller". Text without TeX comes back as it was, but for white space. Never throws; linear in the length.
 */
export function toReadable(tex: string): string {
  const text = collapse(stripControls(tex.toWellFormed()));
  if (!/[\\{}$^_~`]|--/.test(text)) return text;
  const tokens = tokenizeTex(text);
  return collapse(readAll(newReader(tokens, 0, tokens.list.length, false, 0)));
}

function readAll(reader: Reader): string {
  while (reader.at < reader.end) readToken(reader);
  return reader.out.join('');
}

function readRange(reader: Reader, from: number, to: number, math: boolean): string {
  if (reader.depth < DEEPEST) {
    return readAll(newReader(reader.tokens, from, to, math, reader.depth + 1));
  }
  return reader.tokens.list
    .slice(from, to)
    .map((token) => token.replace(/^[\\{}$^_]/, ''))
    .join('');
}

function readToken(reader: Reader): void {
  const token = reader.tokens.list[reader.at] ?? '';
  const partner = reader.tokens.partner[reader.at] ?? -1;
  if (token.length > 1 && token.startsWith('\\')) return readCommand(reader, token);
  reader.at += 1;
  if (token === '{' && partner >= 0) return readGroup(reader, partner);
  if (token === '}' && partner >= 0) return;
  if (token === '$') return reader.math ? undefined : readDollar(reader);
  if (token === '^' || token === '_')
    return reader.math ? readScript(reader, token) : readLooseScript(reader, token);
  if (reader.math) return write(reader, mathSigns(token));
  if (token === '~') return write(reader, isTie(reader) ? ' ' : '~');
  if (token === '--') return write(reader, '–');
  if (token === '---') return write(reader, '—');
  write(reader, /^[`'"]/.test(token) ? quotes(reader, token) : token);
}

function mathSigns(token: string): string {
  if (token === '~' || token === '&') return ' ';
  if (token.startsWith('-')) return '−'.repeat(token.length);
  if (token.startsWith("'")) return '′'.repeat(token.length);
  return token;
}

/** In text braces only group; in formulas what they enclose is one thing. */
function readGroup(reader: Reader, partner: number): void {
  if (!reader.math) return;
  const text = readRange(reader, reader.at, partner, true);
  reader.at = partner + 1;
  write(reader, text);
}

function readDollar(reader: Reader): void {
  const formula = formulaAfterDollar(reader);
  if (formula !== undefined) return writeFormula(reader, formula.from, formula.to, formula.next);
  write(reader, '$');
}

function writeFormula(reader: Reader, from: number, to: number, next: number): void {
  const text = readRange(reader, from, to, true).trim();
  reader.at = next;
  // "$1^1S-$states": that dash belongs to the word, it is no minus.
  const joins = text.endsWith('−') && /^\p{L}/u.test(reader.tokens.list[next] ?? '');
  write(reader, joins ? `${text.slice(0, -1)}-` : text);
}

function readScript(reader: Reader, sign: string): void {
  const argument = readArgument(reader, true);
  const text = sign === '^' ? superscript(argument) : subscript(argument);
  const { afterFunction } = reader;
  reader.afterFunction = false;
  const next = reader.tokens.list[reader.at] ?? '';
  const runsOn = reader.math && reader.at < reader.end && /^(?:[\p{L}\p{N}{]|\\[A-Za-z])/u.test(next);
  write(reader, runsOn && /^[_^][^(]/.test(text) ? `${text} ` : text);
  reader.afterFunction = afterFunction;
}

/** Scripts outside formulas: `10^{-3}`, `x^2`, `H_2O`. What can be anything else, such as a file_name, stays. */
function readLooseScript(reader: Reader, sign: string): void {
  const { list, partner } = reader.tokens;
  const next = reader.at < reader.end ? (list[reader.at] ?? '') : '';
  const isGroup = next === '{' && (partner[reader.at] ?? -1) > 0;
  const afterSign = /[\p{L}\p{N}\p{M})\]}]$/u.test(reader.last);
  if (isGroup ? afterSign || sign === '^' : afterSign && /^\\[A-Za-z]/.test(next))
    return readScript(reader, sign);
  if (sign === '^' && next === '-' && afterSign && /^\d+$/.test(list[reader.at + 1] ?? '')) {
    write(reader, superscript(`-${list[reader.at + 1]}`));
    reader.at += 2;
    return;
  }
  const run = looseScript(sign, reader.last, next, list[reader.at + 1] ?? '');
  if (run === '') return write(reader, sign);
  write(reader, sign === '^' ? superscript(run) : subscript(run));
  list[reader.at] = next.slice(run.length);
}

/**
 * The argument of a command: a group, a command with its own arguments, or one character, as TeX takes it. Empty at the end.
 */
function readArgument(reader: Reader, math: boolean): string {
  skipBlanks(reader);
  const { tokens } = reader;
  const start = reader.at;
  if (start >= reader.end) return '';
  const token = tokens.list[start] ?? '';
  const partner = tokens.partner[start] ?? -1;
  if (token === '{' && partner > start && partner < reader.end) {
    reader.at = partner + 1;
    return readRange(reader, start + 1, partner, math);
  }
  if (token.startsWith('\\') && token.length > 1 && reader.depth < DEEPEST) {
    const inner = newReader(tokens, start, reader.end, math, reader.depth + 1);
    readCommand(inner, token);
    reader.at = inner.at;
    return inner.out.join('');
  }
  if ('{}$'.includes(token)) return '';
  if (token.startsWith('\\')) {
    reader.at += 1;
    return token.slice(1);
  }
  const first = String.fromCodePoint(token.codePointAt(0) ?? 32);
  if (token.length > first.length) tokens.list[start] = token.slice(first.length);
  else reader.at += 1;
  return math ? mathSigns(first) : first;
}

function readCommand(reader: Reader, token: string): void {
  reader.at += 1;
  const name = token.slice(1).replace(/(?<=.)\*$/, '');
  const isWord = /^[A-Za-z]/.test(name);
  // TeX swallows blanks after a command word; in text, where authors did not mean TeX, they are kept unless it is a letter.
  if (isWord && (reader.math || TEXT_LETTERS.has(name) || TEXT_ACCENTS.has(name))) skipBlanks(reader);
  const accent = ACCENTS.get(name) ?? (reader.math ? undefined : TEXT_ACCENTS.get(name));
  if (accent !== undefined) return readAccent(reader, token, accent);
  if (name === '\\') readOption(reader);
  if (name === '\\' || BLANKS.has(name)) return write(reader, ' ');
  if (name === '(' || name === '[') return readBracketed(reader, token);
  if (ESCAPED.has(name)) return write(reader, name);
  if (name === '|') return write(reader, '‖');
  if (!isWord) return write(reader, /[-/!@*)\]<>+]/.test(name) ? '' : name);
  readWord(reader, name);
}

/** `\"u`, `\'{\i}`; a sign that cannot carry the accent stays. */
function readAccent(reader: Reader, token: string, mark: string): void {
  const text = readArgument(reader, false);
  // "\~{}" prints the sign itself, as in addresses.
  write(reader, text !== '' ? accented(text, mark) : token.length > 2 ? '' : token.slice(1));
}

function readBracketed(reader: Reader, token: string): void {
  const close = closingIndex(reader.tokens, reader.at, reader.end, token === '\\(' ? '\\)' : '\\]');
  if (close < 0 || reader.math) return write(reader, token.slice(1));
  writeFormula(reader, reader.at, close, close + 1);
}

function readWord(reader: Reader, name: string): void {
  const relation = RELATIONS.get(name);
  if (relation !== undefined) return writeRelation(reader, relation);
  const operator = OPERATORS.get(name);
  if (operator !== undefined) return writeOperator(reader, operator);
  const symbol = (reader.math ? undefined : TEXT_LETTERS.get(name)) ?? SYMBOLS.get(name);
  if (symbol !== undefined) return write(reader, symbol);
  const accent = MATH_ACCENTS.get(name);
  if (accent !== undefined) return write(reader, mathAccented(readArgument(reader, true), accent));
  if (FUNCTIONS.has(name)) return writeFunction(reader, name);
  if (DROPPED_ARGUMENT.has(name)) return void readArgument(reader, false);
  if (SILENT.has(name)) return readSilent(reader, name);
  readStructure(reader, name);
}

function readSilent(reader: Reader, name: string): void {
  // "\left." and "\right." stand for a bracket that is not there.
  const next = reader.tokens.list[reader.at] ?? '';
  if ((name === 'left' || name === 'right') && next.startsWith('.'))
    reader.tokens.list[reader.at] = next.slice(1);
  else if (reader.math && /^(?:text|[mh]box|emph|url)/.test(name)) write(reader, readArgument(reader, false));
  else if (!reader.math && !/^[{\\]/.test(next)) skipBlanks(reader);
}

/** Commands with arguments. Each reads what it needs and returns what to write. */
const STRUCTURES: readonly (readonly [RegExp, (reader: Reader) => string])[] = [
  [/^(?:mathbb|Bbb|mathds|mathbbm|mathbbmss|bbb|mbb)$/, (reader) => doubleStruck(readArgument(reader, true))],
  [/^(?:[dtc]?frac|nicefrac|sfrac)$/, readFraction],
  [/^sqrt$/, readRoot],
  [/^[dt]?binom$/, (reader) => `(${readArgument(reader, true)} choose ${readArgument(reader, true)})`],
  [/^pmod$/, (reader) => ` (mod ${readArgument(reader, true)})`],
  [/^(?:sp|textsuperscript)$/, (reader) => superscript(readArgument(reader, true))],
  [/^(?:sb|textsubscript)$/, (reader) => subscript(readArgument(reader, true))],
  [/^ce$/, (reader) => readArgument(reader, true).replace(/(?<=[\p{L})])\d+/gu, subscript)],
  [/^not$/, readNot],
  [/^(?:stackrel|overset|underset|href|texorpdfstring)$/, readSecond],
  [/^(?:[Cc]ite[a-z]*|eqref)$/, readCitation],
  [/^footnote$/, (reader) => ` (${readArgument(reader, false)})`],
];

function readStructure(reader: Reader, name: string): void {
  if (name === 'operatorname') return writeFunction(reader, readArgument(reader, true).replace(/\s+/g, ''));
  const structure = STRUCTURES.find(([pattern]) => pattern.test(name));
  if (structure === undefined) return writeUnknown(reader, name);
  write(reader, structure[1](reader));
}

function doubleStruck(text: string): string {
  return Array.from(text, (letter) => DOUBLE_STRUCK.get(letter) ?? letter).join('');
}

function readFraction(reader: Reader): string {
  const text = fraction(readArgument(reader, true), readArgument(reader, true));
  const next = reader.at < reader.end ? (reader.tokens.list[reader.at] ?? '') : '';
  const name = next.slice(1);
  const ends = RELATIONS.has(name) || OPERATORS.has(name) || SILENT.has(name) || BLANKS.has(name);
  const binds = /^(?:[\p{L}\p{N}({^_]|\\[A-Za-z])/u.test(next) && !ends;
  return binds || /[\p{L}\p{N}\p{M}]$/u.test(reader.last) ? `(${text})` : text;
}

function readRoot(reader: Reader): string {
  const degree = readOption(reader);
  return root(readArgument(reader, true), degree);
}

/** Of "\stackrel{def}{=}" or "\href{address}{words}" the second is what people read. */
function readSecond(reader: Reader): string {
  readArgument(reader, true);
  return readArgument(reader, true);
}

function readCitation(reader: Reader): string {
  readOption(reader);
  return `[${readArgument(reader, false)}]`;
}

function readNot(reader: Reader): string {
  const relation = negated(readArgument(reader, true));
  return `${/\s$/.test(reader.last) ? '' : ' '}${relation} `;
}

/** A command nobody told us of: what it was given if anything, else its bare name (often a macro such as \GL or \cH). */
function writeUnknown(reader: Reader, name: string): void {
  const next = reader.tokens.list[reader.at];
  const hasGroup = next === '{' && reader.at < reader.end;
  if (hasGroup) return write(reader, readArgument(reader, reader.math));
  const letter = /^(?:cal|frak|scr|bf|[cbfs])([A-Z])$/.exec(name)?.[1];
  if (reader.math && letter !== undefined) return write(reader, letter);
  if (reader.math && name.length > 1) return writeFunction(reader, name);
  write(reader, name);
}
