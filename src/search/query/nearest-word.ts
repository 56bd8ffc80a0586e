import { editDistance } from '../../core/nearest.ts';
import { isStopWord } from '../text/stop-words.ts';

/** How many stems of words with one beginning are looked for. */
export const MAX_STEMS = 12;
/** Of more words that are equally near it is not looked how often they occur. */
const MOST_COUNTED = 100;

/** What an index knows of its words. */
export type Words = {
  /** The words at most so many edits (see `nearTerms`) away from one. */
  readonly near: (word: string, edits: number) => readonly string[];
  /** How often people mean a word, such as in how many papers it stands; 0 for one that is gone. */
  readonly countOf: (word: string) => number;
};

/**
 * How often people mean a word: titles and names that have it tell. Where these do not differ, papers with its stem count less than
 * one of them. Small words have none.
 */
export function meantBy(word: string, titled: number, withStem: number): number {
  const others = isStopWord(word) ? 1 : withStem;
  return titled + others / (others + 1);
}

/** Most edits between a typed word and what it may have meant; 0 for words too short or with digits, where every guess is wrong. */
export function allowedEdits(word: string): number {
  if (word.length < 4 || /\p{N}/u.test(word)) return 0;
  return word.length > 5 ? 2 : 1;
}

/** The word that a folded one, which occurs nowhere, most likely meant; undefined when none is near. */
export function nearestWord(word: string, words: Words): string | undefined {
  const limit = allowedEdits(word);
  return limit === 0
    ? undefined
    : likeliest(word, words.near(word, limit), { limit, countOf: words.countOf });
}

/**
 * Of some words the one with the fewest edits (at most `limit`) from another; then rather one that begins alike, then one of the same
 * letters, swapped or doubled ("groking" is "grokking", not "growing"), then the most frequent, then the first in the alphabet. It is
 * counted only what decides.
 */
export function likeliest(
  word: string,
  words: Iterable<string>,
  { limit, countOf }: { readonly limit: number; readonly countOf: Words['countOf'] },
): string | undefined {
  const letters = lettersOf(word);
  const alike = new Map<number, string[]>();
  for (const found of words) {
    const edits = editDistance(word, found);
    const isCategory = isUnsigned(word, found);
    if (edits === 0 || edits > limit || !(isCategory || mayMean(word, found))) continue;
    const unlike = (found[0] === word[0] ? 0 : 2) + (lettersOf(found) === letters ? 0 : 1);
    const rank = isCategory ? 0 : 4 * edits + unlike;
    const others = alike.get(rank);
    if (others === undefined) alike.set(rank, [found]);
    else others.push(found);
  }
  for (const [, some] of [...alike].toSorted(([a], [b]) => a - b)) {
    let best: { readonly found: string; readonly count: number } | undefined;
    for (const found of some.toSorted().slice(0, MOST_COUNTED)) {
      const count = countOf(found);
      if (count > (best?.count ?? 0)) best = { found, count };
    }
    if (best !== undefined) return best.found;
  }
  return undefined;
}

/** Whether a word is a category without its signs: "statml", "qbionc". */
function isUnsigned(word: string, found: string): boolean {
  return found.includes('.') && found.replaceAll(/[.-]/g, '') === word;
}

/** A category is not what somebody meant who typed no dot: not "cs.ar" by "cstar". */
function mayMean(word: string, found: string): boolean {
  return !found.includes('.') || word.includes('.');
}

/** Which letters a word has, each once. */
function lettersOf(word: string): string {
  return [...new Set(word)].toSorted().join('');
}
