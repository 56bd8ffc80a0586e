import { properSpelling } from './proper-nouns.ts';
import { titleParts } from './title.ts';
import { isShouted, keepsCapitals, titleWords } from './title-words.ts';

/** What stands before a word in a title. */
type Place = {
  readonly isFirst: boolean;
  readonly afterColon: boolean;
  readonly afterHyphen: boolean;
  readonly isLast: boolean;
};

/** A title as people read it, in the case its authors gave it. */
export function plainTitle(title: string): string {
  return titleParts(title)
    .map((part) => part.text)
    .join('');
}

/**
 * "The geometry of concepts: Sparse autoencoder feature structure". Acronyms, proper nouns and formulas stay as they are. Some
 * styles begin anew after a colon, others go on.
 */
export function sentenceCase(title: string, afterColon: 'capital' | 'lower'): string {
  const shouted = isShouted(plainTitle(title));
  return recase(title, (word, place) => {
    if (keepsCapitals(word, shouted)) return word;
    const proper = shouted ? properSpelling(word) : undefined;
    if (proper !== undefined) return proper;
    const starts = place.isFirst || (place.afterColon && afterColon === 'capital');
    return starts && !place.afterHyphen ? capitalized(lower(word)) : lower(word);
  });
}

const ARTICLES = words('a an the and but or nor for as at by from in into of on onto per to via with vs vs.');
/** Prepositions here, adverbs there ("Scaling Up"): the author's choice stands. */
const UNDECIDED = words('up off out over down so yet if than');
const LONG_PREPOSITIONS = words(
  `about above across after against along amid among around before behind below beneath beside between beyond despite during
  inside near outside regarding since through throughout toward towards under underneath until upon within without`,
);
/** What follows these after a hyphen is no word of its own. */
const PREFIXES = words(
  'anti co de inter intra meta mid multi non para post pre pro re semi sub super trans ultra un under',
);

/**
 * "Opening the AI Black Box: Program Synthesis via Mechanistic Interpretability". MLA writes all prepositions small; Chicago
 * (18th edition) only those of up to four letters.
 */
export function headlineCase(title: string, prepositions: 'small' | 'long ones large'): string {
  const shouted = isShouted(plainTitle(title));
  return recase(title, (word, place, before) => {
    if (keepsCapitals(word, shouted)) return word;
    const small = lower(word);
    if (place.afterHyphen && PREFIXES.has(lower(before)) && word === small) return word;
    const edge = place.isFirst || place.afterColon || place.isLast;
    if (!edge && UNDECIDED.has(small)) return shouted ? small : word;
    if (!edge && (ARTICLES.has(small) || (prepositions === 'small' && LONG_PREPOSITIONS.has(small))))
      return small;
    return capitalized(small);
  });
}

type Recase = (word: string, place: Place, before: string) => string;

function recase(title: string, change: Recase): string {
  const parts = titleParts(title).flatMap((part) =>
    part.kind === 'text' ? titleWords(part.text) : [{ text: part.text, isWord: false, isFormula: true }],
  );
  const last = parts.findLastIndex((part) => part.isWord || 'isFormula' in part);
  let isFirst = true;
  let afterColon = false;
  let afterHyphen = false;
  let before = '';
  let text = '';
  for (const [index, part] of parts.entries()) {
    if (part.isWord) {
      text += isName(part.text, parts[index + 1]?.text)
        ? part.text
        : change(part.text, { isFirst, afterColon, afterHyphen, isLast: index === last }, before);
      before = part.text;
    } else {
      text += part.text;
    }
    const isGap = !part.isWord && !('isFormula' in part);
    afterHyphen = isGap ? part.text === '-' || part.text === '‐' : false;
    afterColon = isGap && (afterColon || /[:—–]\s*["“‘'(]?$/.test(part.text)) && part.text !== '-';
    // "vs. " ends no sentence.
    isFirst =
      isGap &&
      (isFirst ||
        /[?!]["”’']?\s+["“‘'(]?$/.test(part.text) ||
        (/^\.["”’']?\s/.test(part.text) && before.length > 3));
  }
  return text;
}

/** "k-means", "t-SNE", "wav2vec", "arXiv": what begins small and is no plain word is written so everywhere. */
function isName(word: string, next: string | undefined): boolean {
  if (!/^\p{Ll}/u.test(word)) return false;
  return (
    /\p{Lu}|\d/u.test(word) || (/^\p{Ll}$/u.test(word) && word !== 'a' && next?.startsWith('-') === true)
  );
}

function lower(word: string): string {
  return word.toLowerCase();
}

function capitalized(word: string): string {
  return word.replace(/^\P{L}*\p{L}/u, (start) => start.toUpperCase());
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
