import { keepsCapitals } from './keeps-capitals.ts';
import { properSpelling } from './proper-nouns.ts';
import { titleParts } from './title.ts';
import { type Capitals, type Place, readTitle } from './title-pieces.ts';
import { wordSet } from './word-set.ts';

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
  return recase(title, (word, place, { capitals }) => {
    if (keepsCapitals(word, place, capitals)) return word;
    const proper = capitals === 'shouted' ? properSpelling(word) : undefined;
    if (proper !== undefined) return proper;
    const starts = place.isFirst || (place.afterColon && afterColon === 'capital');
    return starts && !place.afterHyphen ? capitalized(lower(word)) : lower(word);
  });
}

const ARTICLES = wordSet(
  'a an the and but or nor for as at by from in into of on onto per to via with vs vs. et al',
);
/** Prepositions here, adverbs there ("Scaling Up"): the author's choice stands. */
const UNDECIDED = wordSet('up off out over down so yet if than');
const LONG_PREPOSITIONS = wordSet(
  `about above across after against along amid among around before behind below beneath beside between beyond despite during
  inside near outside regarding since through throughout toward towards under underneath until upon within without`,
);
/** The small words of names: "a von Neumann algebra", "van der Waals forces". */
const PARTICLES = wordSet('van von der den de du della di da');
/** What follows these after a hyphen is no word of its own. */
const PREFIXES = wordSet(
  'anti co de inter intra meta mid multi non para post pre pro re semi sub super trans ultra un under',
);

/**
 * "Opening the AI Black Box: Program Synthesis via Mechanistic Interpretability". MLA writes all prepositions small; Chicago
 * (18th edition) only those of up to four letters.
 */
export function headlineCase(title: string, prepositions: 'small' | 'long ones large'): string {
  return recase(title, (word, place, { capitals, before, next }) => {
    if (keepsCapitals(word, place, capitals)) return word;
    const small = lower(word);
    if (place.afterHyphen && PREFIXES.has(lower(before)) && word === small) return word;
    const edge = place.isFirst || place.afterColon || place.isLast;
    if (!edge && word === small && PARTICLES.has(word) && /^\p{Lu}/u.test(next)) return word;
    if (!edge && UNDECIDED.has(small)) return capitals === 'shouted' ? small : word;
    if (!edge && (ARTICLES.has(small) || (prepositions === 'small' && LONG_PREPOSITIONS.has(small))))
      return small;
    return capitalized(small);
  });
}

/** What else is known of a word: of its title, and the words beside it. */
type Beside = { readonly capitals: Capitals; readonly before: string; readonly next: string };

function recase(title: string, change: (word: string, place: Place, beside: Beside) => string): string {
  const { pieces, capitals } = readTitle(title);
  return pieces
    .map((piece, index) => {
      if (
        piece.kind !== 'word' ||
        isName(piece.text, piece.place, pieces[index + 1]?.text, pieces[index + 2]?.text)
      )
        return piece.text;
      // "Q_p" outside of a formula.
      if (/[_^]$/.test(pieces[index - 1]?.text ?? '')) return piece.text;
      const after = pieces[index + 2];
      const next = after?.kind === 'word' ? after.text : '';
      return change(piece.text, piece.place, { capitals, before: piece.before, next });
    })
    .join('');
}

/**
 * "k-means", "t-SNE", "wav2vec", "arXiv", "0νββ", "1/f", "389 nm", "gl(n)": what begins small and is no plain word is written so
 * everywhere, and what begins with a digit too.
 */
function isName(
  word: string,
  { afterNumber }: Place,
  gap: string | undefined,
  next: string | undefined,
): boolean {
  if (/^\d/.test(word) || /µ/.test(word)) return true;
  if (/\p{Script=Greek}/u.test(word) && !/^\p{Script=Greek}{4,}$/u.test(word)) return true;
  if (!/^\p{Ll}/u.test(word)) return false;
  return (
    /\p{Lu}|\d/u.test(word) ||
    (/^\p{Ll}$/u.test(word) && word !== 'a') ||
    (afterNumber && SMALL_UNITS.has(word)) ||
    // "gl(n)", "su(2)", and not "word(s)".
    (word.length <= 3 && gap?.startsWith('(') === true) ||
    (FUNCTIONS.has(word) && (/^(?:\p{L}|\d+)$/u.test(next ?? '') || FUNCTIONS.has(next ?? '')))
  );
}

const SMALL_UNITS = wordSet(
  'pm nm mm cm dm km fs ps ns ms min kg mg ng pc kpc au bar mbar mol ppm ppb rad mrad deg fb pb nb mb arcmin arcsec mas',
);
const FUNCTIONS = wordSet('log ln exp sin cos tan max min poly polylog');

function lower(word: string): string {
  return word.toLowerCase();
}

function capitalized(word: string): string {
  return word.replace(/^\P{L}*\p{L}/u, (start) => start.toUpperCase());
}
