import type { Indexes } from './indexes.ts';
import type { Lexicon } from './lexicon.ts';
import { stem } from './stem.ts';
import type { FoundTerm } from './term-index.ts';
import { tokensOf } from './tokenize.ts';

/** How many near stems are looked at, and in how many of their documents, for the word they came from. */
export const MAX_STEMS = 12;
const MAX_DOCUMENTS = 3;
/** A shorter stem says too little about the words it comes from. */
const MIN_STEM = 4;

/** Most edits between a typed word and what it may have meant; 0 for words too short or with digits, where every guess is wrong. */
export function allowedEdits(word: string): number {
  if (word.length < 4 || /\p{N}/u.test(word)) return 0;
  return word.length > 5 ? 2 : 1;
}

/** The words of the two indexes. */
export function lexiconOf(indexes: Indexes): Lexicon {
  return {
    countOf: (one) => indexes.topic.countOf(one),
    completionsOf: (text) => completionsOf(indexes, text),
    correct: (word) => correctWord(indexes, word),
  };
}

/** The nearest word of the library to a folded word that occurs nowhere: fewest edits, same first letter, most papers. */
function correctWord(indexes: Indexes, word: string): string | undefined {
  const limit = allowedEdits(word);
  if (limit === 0) return undefined;
  const counts = nearTitleWords(indexes, word, ['title', 'authors']);
  for (const [token, number] of nearTopicWords(indexes, word, limit)) {
    counts.set(token, Math.max(number, counts.get(token) ?? 0));
  }
  return nearest(word, counts, limit);
}

/** The same among authors' names only; a name may also be completed (`tegm`). */
export function correctName(indexes: Indexes, word: string): string | undefined {
  const limit = allowedEdits(word);
  if (limit === 0) return undefined;
  const near = nearest(word, nearTitleWords(indexes, word, ['authors']), limit);
  if (near !== undefined) return near;
  const longer = indexes.title.beginning(word, ['authors']);
  return nearest(word, countsOf(longer), Number.POSITIVE_INFINITY);
}

/** The stems of words that begin with a folded text, the most frequent first. */
function completionsOf(indexes: Indexes, text: string): string[] {
  const counts = new Map<string, number>();
  const add = (found: string, times: number): void => {
    counts.set(found, (counts.get(found) ?? 0) + times);
  };
  for (const { term, documents } of indexes.title.beginning(text)) add(stem(term), documents.length);
  for (const { term, documents } of indexes.topic.beginning(text)) add(term, documents.length);
  // A stem may be shorter than what was typed: "interpretab" begins a word whose stem is "interpret".
  for (let length = text.length - 1; length >= MIN_STEM; length -= 1) {
    const shorter = text.slice(0, length);
    const ids = [...indexes.topic.documentsOf(shorter)].slice(0, MAX_DOCUMENTS);
    if ([...surfaces(indexes, ids, shorter)].some((token) => token.startsWith(text))) add(shorter, 1);
  }
  return [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, MAX_STEMS)
    .map(([found]) => found);
}

function nearTitleWords(indexes: Indexes, word: string, fields: string[]): Map<string, number> {
  // Two letters swapped count as two edits there, and as one below.
  return countsOf(indexes.title.near(word, 2, fields));
}

function countsOf(found: readonly FoundTerm[]): Map<string, number> {
  return new Map(found.map(({ term, documents }) => [term, documents.length]));
}

/** The topic index knows stems only; the words themselves are read from a few of the stems' documents. */
function nearTopicWords(indexes: Indexes, word: string, limit: number): Map<string, number> {
  const wanted = stem(word);
  const likely = indexes.topic
    .near(wanted, 2)
    .map(({ term, documents }) => ({ term, documents, edits: editDistance(wanted, term) }))
    .filter(({ edits }) => edits <= limit)
    .toSorted((a, b) => a.edits - b.edits || b.documents.length - a.documents.length)
    .slice(0, MAX_STEMS);
  const words = new Map<string, number>();
  for (const { term, documents } of likely) {
    const ids = documents.slice(0, MAX_DOCUMENTS).map((number) => indexes.topic.idOf(number));
    for (const token of surfaces(indexes, ids, term)) words.set(token, documents.length);
  }
  return words;
}

function surfaces(indexes: Indexes, ids: readonly string[], wanted: string): Set<string> {
  const tokens = ids.flatMap((id) => indexes.documents.texts(id)).flatMap(tokensOf);
  return new Set(tokens.filter((token) => stem(token) === wanted));
}

/**
 * Of words with how often they occur, the one with the fewest edits (at most `limit`) from a word; then rather one that begins alike,
 * then the most frequent.
 */
export function nearest(
  word: string,
  counts: ReadonlyMap<string, number>,
  limit: number,
): string | undefined {
  const choices = [...counts]
    .map(([token, number]) => ({ token, number, edits: editDistance(word, token) }))
    .filter(({ edits }) => edits > 0 && edits <= limit)
    .toSorted(
      (a, b) =>
        a.edits - b.edits ||
        Number(b.token[0] === word[0]) - Number(a.token[0] === word[0]) ||
        b.number - a.number ||
        (a.token < b.token ? -1 : 1),
    );
  return choices[0]?.token;
}

/** Letters to insert, remove, replace, or swap with their neighbour (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let edits = Math.min((row[j - 1] ?? 0) + (same ? 0 : 1), (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) edits = Math.min(edits, (before[j - 2] ?? 0) + 1);
      next.push(edits);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
