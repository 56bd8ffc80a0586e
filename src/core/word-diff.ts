import { toReadable } from './latex.ts';
import { fold } from './text.ts';

/** A run of words that stayed, came or went. `words` counts them; of words that stayed, `text` is the newer spelling. */
export type DiffPart = {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
  readonly words: number;
};

export type WordDiff = {
  /** In reading order; where words were replaced, the removed ones come first. */
  readonly parts: readonly DiffPart[];
  readonly added: number;
  readonly removed: number;
  /** Too much differs to say which words stayed: the middle is shown as removed and added whole. */
  readonly rewritten: boolean;
};

/** More words than this coming and going is a new text; finding the fewest would cost the square of their number. */
const MOST_EDITS = 2_000;
/** Word comparisons; repetitive text can need many even with few edits. */
const MOST_STEPS = 20_000_000;

/**
 * Compares two texts word by word, as people read them: TeX is rendered first, and white space, case, accents and the
 * punctuation round a word are no differences. Finds the fewest words added and removed (Myers 1986) within a bound on work and
 * memory, whatever the texts. Never throws.
 */
export function diffWords(before: string, after: string): WordDiff {
  const [a, b] = [splitWords(before), splitWords(after)];
  const shared = Math.min(a.length, b.length);
  let start = 0;
  while (start < shared && a[start]?.key === b[start]?.key) start += 1;
  let tail = 0;
  while (tail < shared - start && a[a.length - 1 - tail]?.key === b[b.length - 1 - tail]?.key) tail += 1;
  const [x, y] = [a.slice(start, a.length - tail), b.slice(start, b.length - tail)];
  const kept = keptWords(...numbered(x, y));
  const parts = new PartList();
  parts.add('same', b.slice(0, start));
  let [i, j] = [0, 0];
  for (const [keptX, keptY] of [...(kept ?? []), [x.length, y.length] as const]) {
    parts.add('removed', x.slice(i, keptX));
    parts.add('added', y.slice(j, keptY));
    parts.add('same', y.slice(keptY, keptY + 1));
    [i, j] = [keptX + 1, keptY + 1];
  }
  parts.add('same', b.slice(b.length - tail));
  const list = parts.finish();
  return {
    parts: list,
    added: wordsOf(list, 'added'),
    removed: wordsOf(list, 'removed'),
    rewritten: kept === undefined,
  };
}

type Word = { readonly text: string; readonly key: string };

/** Signs that join what stands on both sides, so that "p < 0.05" and "p<0.05" are the same word. */
const JOINING = /^[=<>≤≥≈≠±∼×+]+$/u;
/** Most words: of these nothing is left out. */
const PLAIN = /^[a-z0-9]+$/i;
const WORDY = /[\p{L}\p{N}∞∅∂∇]/u;

/**
 * The words of a text. A sign that stands alone ("–", "%") belongs to the word before it, and what a joining sign joins is one
 * word. Text of nothing but signs is one word.
 */
function splitWords(text: string): Word[] {
  const pieces = toReadable(text)
    .split(' ')
    .filter((piece) => piece !== '');
  const words: Word[] = [];
  let open: string[] | undefined;
  let joins = false;
  let wordy = false;
  for (const piece of pieces) {
    const isPlain = PLAIN.test(piece);
    const isWord = isPlain || WORDY.test(piece);
    if (open === undefined) open = [piece];
    else if (isWord && !joins) {
      words.push(wordOf(open));
      open = [piece];
    } else open.push(piece);
    wordy ||= isWord;
    // Signs at the very beginning have no word before them.
    joins = !wordy || (!isPlain && JOINING.test(piece)) || (joins && !isWord);
  }
  if (open !== undefined) words.push(wordOf(open));
  return words;
}

function wordOf(pieces: readonly string[]): Word {
  const [first = ''] = pieces;
  if (pieces.length > 1) return { text: pieces.join(' '), key: wordKey(pieces.join('')) };
  return { text: first, key: PLAIN.test(first) ? first.toLowerCase() : wordKey(first) };
}

/**
 * What two words must share to be the same one: letters and digits, and the few signs that change what is said (a decimal
 * point, a comparison, a percent sign, the minus before a number).
 */
function wordKey(text: string): string {
  const folded = fold(text);
  const key = folded
    .replace(/(?<=\p{N})\.(?=\p{N})/gu, '\u0001')
    .replace(/^-(?=\p{N})/u, '\u0002')
    .replace(/[^\p{L}\p{N}∞∅∂∇<>≤≥±%+\u0001\u0002]+/gu, '');
  return WORDY.test(key) ? key : folded;
}

/** The words of both texts as numbers, equal for equal keys. */
function numbered(a: readonly Word[], b: readonly Word[]): [Int32Array, Int32Array] {
  const numbers = new Map<string, number>();
  const numberOf = ({ key }: Word): number => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  };
  return [Int32Array.from(a, numberOf), Int32Array.from(b, numberOf)];
}

/** The pairs of positions that stay, ascending, in a shortest edit; undefined when finding one would cost too much. */
function keptWords(a: Int32Array, b: Int32Array): (readonly [number, number])[] | undefined {
  const [n, m] = [a.length, b.length];
  const most = Math.min(n + m, MOST_EDITS);
  // For each diagonal (x - y), the furthest x that some number of edits reaches; kept for every number, to walk back.
  const furthest = new Int32Array(2 * most + 3);
  const zero = most + 1;
  const history: Int32Array[] = [];
  let steps = 0;
  for (let edits = 0; edits <= most; edits += 1) {
    for (let k = -edits; k <= edits; k += 2) {
      const below = furthest[zero + k - 1] ?? 0;
      const above = furthest[zero + k + 1] ?? 0;
      let x = k === -edits || (k !== edits && below < above) ? above : below + 1;
      const from = x;
      while (x < n && x - k < m && a[x] === b[x - k]) x += 1;
      steps += 1 + x - from;
      furthest[zero + k] = x;
      if (x >= n && x - k >= m) return walkBack(history, n, m);
    }
    if (steps > MOST_STEPS) return undefined;
    history.push(furthest.slice(zero - edits, zero + edits + 1));
  }
  return undefined;
}

/** `history[e]` holds the diagonals from -e to e after e edits. */
function walkBack(history: readonly Int32Array[], n: number, m: number): (readonly [number, number])[] {
  const kept: (readonly [number, number])[] = [];
  let [x, y] = [n, m];
  for (let edits = history.length; edits >= 0; edits -= 1) {
    const before = history[edits - 1];
    const k = x - y;
    const at = (diagonal: number): number => before?.[diagonal + edits - 1] ?? 0;
    const comesDown = k === -edits || (k !== edits && at(k - 1) < at(k + 1));
    const fromX = before === undefined ? 0 : at(comesDown ? k + 1 : k - 1);
    const fromY = before === undefined ? 0 : fromX - (comesDown ? k + 1 : k - 1);
    while (x > fromX && y > fromY) {
      x -= 1;
      y -= 1;
      kept.push([x, y]);
    }
    [x, y] = [fromX, fromY];
  }
  return kept.toReversed();
}

/** Joins words of one kind to parts, and brings the removed before the added between words that stay. */
class PartList {
  readonly #parts: DiffPart[] = [];
  #open: Record<DiffPart['kind'], string[]> = { same: [], removed: [], added: [] };

  add(kind: DiffPart['kind'], words: readonly Word[]): void {
    if (words.length === 0) return;
    if (kind === 'same') this.#close('removed', 'added');
    else this.#close('same');
    for (const word of words) this.#open[kind].push(word.text);
  }

  finish(): DiffPart[] {
    this.#close('removed', 'added', 'same');
    return this.#parts;
  }

  #close(...kinds: readonly DiffPart['kind'][]): void {
    for (const kind of kinds) {
      const words = this.#open[kind];
      if (words.length === 0) continue;
      this.#parts.push({ kind, text: words.join(' '), words: words.length });
      this.#open = { ...this.#open, [kind]: [] };
    }
  }
}

function wordsOf(parts: readonly DiffPart[], kind: DiffPart['kind']): number {
  return parts.reduce((sum, part) => sum + (part.kind === kind ? part.words : 0), 0);
}
