import { fold } from '../../core/text.ts';
import { sameWordKey } from '../text/same-word.ts';
import { stem } from '../text/stem.ts';
import { plainText, sequenceOf, tokensOf } from '../text/tokenize.ts';
import type { Unit } from './units.ts';

/** Whether something stands in one text. */
export type TextTest = (text: string) => boolean;

/** Begins and ends a word beyond doubt: no letter of another alphabet, no LaTeX, no part of an id. */
const STARTS = String.raw`(?<=^|[\s("])`;
const ENDS = String.raw`(?=$|[\s.,;:!?)"](?:\s|$)|\s)`;

/** What takes more than lower case to become plain words: other alphabets, accents, LaTeX, and the `'s` of a word. */
const UNUSUAL = /[^\t\n\r -~]|[\\$'{}]/;

/** Tests whether words (parts of a phrase, as the index has them) stand one after the other. */
export function phraseTest(sequence: readonly string[]): TextTest {
  if (sequence.length === 0) return () => false;
  if (!sequence.every(isSimple)) return (text) => phraseAt(sequenceOf(text), sequence) >= 0;
  const surely = new RegExp(`${STARTS}${sequence.join('[ -]')}${ENDS}`, 'i');
  const usually = new RegExp(`(?<![a-z0-9])${sequence.join('[^a-z0-9]+')}(?![a-z0-9])`, 'i');
  const wanted = ` ${sequence.join(' ')} `;
  return (text) =>
    UNUSUAL.test(text) ? surely.test(text) || bare(text).includes(wanted) : usually.test(text);
}

/** Where a sequence begins in another; -1 when it does not stand there. */
export function phraseAt(words: readonly string[], sequence: readonly string[], from = 0): number {
  const [first] = sequence;
  if (first === undefined) return -1;
  for (let at = words.indexOf(first, from); at >= 0; at = words.indexOf(first, at + 1)) {
    if (sequence.every((word, index) => words[at + index] === word)) return at;
  }
  return -1;
}

/** Tests whether a word stands in a text: as its stem, or joined or side by side where it has several parts. */
export function unitTest(unit: Unit): TextTest {
  const [first = '', ...more] = unit.parts;
  const begins = unit.completions !== undefined;
  if (!unit.parts.every(isSimple)) return (text) => hasUnit(tokensOf(text), unit);
  if (more.length > 0) return partsTest(unit);
  const key = sameWordKey(first);
  const start = begins ? first : startOf(first);
  const surely = new RegExp(`${STARTS}(${start}[a-z0-9]*)${ENDS}`, 'gi');
  const usually = new RegExp(`(?<![a-z0-9])(${start}[a-z0-9]*)`, 'gi');
  const words = new RegExp(` (${start}[\\p{L}\\p{N}]*)`, 'gu');
  const matches = (word: string | undefined): boolean =>
    begins || sameWordKey((word ?? '').toLowerCase()) === key;
  const stands = (text: string, pattern: RegExp): boolean => {
    for (const match of text.matchAll(pattern)) if (matches(match[1])) return true;
    return false;
  };
  return (text) => {
    const found = UNUSUAL.test(text)
      ? stands(text, surely) || stands(bare(text), words)
      : stands(text, usually);
    // The parts of a hyphenated word may be typed as one.
    return found || (text.includes('-') && mayHold(text, start) && hasUnit(tokensOf(text), unit));
  };
}

/** How many times longer than for most words it takes to test whether one stands in a text. */
export function costOf({ parts, completions }: Unit): number {
  if (parts.length > 1) return 8;
  return completions === undefined ? 1 : 2;
}

/** What all words with the stem of a word begin with. A stem may end in other letters: "centre" has the stem of "center". */
function startOf(word: string): string {
  const wanted = stem(word);
  return wanted.slice(0, Math.max(1, wanted.length - 2));
}

/** Tests whether the parts of a word stand side by side, or joined. */
function partsTest({ parts, joined }: Unit): TextTest {
  const keys = parts.map(sameWordKey);
  const [first = '', ...more] = parts.map(startOf);
  // What follows is only looked at, as it may be the beginning of the next place.
  const usually = new RegExp(
    `(?<![a-z0-9])(${first}[a-z0-9]*)(?=${more.map((start) => `[^a-z0-9]+(${start}[a-z0-9]*)`).join('')})`,
    'gi',
  );
  const words = new RegExp(
    `(?<= )(${first}[\\p{L}\\p{N}]*)(?=${more.map((start) => ` (${start}[\\p{L}\\p{N}]*)`).join('')})`,
    'gu',
  );
  const asOne = joined === undefined ? undefined : unitTest({ parts: [joined], stop: false });
  const stands = (text: string, pattern: RegExp): boolean => {
    for (const match of text.matchAll(pattern))
      if (keys.every((key, at) => sameWordKey((match[at + 1] ?? '').toLowerCase()) === key)) return true;
    return false;
  };
  return (text) =>
    (UNUSUAL.test(text) ? stands(bare(text), words) : stands(text, usually)) || asOne?.(text) === true;
}

/** Whether letters stand in a text once its hyphens are gone. */
function mayHold(text: string, letters: string): boolean {
  return UNUSUAL.test(text) || text.replaceAll('-', '').toLowerCase().includes(letters);
}

function hasUnit(words: readonly string[], unit: Unit): boolean {
  const [first = '', ...more] = unit.parts;
  if (unit.completions !== undefined) return words.some((word) => word.startsWith(first));
  const keys = words.map(sameWordKey);
  const joined = unit.joined ?? (more.length === 0 ? first : undefined);
  return (
    (joined !== undefined && keys.includes(sameWordKey(joined))) ||
    phraseAt(keys, unit.parts.map(sameWordKey)) >= 0
  );
}

/** Of letters and digits only: what is left of a word when everything else has become blanks. */
function isSimple(word: string): boolean {
  return /^[a-z0-9]+$/.test(word);
}

/** ` sparse auto encoders `: the parts of all words, which takes a tenth of the time that naming each one takes. */
function bare(text: string): string {
  const words = fold(plainText(text)).replace(/'s(?![\p{L}\p{N}])/gu, '');
  return ` ${words.replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
}

/** Tests one category against what was typed after `category:`. */
export function categoryTest(text: string): (category: string) => boolean {
  const typed = text.trim().toLowerCase();
  const start = typed.replace(/\*.*$/, '');
  if (start !== typed) return (category) => category.toLowerCase().startsWith(start);
  return (category) => {
    const lower = category.toLowerCase();
    return lower === typed || lower.startsWith(`${typed}.`);
  };
}
