import { fieldOf } from './query-fields.ts';
import { DASHES, QUOTES } from './query-text.ts';
import { collapse } from './text.ts';

const BLANK = /\s*/uy;
const QUOTE = new RegExp(`[${QUOTES}]`, 'uy');
const MINUS = new RegExp(`[${DASHES}]+(?=\\S)`, 'uy');
const FIELD = /\p{L}+:/uy;
const PHRASE = new RegExp(`[${QUOTES}]([^${QUOTES}]*)[${QUOTES}]?`, 'uy');
const WORD = new RegExp(`[^\\s${QUOTES}]+`, 'uy');
const VALUE_FOLLOWS = new RegExp(`[${QUOTES}(\\[]|\\S*[\\p{L}\\p{N}]`, 'uy');
/** What a sentence leaves out stands at its end. */
const LEFT_OUT = new RegExp(
  `(?:\\s[${DASHES}](?:[${QUOTES}][^${QUOTES}]*[${QUOTES}]|\\p{L}[^\\s${QUOTES}]*))+$`,
  'u',
);

/** A place in the text that moves forward by whole tokens, and how the text is read. */
export type Cursor = {
  readonly text: string;
  at: number;
  /** Quotes and colons are only signs of a sentence, and so are dashes before this place. */
  readonly leftOutFrom?: number;
  /** Parentheses group. */
  readonly grouping: boolean;
};

export type Value = { readonly text: string; readonly phrase: boolean };

export function cursorOf(text: string, how: 'parts' | 'groups' | 'sentence'): Cursor {
  if (how !== 'sentence') return { text, at: 0, grouping: how === 'groups' };
  return { text, at: 0, grouping: false, leftOutFrom: LEFT_OUT.exec(text)?.index ?? text.length };
}

/** Takes what the (sticky) pattern matches here; undefined when it does not match. */
export function take(cursor: Cursor, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = cursor.at;
  const match = pattern.exec(cursor.text);
  if (match === null) return undefined;
  cursor.at += match[0].length;
  return match;
}

/** Passes blanks; true when there were any. */
export function takeBlank(cursor: Cursor): boolean {
  return take(cursor, BLANK)?.[0] !== '';
}

export function takeMinus(cursor: Cursor): boolean {
  const from = cursor.leftOutFrom;
  if (from !== undefined && cursor.at < from) return false;
  return take(cursor, MINUS) !== undefined;
}

/** Everything up to a blank or quote; where parentheses group, one that closes more than the word opened ends it too. */
export function takeWord(cursor: Cursor): string {
  const start = cursor.at;
  const word = take(cursor, WORD)?.[0] ?? '';
  if (!cursor.grouping) return word;
  let depth = 0;
  for (let index = 0; index < word.length; index += 1) {
    if (word[index] === '(') depth += 1;
    if (word[index] === ')') depth -= 1;
    if (depth < 0) {
      cursor.at = start + index;
      return word.slice(0, index);
    }
  }
  return word;
}

/** A phrase or a word that has something to look for; undefined for signs alone and for a dash on its own. */
export function takeValue(cursor: Cursor): Value | undefined {
  const sentence = cursor.leftOutFrom !== undefined && cursor.at < cursor.leftOutFrom;
  if (sentence) while (take(cursor, QUOTE) !== undefined);
  const phrase = sentence ? undefined : take(cursor, PHRASE);
  const text = phrase === undefined ? takeWord(cursor) : collapse(phrase[1] ?? '');
  return /[\p{L}\p{N}]/u.test(text) ? { text, phrase: phrase !== undefined } : undefined;
}

/**
 * The name of a field, without its colon. A word with a colon that ends it ("Concepts: a survey") is only a word, unless we know
 * the field.
 */
export function takeField(cursor: Cursor): string | undefined {
  if (cursor.leftOutFrom !== undefined) return undefined;
  const start = cursor.at;
  const name = take(cursor, FIELD)?.[0].slice(0, -1);
  if (name === undefined) return undefined;
  VALUE_FOLLOWS.lastIndex = cursor.at;
  if (fieldOf(name) !== undefined || VALUE_FOLLOWS.test(cursor.text)) return name;
  cursor.at = start;
  return undefined;
}
