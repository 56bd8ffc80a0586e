import { editDistance } from '../../core/nearest.ts';

/** How many stems near a word are looked at. */
export const MAX_STEMS = 12;

/** Most edits between a typed word and what it may have meant; 0 for words too short or with digits, where every guess is wrong. */
export function allowedEdits(word: string): number {
  if (word.length < 4 || /\p{N}/u.test(word)) return 0;
  return word.length > 5 ? 2 : 1;
}

/**
 * Of words with how often they occur, the one with the fewest edits (at most `limit`) from a word; then rather one that begins alike,
 * then one of the same letters, swapped or doubled ("groking" is "grokking", not "growing"), then the most frequent.
 */
export function nearest(
  word: string,
  counts: ReadonlyMap<string, number>,
  limit: number,
): string | undefined {
  const letters = lettersOf(word);
  const choices = [...counts]
    .map(([token, number]) => ({ token, number, edits: editDistance(word, token) }))
    .filter(({ edits }) => edits > 0 && edits <= limit)
    .toSorted(
      (a, b) =>
        a.edits - b.edits ||
        Number(b.token[0] === word[0]) - Number(a.token[0] === word[0]) ||
        Number(lettersOf(b.token) === letters) - Number(lettersOf(a.token) === letters) ||
        b.number - a.number ||
        (a.token < b.token ? -1 : 1),
    );
  return choices[0]?.token;
}

/** Which letters a word has, each once. */
function lettersOf(word: string): string {
  return [...new Set(word)].toSorted().join('');
}
