/** TeX cut into pieces: commands, braces, the signs TeX treats specially, and plain text between them. */
export type Tokens = {
  readonly list: string[];
  /** For each brace the index of the one it belongs to; -1 for braces without partner and everything else. */
  readonly partner: Int32Array;
};

const TOKEN =
  /https?:\/\/[^\s{}$\\]+|\\(?:[A-Za-z]+\*?|[^])|[{}$^_~&]|-+|`+|'+|\s+|(?:(?!https?:\/\/)[^\\{}$^_~&`'\-\s]){1,4000}|[^]/gu;

/** Reads TeX in one pass; any text at all is understood as some list of tokens. */
export function tokenizeTex(tex: string): Tokens {
  const list = tex.match(TOKEN) ?? [];
  const partner = new Int32Array(list.length).fill(-1);
  const open: number[] = [];
  for (const [index, token] of list.entries()) {
    if (token === '{') open.push(index);
    if (token !== '}') continue;
    const start = open.pop();
    if (start === undefined) continue;
    partner[start] = index;
    partner[index] = start;
  }
  return { list, partner };
}

/**
 * The index of the `$` (or `$$`, or the given command) that closes the formula opened before `from`, or -1. It is looked for
 * at the same depth of braces, and not beyond the end of the group.
 */
export function closingIndex(tokens: Tokens, from: number, end: number, closing: string): number {
  for (let index = from; index < end; index += 1) {
    const token = tokens.list[index];
    // A second opening before the end: neither is TeX. It also keeps many openings from looking far.
    if (token === '\\(' || token === '\\[') return -1;
    const partner = tokens.partner[index] ?? -1;
    if (token === '}' && partner >= 0 && partner < from) return -1;
    if (token === '{' && partner > index && partner < end) index = partner;
    else if (closing === '$$' ? token === '$' && tokens.list[index + 1] === '$' : token === closing)
      return index;
  }
  return -1;
}

/** Whether a dollar pair encloses a formula; "between $5 and $10" does not. */
export function isFormula(tokens: Tokens, from: number, to: number): boolean {
  const first = tokens.list[from] ?? '';
  const last = tokens.list[to - 1] ?? '';
  if (from >= to) return false;
  const blankBeforeEnd = /\s$/.test(last);
  if (/^\d/.test(first) && (blankBeforeEnd || from + 1 < to) && /^\d/.test(tokens.list[to + 1] ?? ''))
    return false;
  for (let index = from; index < to; index += 1) {
    const token = tokens.list[index] ?? '';
    if (token.startsWith('\\') ? token.length > 1 && !'$%&#'.includes(token[1] ?? '') : '^_{'.includes(token))
      return true;
  }
  return !blankBeforeEnd && !/^\s/.test(first)
    ? true
    : to - from === 3 && !/\d/.test(tokens.list[from + 1] ?? '');
}
