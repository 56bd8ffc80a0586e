import { spelledOut } from '../../core/name-spellings.ts';
import { foldPlain, plainText } from '../text/plain-text.ts';
import { sameWordKey } from '../text/same-word.ts';
import { stem } from '../text/stem.ts';
import { isStopWord } from '../text/stop-words.ts';
import { APART, sequenceOf, tokensOf } from '../text/tokenize.ts';
import type { Unit } from './units.ts';

/** Whether something stands in one text. */
export type TextTest = (text: string) => boolean;

/** Begins and ends a word beyond doubt: no letter of another alphabet, no LaTeX, no part of an id. */
const STARTS = String.raw`(?<=^|[\s("])`;
const ENDS = String.raw`(?=$|[\s.,;:!?)"](?:\s|$)|\s)`;

/** What takes more than lower case to become plain words: other alphabets, accents, LaTeX, and the `'s` of a word. */
const UNUSUAL = /[^\t\n\r -~]|[\\$'{}_^]/;
/** The same where digits are looked for, which may be those of a number with a dot. */
const UNUSUAL_FOR_DIGITS = /[^\t\n\r -~]|[\\$'{}_^]|\d\.\d/;
/** What may become a letter with an umlaut. */
const MAY_HAVE_UMLAUT = /[^\t\n\r -~]|\\["oOa]/;
/** What stands for an umlaut. */
const IN_TWO_LETTERS = /[aou]e|aa/;

/** Greek letters, which are words of their own beside others. */
const MAY_JOIN = /\\|[\u0370-\u03ff]/;
/** In a folded text. */
const HYPHENATED = /[\p{L}\p{N}]+(?:[-'][\p{L}\p{N}]+)+/gu;

/** Tests whether words (parts of a phrase, as the index has them) stand one after the other. */
export function phraseTest(sequence: readonly string[]): TextTest {
  if (sequence.length === 0) return () => false;
  if (!sequence.every(isSimple)) {
    const letters = signlessOf(sequence);
    return (text) => holdsAll(text, letters) && phraseAt(sequenceOf(text), sequence) >= 0;
  }
  const surely = new RegExp(`${STARTS}${sequence.join('[ -]')}${ENDS}`, 'i');
  const usually = new RegExp(`(?<![a-z0-9])${sequence.join('[^a-z0-9]+')}(?![a-z0-9])`, 'i');
  const wanted = ` ${sequence.join(' ')} `;
  const unusual = unusualFor(sequence);
  // A long phrase would be tried at each of its words.
  const isLong = (text: string): boolean => text.length >= wanted.length - 2;
  return (text) =>
    unusual.test(text)
      ? (isLong(text) && surely.test(text)) || bare(text).includes(wanted)
      : isLong(text) && usually.test(text);
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
  if (!unit.parts.every(isSimple)) {
    const ways = [unit.parts, ...(unit.joined === undefined ? [] : [[unit.joined]])].map((words) =>
      signlessOf(begins ? words : words.map(startOf)),
    );
    return (text) => ways.some((letters) => holdsAll(text, letters)) && hasUnit(tokensOf(text), unit);
  }
  if (more.length > 0) return partsTest(unit);
  if (unit.joined !== undefined) return eitherTest(first, unit.joined);
  const key = sameWordKey(first);
  const start = begins ? first : startOf(first);
  const unusual = unusualFor(unit.parts);
  const isSpelledOut = IN_TWO_LETTERS.test(first);
  const surely = new RegExp(`${STARTS}(${start}[a-z0-9]*)${ENDS}`, 'gi');
  const usually = new RegExp(`(?<![a-z0-9])(${start}[a-z0-9]*)`, 'gi');
  const words = new RegExp(` (${start}[^ ]*)`, 'g');
  // Of titles, where small words count, their index tells what begins like a word.
  const matches = (word: string | undefined): boolean => {
    const lower = (word ?? '').toLowerCase();
    return begins ? !isStopWord(lower) : sameWordKey(lower) === key;
  };
  const stands = (text: string, pattern: RegExp): boolean => {
    for (const match of text.matchAll(pattern)) if (matches(match[1])) return true;
    return false;
  };
  return (text) => {
    const found = unusual.test(text)
      ? stands(text, surely) || stands(bare(text), words)
      : stands(text, usually);
    // The parts of a hyphenated word may be typed as one.
    return (
      found ||
      ((((text.includes('-') || MAY_JOIN.test(text)) && mayJoin(text, start)) ||
        (isSpelledOut && mayHoldUmlauts(text, start))) &&
        hasUnit(tokensOf(text), unit))
    );
  };
}

function unusualFor(words: readonly string[]): RegExp {
  return words.some((word) => /\d/.test(word)) ? UNUSUAL_FOR_DIGITS : UNUSUAL;
}

/** Whether letters may be a word whose umlauts are printed in one letter. */
function mayHoldUmlauts(text: string, letters: string): boolean {
  return MAY_HAVE_UMLAUT.test(text) && spelledOut(plainText(text))?.includes(letters) === true;
}

/**
 * How many times longer than for most words it takes to test whether one stands in a text: one of several parts may also stand joined;
 * many words begin like parts of one or two letters, and where there are other signs each word of the text has to be named. What begins
 * like a word costs as much to look up.
 */
export function costOf({ parts, completions }: Unit): number {
  if (!parts.every(isSimple) || (parts.length > 1 && parts.every((part) => part.length < 3))) return 4;
  return parts.length > 1 || completions !== undefined ? 2 : 1;
}

/** What all words with the stem of a word begin with. A stem may end in other letters: "centre" has the stem of "center". */
function startOf(word: string): string {
  const wanted = stem(word);
  return wanted.slice(0, Math.max(1, wanted.length - 2));
}

/** Tests whether one of two words stands in a text. */
function eitherTest(...words: readonly string[]): TextTest {
  const tests = words.map((word) => unitTest({ parts: [word], stop: false }));
  return (text) => tests.some((test) => test(text));
}

/** Tests whether the parts of a word stand side by side, or joined. */
function partsTest({ parts, joined }: Unit): TextTest {
  const unusual = unusualFor(parts);
  const keys = parts.map(sameWordKey);
  const [first = '', ...more] = parts.map(startOf);
  // What follows is only looked at, as it may be the beginning of the next place.
  const usually = new RegExp(
    `(?<![a-z0-9])(${first}[a-z0-9]*)(?=${more.map((start) => `[^a-z0-9]+(${start}[a-z0-9]*)`).join('')})`,
    'gi',
  );
  const words = new RegExp(` (${first}[^ ]*)(?=${more.map((start) => ` (${start}[^ ]*)`).join('')})`, 'g');
  const asOne = joined === undefined ? undefined : unitTest({ parts: [joined], stop: false });
  const stands = (text: string, pattern: RegExp): boolean => {
    for (const match of text.matchAll(pattern))
      if (keys.every((key, at) => sameWordKey((match[at + 1] ?? '').toLowerCase()) === key)) return true;
    return false;
  };
  return (text) =>
    (unusual.test(text) ? stands(bare(text), words) : stands(text, usually)) || asOne?.(text) === true;
}

/** Whether one of the hyphenated words of a text begins with letters once it is run together; to name all its words takes ten times as long. */
function mayJoin(text: string, letters: string): boolean {
  const unusual = unusualFor([letters]).test(text);
  const folded = unusual ? read(text).folded : text.toLowerCase();
  const mayHold = unusual ? holdsAll(text, [letters]) : folded.replaceAll('-', '').includes(letters);
  if (!mayHold) return false;
  for (const [word] of folded.matchAll(HYPHENATED))
    if (word.replace(/[-']/g, '').startsWith(letters)) return true;
  return false;
}

const SIGNS = /[^\p{L}\p{N}]+/gu;
const ASCII_SIGNS = /[^a-z0-9]+/g;

/** What parts the words of a folded text. */
function signsOf(folded: string): RegExp {
  if (/\d\.\d/.test(folded)) return APART;
  return /[^\x00-\x7f]/.test(folded) ? SIGNS : ASCII_SIGNS;
}

/** Whether letters stand in a text once its words are run together. */
function holdsAll(text: string, letters: readonly string[]): boolean {
  const together = bare(text).replace(/[ .]/g, '');
  return letters.every((one) => together.includes(one));
}

/** What every text with the parts of a word has in it once its words are run together: small words stand before others as they are. */
export function lettersOf(parts: readonly string[]): string[] {
  if (!parts.every(isSimple)) return [];
  const letters: string[] = [];
  let before = '';
  for (const part of parts) {
    if (isStopWord(part)) before += part;
    else {
      letters.push(before + startOf(part));
      before = '';
    }
  }
  return [...letters, before];
}

/** The letters of words that have other signs among them, too. An id may be written in other ways. */
function signlessOf(words: readonly string[]): string[] {
  return words.filter((word) => !/\d{3}/.test(word)).map((word) => word.replace(/[^\p{L}\p{N}]+/gu, ''));
}

function hasUnit(words: readonly string[], unit: Unit): boolean {
  const [first = '', ...more] = unit.parts;
  if (unit.completions !== undefined)
    return words.some((word) => word.startsWith(first) && !isStopWord(word));
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
  const { folded } = read(text);
  last.bare ??= bareOf(folded);
  return last.bare;
}

function bareOf(folded: string): string {
  const words = folded.includes("'s") ? folded.replace(/'s(?![\p{L}\p{N}]|['-][\p{L}\p{N}])/gu, '') : folded;
  return ` ${words.replace(signsOf(words), ' ')} `;
}

/** Tests come one after the other to the same text. */
function read(text: string): { readonly folded: string } {
  if (text !== last.text) last = { text, folded: foldPlain(plainText(text)) };
  return last;
}

let last: { readonly text: string; readonly folded: string; bare?: string } = { text: '', folded: '' };

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
