/** What an index knows of the words of its library. */
export type Lexicon = {
  /** How many documents have a word with this stem. */
  countOf(stem: string): number;
  /** How many have words with all of these stems. */
  countWithAll(stems: readonly string[]): number;
  /** The stems of words that begin with a folded text, the most frequent first. */
  completionsOf(text: string): string[];
  /** The nearest word of the library to a folded word that occurs nowhere. */
  correct(word: string): string | undefined;
};

/** Guesses what this many unknown words of one query may have meant; each costs milliseconds. */
const MOST_GUESSES = 8;

/** A lexicon for one query, which makes only so many costly guesses. */
export function patient(lexicon: Lexicon, guesses = MOST_GUESSES): Lexicon {
  let left = guesses;
  return {
    countOf: (stem) => lexicon.countOf(stem),
    countWithAll: (stems) => lexicon.countWithAll(stems),
    completionsOf: (text) => (left > 0 ? lexicon.completionsOf(text) : []),
    correct(word) {
      left -= 1;
      return left < 0 ? undefined : lexicon.correct(word);
    },
  };
}
