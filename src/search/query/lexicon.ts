/** What an index knows of the words of its library. */
export type Lexicon = {
  /** How many documents have a word with this stem. */
  countOf(stem: string): number;
  /** The stems of words that begin with a folded text, the most frequent first. */
  completionsOf(text: string): string[];
  /** The nearest word of the library to a folded word that occurs nowhere. */
  correct(word: string): string | undefined;
};

/** Guesses what this many unknown words of one query may have meant. In a longer text nobody is helped by guesses. */
const MOST_GUESSES = 8;

/** A lexicon for one query, which makes only so many costly guesses. */
export function patient(lexicon: Lexicon): Lexicon {
  let left = MOST_GUESSES;
  return {
    countOf: (stem) => lexicon.countOf(stem),
    completionsOf: (text) => (left > 0 ? lexicon.completionsOf(text) : []),
    correct(word) {
      left -= 1;
      return left < 0 ? undefined : lexicon.correct(word);
    },
  };
}
