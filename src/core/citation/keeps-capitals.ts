import { isProperNoun } from './proper-nouns.ts';
import { type Capitals, type Place, startsSentence } from './title-pieces.ts';
import { COUNTED } from './title-words.ts';

/**
 * Whether a word must keep its capitals in the middle of a sentence: acronyms, capitals inside a word, a letter with a
 * number, a single letter that is no article, proper nouns, and in a title written as a sentence whatever has one.
 */
export function keepsCapitals(word: string, place: Place, capitals: Capitals): boolean {
  const bare = word.replace(/['’]s?$/u, '');
  const large = bare.match(/\p{Lu}/gu)?.length ?? 0;
  if (large === 0) return false;
  // Without a vowel nobody could say it as a word.
  if (capitals === 'shouted') return !/[AEIOUY]/.test(bare) || /\d/.test(bare);
  if (large > 1 || /^.+\p{Lu}/u.test(bare)) return true;
  if (/\d/.test(bare)) return !COUNTED.test(bare.replace(/\d+$/, ''));
  const isName = capitals === 'sentence' && !startsSentence(place);
  // "A" is an article, but not in "type A" and "D-A".
  if (/^\p{L}$/u.test(bare)) return bare !== 'A' || place.afterHyphen || place.isLast || isName;
  if (/^\p{L}[+*#]+$/u.test(bare)) return true;
  return isProperNoun(bare) || isName;
}
