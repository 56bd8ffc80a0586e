import type { Suggestion } from '../../core/suggest.ts';
import { clip, foldedWords } from '../../core/text.ts';
import { placeOf } from '../text/near-terms.ts';

/** Something that can be suggested: what is shown, what it stands for, and its words as ` word word`. */
export type Entry = Suggestion & { readonly words: string };

/** Entries in their order, all their words in the order of the alphabet, and in which entries each stands. */
export type SuggestList = {
  readonly entries: readonly Entry[];
  readonly words: readonly string[];
  readonly places: readonly (readonly number[])[];
};

export const MOST_SUGGESTIONS = 25;
/** What platforms show of one. */
const LONGEST_LABEL = 100;
/** Where more entries than this have a word, those at the top are looked through instead of them, and so many at most. */
const MOST_PLACES = 2_000;
const MOST_LOOKED_THROUGH = 10_000;

export const NO_ENTRIES: SuggestList = { entries: [], words: [], places: [] };

export function suggestList(entries: readonly Entry[]): SuggestList {
  const placesOf = new Map<string, number[]>();
  for (const [place, entry] of entries.entries()) {
    for (const word of entry.words.split(' ')) {
      const known = placesOf.get(word);
      if (word === '' || known?.at(-1) === place) continue;
      if (known === undefined) placesOf.set(word, [place]);
      else known.push(place);
    }
  }
  const words = [...placesOf.keys()].toSorted();
  return { entries, words, places: words.map((word) => placesOf.get(word) ?? []) };
}

/** The entries in which every typed word begins a word; what begins with all that was typed comes first. */
export function matching(list: SuggestList, typed: string): Suggestion[] {
  const phrase = wordsOf(typed);
  const words = phrase.split(' ').slice(1);
  const [first, others]: [Suggestion[], Suggestion[]] = [[], []];
  for (const entry of candidates(list, words)) {
    if (!words.every((word) => entry.words.includes(` ${word}`))) continue;
    if (entry.words.startsWith(phrase)) first.push(entry);
    else if (others.length < MOST_SUGGESTIONS) others.push(entry);
    if (first.length >= MOST_SUGGESTIONS) break;
  }
  return [...first, ...others].slice(0, MOST_SUGGESTIONS).map(bare);
}

/** The entries that have the rarest of some words, or the topmost ones where even that one is frequent. */
function candidates(list: SuggestList, words: readonly string[]): readonly Entry[] {
  const { entries } = list;
  let rarest: readonly number[] | undefined;
  for (const word of words) {
    const places = placesOfStart(list, word);
    if (places !== undefined && (rarest === undefined || places.length < rarest.length)) rarest = places;
  }
  if (rarest === undefined) return entries.slice(0, MOST_LOOKED_THROUGH);
  return rarest.flatMap((place) => entries[place] ?? []);
}

/** Where a word stands that begins like this; undefined when that is in too many entries. */
function placesOfStart({ words, places }: SuggestList, start: string): number[] | undefined {
  const found = new Set<number>();
  for (let at = placeOf(words, start); words[at]?.startsWith(start) === true; at += 1) {
    for (const place of places[at] ?? []) found.add(place);
    if (found.size > MOST_PLACES) return undefined;
  }
  return [...found].toSorted((a, b) => a - b);
}

export function bare({ label, value }: Suggestion): Suggestion {
  return { label: clip(label, LONGEST_LABEL), value };
}

export function named(name: string): Entry {
  return withWords({ label: name, value: name });
}

export function withWords(suggestion: Suggestion): Entry {
  return { ...suggestion, words: wordsOf(suggestion.label) };
}

/** ` sparse autoencoders`: folded words, each behind a blank; nothing for nothing. */
export function wordsOf(text: string): string {
  return foldedWords(text)
    .map((word) => ` ${word}`)
    .join('');
}
