import { spelledOut } from '../../core/name-spellings.ts';
import type { Suggestion } from '../../core/suggest.ts';
import { clip, foldedWords } from '../../core/text.ts';
import { placeOf } from '../text/near-terms.ts';
import { PackedTexts } from './packed-texts.ts';
import { atOnce, type Steps, sorting } from './steps.ts';

/** What can be suggested, in its order, and all words of it in the order of the alphabet. A library has it in memory at all times. */
export type SuggestList = {
  readonly labels: readonly string[];
  readonly values: readonly string[];
  /** The words of each label as ` word word`, and behind them those that have umlauts in two letters. */
  readonly texts: PackedTexts;
  readonly words: PackedTexts;
  /** Where a word's places begin in `places`; they end where those of the next begin. */
  readonly starts: Uint32Array;
  /** Which suggestions have a word, word after word. */
  readonly places: Uint32Array;
};

export const MOST_SUGGESTIONS = 25;
/** What platforms show of one. */
const LONGEST_LABEL = 100;
/** Where more suggestions than this have a word, those at the top are looked through instead of them, and so many at most. */
const MOST_PLACES = 2_000;
const MOST_LOOKED_THROUGH = 10_000;
/** Of what has the typed words so many are tested for more. */
const MOST_TESTED = 1_500;
/** So many suggestions, words or places are dealt with in one step. */
const IN_A_STEP = 256;

/** What a list of suggestions that come one after the other is made of. */
class Gathered {
  readonly #labels: string[] = [];
  readonly #values: string[] = [];
  readonly #texts: string[] = [];
  /** Words by their number, and the number of each. */
  readonly #words: string[] = [];
  readonly #numbers = new Map<string, number>();
  /** The numbers of the words of each suggestion, and where they end. */
  readonly #wordsOfAll: number[] = [];
  readonly #ends: number[] = [];

  add({ label, value }: Suggestion): void {
    const words = allSpellings(label);
    this.#labels.push(label);
    this.#values.push(value);
    this.#texts.push(joined(words));
    for (const word of new Set(words)) {
      const number = this.#numbers.get(word) ?? this.#words.push(word) - 1;
      this.#numbers.set(word, number);
      this.#wordsOfAll.push(number);
    }
    this.#ends.push(this.#wordsOfAll.length);
  }

  *list(): Steps<SuggestList> {
    const sorted = yield* sorting(this.#words, (a, b) => (a < b ? -1 : 1));
    const rankOf = new Uint32Array(sorted.length);
    for (const [rank, word] of sorted.entries()) {
      if (rank % IN_A_STEP === 0) yield;
      rankOf[this.#numbers.get(word) ?? 0] = rank;
    }
    const starts = new Uint32Array(sorted.length + 1);
    for (const number of this.#wordsOfAll) add(starts, (rankOf[number] ?? 0) + 1, 1);
    for (let rank = 1; rank < starts.length; rank += 1) add(starts, rank, starts[rank - 1] ?? 0);
    const places = new Uint32Array(this.#wordsOfAll.length);
    const next = starts.slice();
    let at = 0;
    for (const [place, end] of this.#ends.entries()) {
      if (place % IN_A_STEP === 0) yield;
      for (; at < end; at += 1) {
        const rank = rankOf[this.#wordsOfAll[at] ?? 0] ?? 0;
        places[next[rank] ?? 0] = place;
        add(next, rank, 1);
      }
    }
    return {
      labels: this.#labels,
      values: this.#values,
      texts: yield* PackedTexts.packing(this.#texts),
      words: yield* PackedTexts.packing(sorted),
      starts,
      places,
    };
  }
}

/** A list of few. */
export function suggestList(suggestions: readonly Suggestion[]): SuggestList {
  return atOnce(listing(suggestions, (suggestion) => suggestion));
}

/** Makes a list of what may be very many. */
export function* listing<T>(all: readonly T[], suggestion: (one: T) => Suggestion): Steps<SuggestList> {
  const gathered = new Gathered();
  for (const [at, one] of all.entries()) {
    if (at % IN_A_STEP === 0) yield;
    gathered.add(suggestion(one));
  }
  return yield* gathered.list();
}

/**
 * Those in which every typed word begins a word; what begins with all that was typed comes first. What was typed with umlauts is also
 * looked for with these in two letters.
 * @param passes whether a value may be suggested
 */
export function matching(
  list: SuggestList,
  typed: string,
  passes?: (value: string) => boolean,
): Suggestion[] {
  let left = MOST_TESTED;
  const [first, others]: [Set<number>, Set<number>] = [new Set(), new Set()];
  for (const spelling of spellings(typed)) {
    const words = foldedWords(spelling);
    const phrase = joined(words);
    for (const place of candidates(list, words)) {
      const text = list.texts.at(place) ?? '';
      const isFirst = text.startsWith(phrase);
      if (!isFirst && (others.size >= MOST_SUGGESTIONS || !hasAll(text, words))) continue;
      if (passes?.(list.values[place] ?? '') ?? true) (isFirst ? first : others).add(place);
      left -= passes === undefined ? 0 : 1;
      if (first.size >= MOST_SUGGESTIONS || left === 0) break;
    }
  }
  return [...first, ...others]
    .slice(0, MOST_SUGGESTIONS)
    .map((place) => bare({ label: list.labels[place] ?? '', value: list.values[place] ?? '' }));
}

function spellings(typed: string): string[] {
  const inTwoLetters = spelledOut(typed);
  return inTwoLetters === undefined ? [typed] : [typed, inTwoLetters];
}

/** The values of so many of those in which every typed word begins a word. */
export function valuesWith(list: SuggestList, typed: string, most: number): Set<string> {
  const words = foldedWords(typed);
  const found = new Set<string>();
  for (const place of candidates(list, words)) {
    if (hasAll(list.texts.at(place) ?? '', words)) found.add(list.values[place] ?? '');
    if (found.size >= most) break;
  }
  return found;
}

function hasAll(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(` ${word}`));
}

/** The places of those that have the rarest of some words, or the topmost ones where even that one is frequent. */
function candidates(list: SuggestList, words: readonly string[]): Iterable<number> {
  let rarest: readonly number[] | undefined;
  for (const word of words) {
    const places = placesOfStart(list, word);
    if (places !== undefined && (rarest === undefined || places.length < rarest.length)) rarest = places;
  }
  return rarest ?? Array(Math.min(list.labels.length, MOST_LOOKED_THROUGH)).keys();
}

/** Where a word stands that begins like this; undefined when that is in too many suggestions. */
function placesOfStart({ words, starts, places }: SuggestList, start: string): number[] | undefined {
  const found = new Set<number>();
  for (let at = placeOf(words, start); words.at(at)?.startsWith(start) === true; at += 1) {
    for (const place of places.subarray(starts[at], starts[at + 1])) found.add(place);
    if (found.size > MOST_PLACES) return undefined;
  }
  return [...found].toSorted((a, b) => a - b);
}

export function bare({ label, value }: Suggestion): Suggestion {
  return { label: clip(label, LONGEST_LABEL), value };
}

export function named(name: string): Suggestion {
  return { label: name, value: name };
}

/** ` sparse autoencoders`: each word behind a blank; nothing for nothing. */
function joined(words: readonly string[]): string {
  return words.map((word) => ` ${word}`).join('');
}

function allSpellings(label: string): string[] {
  const words = foldedWords(label);
  const inTwoLetters = foldedWords(spelledOut(label) ?? '').filter((word) => !words.includes(word));
  return [...words, ...inTwoLetters];
}

function add(numbers: Uint32Array, at: number, more: number): void {
  numbers[at] = (numbers[at] ?? 0) + more;
}
