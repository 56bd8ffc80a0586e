import { editDistance } from '../../core/nearest.ts';
import type { Correction } from '../../core/query.ts';
import { rememberedFew } from '../../core/remembered.ts';
import { plainText } from '../text/plain-text.ts';
import { stem } from '../text/stem.ts';
import { isStopWord } from '../text/stop-words.ts';
import { type Name, nameWord, surfacesOf } from '../text/tokenize.ts';
import type { Lexicon } from './lexicon.ts';

/**
 * One word to look for, as the indexes call it. It is found where all parts are, or where they stand joined. A word of one part may
 * also be found where it stands joined with its neighbour, or with its umlauts in two letters.
 */
export type Unit = {
  readonly parts: readonly string[];
  readonly joined?: string;
  /** The stems of the words that begin like this one part, when it is a beginning. */
  readonly completions?: readonly string[];
  readonly stop: boolean;
  readonly correction?: Correction;
};

/**
 * The parts of a word with more of them, joined by hyphens, are words of their own: of a hundred thousand papers two have such a word,
 * and to look for a hundred parts side by side would take seconds.
 */
const MOST_PARTS = 8;
/** Of a word with more parts than this no part is corrected. */
const MOST_CORRECTED_PARTS = 4;
/** Of more words no neighbours are joined. */
const MOST_JOINED = 8;
/** Two words that stand as one less often than this share of the rarer one are only a slip of the pen there. */
const LEAST_JOINED = 0.05;
/** A longer text than a word may be anything, and need not be kept in mind. */
const LONGEST_REMEMBERED = 40;
/** Shorter beginnings begin too much. */
const MIN_PREFIX = 3;

/** The words of one term as they stand, nothing corrected, each once. */
export function unitsOf(text: string): readonly Unit[] {
  return text.length > LONGEST_REMEMBERED ? readUnits(text) : readShort(text);
}

/** A search asks for those of each of its words several times, and the queries of a round of digests share many words. */
const readShort = rememberedFew(readUnits);

function readUnits(text: string): Unit[] {
  const names = surfacesOf(plainText(text))
    .map(nameWord)
    .flatMap((name): Name | Name[] =>
      name.parts.length > MOST_PARTS ? name.parts.map((part) => ({ parts: [part] })) : name,
    );
  const distinct = new Map(names.map((name) => [name.parts.join('-'), name]));
  distinct.delete('');
  return [...distinct.values()].map(unitOf);
}

/** A word with umlauts is also found where these are printed as two letters. */
function unitOf({ parts, joined, spelled: [spelled] = [] }: Name): Unit {
  const other = joined ?? (parts.length === 1 ? spelled : undefined);
  return { parts, ...(other === undefined ? {} : { joined: other }), stop: parts.every(isStopWord) };
}

/** The words of a typed text for finding them in one: a last one that ends in `*` stands for whatever begins like it. */
export function openUnits(text: string): readonly Unit[] {
  const units = unitsOf(text);
  const last = units.at(-1);
  if (last === undefined || !text.endsWith('*') || aloneOf(last).length < MIN_PREFIX) return units;
  return [...units.slice(0, -1), { parts: [aloneOf(last)], completions: [], stop: false }];
}

/** The words of a typed text, none corrected; the last one is completed when it ends in `*`. */
export function exactUnits(lexicon: Lexicon, text: string): readonly Unit[] {
  const units = unitsOf(text);
  const last = units.at(-1);
  if (last === undefined || !text.endsWith('*')) return units;
  return [...units.slice(0, -1), completed(lexicon, aloneOf(last)) ?? last];
}

/** The words of a typed text; those that occur nowhere are completed (the last one, or one ending in `*`) or corrected. */
export function resolveUnits(lexicon: Lexicon, text: string, last: boolean): Unit[] {
  const units = unitsOf(text);
  const star = text.endsWith('*');
  return units.flatMap((unit, index) => {
    const open = index === units.length - 1 && (last || star);
    const alone = aloneOf(unit);
    if (open && star) return completed(lexicon, alone) ?? unit;
    if (unit.stop || unitIsKnown(lexicon, unit)) return unit;
    const whole = open ? completed(lexicon, alone) : undefined;
    if (whole !== undefined) return whole;
    // "stp-wise" has one wrong letter.
    const slip = lexicon.correct(alone);
    if (unit.parts.length > 1 && slip !== undefined && editDistance(alone, slip) === 1)
      return correctedTo(unit, slip);
    const parts = partsOf(lexicon, unit);
    return parts ?? corrected(lexicon, unit, slip);
  });
}

/** Words in which neighbours are also found where they stand as one: "auto encoder" where "autoencoder" does. */
export function withNeighbours(lexicon: Lexicon, units: readonly Unit[]): readonly Unit[] {
  if (units.length > MOST_JOINED) return units;
  const isPlain = ({ parts, stop, completions }: Unit): boolean =>
    parts.length === 1 && !stop && completions === undefined;
  const joined = units.map((unit, at) => {
    const next = units[at + 1];
    if (next === undefined || !isPlain(unit) || !isPlain(next)) return undefined;
    const [a = '', b = ''] = [unit.parts[0], next.parts[0]];
    const [asOne, ...each] = [a + b, a, b].map((word) => lexicon.countOf(stem(word)));
    const often = asOne !== undefined && asOne > 0 && asOne >= LEAST_JOINED * Math.min(...each);
    // What is mostly written as two words, or with a hyphen, is found by its parts.
    return often && asOne > lexicon.countWithAll([stem(a), stem(b)]) ? a + b : undefined;
  });
  return units.map((unit, at) => {
    const word = joined[at] ?? joined[at - 1];
    return word === undefined || unit.joined !== undefined ? unit : { ...unit, joined: word };
  });
}

/** The parts of a hyphenated word as words of their own, where each of them stands somewhere, but nowhere all of them. */
function partsOf(lexicon: Lexicon, { parts }: Unit): Unit[] | undefined {
  if (parts.length < 2) return undefined;
  const units = parts.map((part) => ({ parts: [part], stop: isStopWord(part) }));
  return units.every((unit) => unit.stop || unitIsKnown(lexicon, unit)) ? units : undefined;
}

function aloneOf(unit: Unit): string {
  return unit.parts.length === 1 ? (unit.parts[0] ?? '') : (unit.joined ?? '');
}

/** A word with another in its place, or completed, or with other parts. */
function corrected(lexicon: Lexicon, unit: Unit, used: string | undefined): Unit {
  if (used !== undefined) return correctedTo(unit, used);
  if (unit.parts.length === 1) return completed(lexicon, aloneOf(unit)) ?? unit;
  if (unit.parts.length > MOST_CORRECTED_PARTS) return unit;
  const parts = unit.parts.map((part) =>
    unitIsKnown(lexicon, { parts: [part] }) ? part : (lexicon.correct(part) ?? part),
  );
  const typed = unit.parts.join('-');
  if (parts.join('-') === typed) return unit;
  return { parts, joined: parts.join(''), stop: false, correction: { typed, used: parts.join('-') } };
}

function correctedTo(unit: Unit, used: string): Unit {
  return { parts: [used], stop: isStopWord(used), correction: { typed: unit.parts.join('-'), used } };
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
  return waysOf(unit).some((way) => way.every(exists) && (way.length === 1 || lexicon.countWithAll(way) > 0));
}
