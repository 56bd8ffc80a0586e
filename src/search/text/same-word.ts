import { stem } from './stem.ts';
import { isStopWord } from './stop-words.ts';

/**
 * What two folded words of texts share when they count as the same word: their stem, but a stop word is nothing but itself. "One"
 * and "use" have the stems of "on" and "us".
 */
export function sameWordKey(word: string): string {
  return isStopWord(word) ? ` ${word}` : stem(word);
}
