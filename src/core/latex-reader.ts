import { closingIndex, isFormula, type Tokens } from './latex-tokens.ts';

/** Where one is in the tokens, and what has been written so far. */
export type Reader = {
  readonly tokens: Tokens;
  at: number;
  readonly end: number;
  readonly math: boolean;
  readonly depth: number;
  readonly out: string[];
  /** What was written last: spacing and scripts depend on it. */
  last: string;
  /** A function name was written: a blank is due if a letter or digit follows. */
  afterFunction: boolean;
  quote: '' | "'" | "''";
};

/** Starts reading at a token; formulas and text follow different rules. */
export function newReader(tokens: Tokens, at: number, end: number, math: boolean, depth: number): Reader {
  return { tokens, at, end, math, depth, out: [], last: '', afterFunction: false, quote: '' };
}

/** Appends text to what was written, with the blank that a function name before it may need. */
export function write(reader: Reader, text: string): void {
  if (text === '') return;
  if (reader.afterFunction && /^[\p{L}\p{Nd}√∂∞∑∏∫]/u.test(text)) reader.out.push(' ');
  reader.afterFunction = false;
  reader.out.push(text);
  // The end is enough to decide by, and short text keeps the whole linear.
  reader.last = text.slice(-8);
}

/** Moves to the next token that is not blank. */
export function skipBlanks(reader: Reader): void {
  while (reader.at < reader.end && /^\s*$/.test(reader.tokens.list[reader.at] ?? '')) reader.at += 1;
}

/** `[…]` right after a command; "" when there is none. The bracket must close within a few tokens. */
export function readOption(reader: Reader): string {
  const { list } = reader.tokens;
  const token = list[reader.at] ?? '';
  const [whole, inside = '', rest = ''] = /^\[([^\]]{0,40})\]([^]*)$/.exec(token) ?? [];
  if (whole === undefined || reader.at >= reader.end) return '';
  list[reader.at] = rest;
  return inside;
}

/** `log n`, `n log n`, but `log(n)`. */
export function writeFunction(reader: Reader, name: string): void {
  const glued = /[\p{L}\p{N}\p{M})\]⁰-₎]$/u.test(reader.last);
  write(reader, `${glued ? ' ' : ''}${name}`);
  reader.afterFunction = true;
}

/** Relations at the start of a formula ("∼10") or after a bracket stand close; elsewhere between blanks. */
export function writeRelation(reader: Reader, sign: string): void {
  const open = reader.last === '' || /[([{⟨,|\s]$/.test(reader.last);
  write(reader, `${open ? '' : ' '}${sign}${open && !/[\s,|]$/.test(reader.last) ? '' : ' '}`);
}

/** Binary operators keep the blank that the author gave them, on both sides. */
export function writeOperator(reader: Reader, sign: string): void {
  write(reader, /\s$/.test(reader.last) ? `${sign} ` : sign);
}

/** ``double'' and `single' quotes, only where both ends are there. */
export function quotes(reader: Reader, token: string): string {
  const { list } = reader.tokens;
  if (token === '``') {
    reader.quote = "''";
    return '“';
  }
  if (token === '`' && list[reader.at] !== undefined && !/[\p{L}\p{N}]$/u.test(reader.last)) {
    const near = list.slice(reader.at, reader.at + 20);
    const close = near.findIndex((other) => other === "'" || other.startsWith('`'));
    if (close > 0 && near[close] === "'" && !/^[\p{L}\p{N}]/u.test(near[close + 1] ?? '')) {
      reader.quote = "'";
      return '‘';
    }
  }
  if (token !== reader.quote) return token;
  if (token === "'" && /^\p{L}/u.test(list[reader.at] ?? '')) return token;
  reader.quote = '';
  return token === "''" ? '”' : '’';
}

/** Whether `~` stands between two words, where TeX means a blank that does not break. */
export function isTie(reader: Reader): boolean {
  const next = reader.tokens.list[reader.at] ?? ' ';
  return /[^\s/(=~]$/.test(reader.last) && /^[^\s~]/.test(next) && reader.at < reader.end;
}

/** The formula that `$` or `$$` just opened, and the token after it; undefined when it is a dollar sign. */
export function formulaAfterDollar(reader: Reader): { from: number; to: number; next: number } | undefined {
  const { tokens, at, end } = reader;
  const double = tokens.list[at] === '$' && at < end;
  const from = double ? at + 1 : at;
  const to = closingIndex(tokens, from, end, double ? '$$' : '$');
  if (to < from || !(double || isFormula(tokens, from, to))) return undefined;
  return { from, to, next: double ? to + 2 : to + 1 };
}
