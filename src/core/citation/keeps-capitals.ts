import { isProperNoun } from './proper-nouns.ts';
import { type Capitals, type Place, startsSentence } from './title-pieces.ts';
import { COUNTED } from './title-words.ts';
import { wordSet } from './word-set.ts';

/** Chemical elements whose symbols are no words and no prefixes ("Be", "Co-", "Re-") otherwise. */
const ELEMENTS = wordSet(
  `Li Ne Na Mg Al Si Cl Ar Ca Sc Ti Cr Mn Fe Ni Cu Zn Ge Se Br Kr Rb Sr Zr Nb Tc Ru Rh Pd Ag Cd Sn Sb Te Xe Cs Ba Nd Sm Eu Gd Tb Dy Tm Yb Lu
  Hf Ir Pt Au Hg Tl Pb`,
);

const LARGE_UNITS = wordSet('Hz Pa Bq Gy Sv Da Oe Wh Mpc Gpc Myr Gyr Mbit Gbit Torr');

/**
 * Whether a word must keep its capitals in the middle of a sentence: acronyms, capitals inside a word, a letter with a
 * number, a single letter that is no article, chemical elements, proper nouns, and in a title written as a sentence whatever has one.
 */
export function keepsCapitals(word: string, place: Place, capitals: Capitals): boolean {
  const bare = word.replace(/['’]s?$/u, '');
  const large = bare.match(/\p{Lu}/gu)?.length ?? 0;
  if (large === 0) return false;
  // Without a vowel nobody could say it as a word.
  if (capitals === 'shouted') return !/[AEIOUY]/.test(bare) || /\d/.test(bare);
  if (place.touchesFormula && /^\p{Lu}\p{Ll}?$/u.test(bare)) return true;
  if (place.afterNumber && LARGE_UNITS.has(bare)) return true;
  if (large > 1 || /^.+\p{Lu}/u.test(bare)) return true;
  if (/\d/.test(bare)) return !COUNTED.test(bare.replace(/\d+$/, ''));
  const isName = capitals === 'sentence' && !startsSentence(place);
  // "A" is an article, but not in "type A" and "D-A".
  if (/^\p{L}$/u.test(bare)) return bare !== 'A' || place.afterHyphen || place.isLast || isName;
  if (/^\p{L}[+*#]+$/u.test(bare)) return true;
  return isProperNoun(bare) || ELEMENTS.has(bare) || isName;
}
