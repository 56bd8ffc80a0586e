import { stem } from '../text/stem.ts';
import { isStopWord } from '../text/stop-words.ts';
import { nameWord, plainText, wordsOf } from '../text/tokenize.ts';
import type { Lexicon } from './lexicon.ts';

/** A word that was not in the library, and what was looked up instead. */
export type Correction = { readonly typed: string; readonly used: string };

/** One word to look for, as the indexes call it. It is found where all parts are, or where they stand joined. */
export type Unit = {
  readonly parts: readonly string[];
  readonly joined?: string;
  /** The stems of the words that begin like this one part, when it is a beginning. */
  readonly completions?: readonly string[];
  readonly stop: boolean;
  readonly correction?: Correction;
};

/** Of a word with more parts than this, joined by hyphens, no part is corrected. */
const MOST_PARTS = 4;
/** Shorter beginnings begin too much. */
const MIN_PREFIX = 3;

/** The words of a typed text, as they stand, nothing corrected. */
export function unitsOf(text: string): Unit[] {
  return [...wordsOf(plainText(text))]
    .map(({ surface }) => nameWord(surface))
    .filter(({ parts }) => parts.length > 0)
    .map((name) => ({ ...name, stop: name.parts.every(isStopWord) }));
}

/** The words of a typed text, none corrected; the last one is completed when it ends in `*`. */
export function exactUnits(lexicon: Lexicon, text: string): Unit[] {
  const units = unitsOf(text);
  const last = units.at(-1);
  if (last === undefined || !text.endsWith('*')) return units;
  return [...units.slice(0, -1), completed(lexicon, aloneOf(last)) ?? last];
}

/** The words of a typed text; those that occur nowhere are completed (the last one, or one ending in `*`) or corrected. */
export function resolveUnits(lexicon: Lexicon, text: string, last: boolean): Unit[] {
  const units = unitsOf(text);
  const star = text.endsWith('*');
  return units.map((unit, index) => {
    const open = index === units.length - 1 && (last || star);
    const alone = aloneOf(unit);
    if (open && star) return completed(lexicon, alone) ?? unit;
    if (unit.stop || unitIsKnown(lexicon, unit)) return unit;
    return (open ? completed(lexicon, alone) : undefined) ?? corrected(lexicon, unit, alone);
  });
}

function aloneOf(unit: Unit): string {
  return unit.parts.length === 1 ? (unit.parts[0] ?? '') : (unit.joined ?? '');
}

function corrected(lexicon: Lexicon, unit: Unit, alone: string): Unit {
  const typed = unit.parts.join('-');
  const used = lexicon.correct(alone);
  if (used !== undefined) return { parts: [used], stop: false, correction: { typed, used } };
  if (unit.parts.length === 1) return completed(lexicon, alone) ?? unit;
  if (unit.parts.length > MOST_PARTS) return unit;
  const parts = unit.parts.map((part) =>
    unitIsKnown(lexicon, { parts: [part] }) ? part : (lexicon.correct(part) ?? part),
  );
  if (parts.join('-') === typed) return unit;
  return { parts, joined: parts.join(''), stop: false, correction: { typed, used: parts.join('-') } };
}

/** A beginning of words, with the stems of those words; undefined when nothing begins like this. */
function completed(lexicon: Lexicon, text: string): Unit | undefined {
  if (text.length < MIN_PREFIX) return undefined;
  const completions = lexicon.completionsOf(text);
  return completions.length === 0 ? undefined : { parts: [text], completions, stop: false };
}

/** Ways to find a unit in the topic index: any one of these lists of stems, all of it. */
export function waysOf(unit: Pick<Unit, 'parts' | 'joined' | 'completions'>): string[][] {
  if (unit.completions !== undefined) return unit.completions.map((completion) => [completion]);
  const parts = unit.parts.filter((part) => !isStopWord(part)).map(stem);
  const ways = parts.length === 0 ? [] : [parts];
  return unit.joined === undefined ? ways : [...ways, [stem(unit.joined)]];
}

/**
 * Whether units rather name one paper than a topic: by an author's name or several words of a title. Two common words are a topic.
 * @param isName whether a unit is in the name of an author
 */
export function namesPaper(units: readonly Unit[], isName: (unit: Unit) => boolean): boolean {
  return units.length > 2 || units.every((unit) => unit.stop) || units.some(isName);
}

/** Whether words stand in a library. */
export function isKnown(lexicon: Lexicon, text: string): boolean {
  return unitsOf(text).every((unit) => unit.stop || unitIsKnown(lexicon, unit));
}

function unitIsKnown(lexicon: Lexicon, unit: Pick<Unit, 'parts' | 'joined'>): boolean {
  const exists = (term: string): boolean => lexicon.countOf(term) > 0;
  return waysOf(unit).some((way) => way.every(exists));
}
