/** What an index knows of the words of its library. */
export type Lexicon = {
  /** How many documents have a word with this stem. */
  countOf(stem: string): number;
  /** The stems of words that begin with a folded text, the most frequent first. */
  completionsOf(text: string): string[];
  /** The nearest word of the library to a folded word that occurs nowhere. */
  correct(word: string): string | undefined;
};
