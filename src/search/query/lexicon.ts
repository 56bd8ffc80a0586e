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
  /** The nearest word of an author's name; a name may also be completed (`tegm`). */
  correctName(word: string): string | undefined;
};

/** Guesses what this many unknown words of one query may have meant; each costs milliseconds. */
const MOST_GUESSES = 8;

/** Of one query it is found out of so many words with several parts whether these stand together; of others it is believed. */
const MOST_TOGETHER = 40;

/** Counts documents with all of some stems so many times, and believes that there are very many after that. */
export function countingFew(countWithAll: Lexicon['countWithAll']): Lexicon['countWithAll'] {
  let left = MOST_TOGETHER;
  return (stems) => {
    left -= 1;
    return left < 0 ? Number.POSITIVE_INFINITY : countWithAll(stems);
  };
}

/** A lexicon for one query, which makes only so many costly guesses. */
export function patient(lexicon: Lexicon, guesses = MOST_GUESSES): Lexicon {
  let left = guesses;
  const once = (guess: () => string | undefined): string | undefined => {
    left -= 1;
    return left < 0 ? undefined : guess();
  };
  return {
    countOf: (stem) => lexicon.countOf(stem),
    countWithAll: countingFew((stems) => lexicon.countWithAll(stems)),
    completionsOf: (text) => (left > 0 ? lexicon.completionsOf(text) : []),
    correct: (word) => once(() => lexicon.correct(word)),
    correctName: (word) => once(() => lexicon.correctName(word)),
  };
}
