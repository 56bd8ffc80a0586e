/**
 * Porter's stemmer (M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980), written from its description,
 * so that "autoencoders" and "autoencoder" are one word, behind one spelling of British and American words. Only plain English letters are stemmed; anything else stays.
 */

import { singularOf } from './irregular-plurals.ts';
import { ownCopy } from './own-copy.ts';
import { americanSpelling } from './spelling.ts';

const cache = new Map<string, string>();
/** Bounds the memory of a long run over odd words; a corpus of abstracts stays well below. */
const CACHE_SIZE = 50_000;

/** The stem of a folded word. */
export function stem(word: string): string {
  const known = cache.get(word);
  if (known !== undefined) return known;
  const result = word.length > 2 && /^[a-z]+$/.test(word) ? porter(americanSpelling(singularOf(word))) : word;
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(ownCopy(word), ownCopy(result));
  return result;
}

function porter(word: string): string {
  const plural = withoutPlural(word);
  const tense = withoutTense(plural);
  // "Theory" is of "theories", and "day" of "days"; of Porter's own "dai" a name would be made.
  const isEnding = /[^aeiou]y$/.test(tense) && hasVowel(tense.slice(0, -1));
  const vowelled = isEnding ? `${tense.slice(0, -1)}i` : tense;
  const shorter = replaceSuffix(replaceSuffix(vowelled, STEP_2, 0), STEP_3, 0);
  return tidyEnd(replaceSuffix(shorter, STEP_4, 1));
}

type Suffixes = readonly (readonly [suffix: string, replacement: string])[];

// Longer suffixes stand before the shorter ones they end with: the longest that fits decides.
const STEP_2: Suffixes = [
  ['ational', 'ate'],
  ['ization', 'ize'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['tional', 'tion'],
  ['biliti', 'ble'],
  ['entli', 'ent'],
  ['ousli', 'ous'],
  ['ation', 'ate'],
  ['alism', 'al'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  ['abli', 'able'],
  ['alli', 'al'],
  ['ator', 'ate'],
  ['logi', 'log'],
  ['eli', 'e'],
];
const STEP_3: Suffixes = [
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ness', ''],
  ['ful', ''],
];
const STEP_4: Suffixes = [
  ['ement', ''],
  ['ance', ''],
  ['ence', ''],
  ['able', ''],
  ['ible', ''],
  ['ment', ''],
  ['ant', ''],
  ['ent', ''],
  ['ism', ''],
  ['ate', ''],
  ['iti', ''],
  ['ous', ''],
  ['ive', ''],
  ['ize', ''],
  ['ion', ''],
  ['al', ''],
  ['er', ''],
  ['ic', ''],
  ['ou', ''],
];

/** Replaces the first suffix that fits when what stands before it measures more than `least`. */
function replaceSuffix(word: string, suffixes: Suffixes, least: number): string {
  for (const [suffix, replacement] of suffixes) {
    if (!word.endsWith(suffix)) continue;
    const rest = word.slice(0, -suffix.length);
    if (suffix === 'ion' && !/[st]$/.test(rest)) return word;
    return measure(rest) > least ? rest + replacement : word;
  }
  return word;
}

function withoutPlural(word: string): string {
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2);
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

function withoutTense(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const ending = word.endsWith('ed') ? 2 : word.endsWith('ing') ? 3 : 0;
  const rest = word.slice(0, word.length - ending);
  if (ending === 0 || !hasVowel(rest)) return word;
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
  // "Added" is of "add"; "ad" is what is left of "AdS".
  if (endsDouble(rest) && rest.length > 3 && !/[lsz]$/.test(rest)) return rest.slice(0, -1);
  return measure(rest) === 1 && endsShort(rest) ? `${rest}e` : rest;
}

function tidyEnd(word: string): string {
  let result = word;
  if (word.endsWith('e')) {
    const rest = word.slice(0, -1);
    const size = measure(rest);
    if (size > 1 || (size === 1 && !endsShort(rest))) result = rest;
  }
  return result.endsWith('ll') && measure(result) > 1 ? result.slice(0, -1) : result;
}

/** c for a consonant, v for a vowel; y is a vowel after a consonant. */
function shape(word: string): string {
  let result = '';
  for (const letter of word) {
    const vowel = 'aeiou'.includes(letter) || (letter === 'y' && result.endsWith('c'));
    result += vowel ? 'v' : 'c';
  }
  return result;
}

/** Porter's m: how often vowels are followed by consonants. */
function measure(word: string): number {
  return shape(word).match(/v+c+/g)?.length ?? 0;
}

function hasVowel(word: string): boolean {
  return shape(word).includes('v');
}

function endsDouble(word: string): boolean {
  return word.length > 1 && word.at(-1) === word.at(-2) && shape(word).endsWith('c');
}

/** Consonant, vowel, consonant at the end, the last not w, x or y: "hop", not "snow". */
function endsShort(word: string): boolean {
  return shape(word).endsWith('cvc') && !/[wxy]$/.test(word);
}
