import { editDistance } from '../../core/nearest.ts';
import type { Lexicon } from '../query/lexicon.ts';
import { allowedEdits, MAX_STEMS, nearest } from '../query/nearest-word.ts';
import { stem } from '../text/stem.ts';
import { tokensOf } from '../text/tokenize.ts';
import type { Indexes } from './indexes.ts';
import type { FoundTerm } from './term-index.ts';
import { documentsOfWays } from './topic-scores.ts';

/** In how many documents of a near stem the word it came from is looked for. */
const MAX_DOCUMENTS = 3;
/** A shorter stem says too little about the words it comes from. */
const MIN_STEM = 4;

/** The words of the two indexes. */
export function lexiconOf(indexes: Indexes): Lexicon {
  return {
    countOf: (one) => indexes.topic.countOf(one),
    countWithAll: (stems) => documentsOfWays(indexes.topic, [stems]).length,
    completionsOf: (text) => completionsOf(indexes, text),
    correct: (word) => correctWord(indexes, word),
    correctName: (word) => correctName(indexes, word),
  };
}

/** The nearest word of the library to a folded word that occurs nowhere: fewest edits, same first letter, most papers. */
function correctWord(indexes: Indexes, word: string): string | undefined {
  const limit = allowedEdits(word);
  if (limit === 0) return undefined;
  const counts = nearTitleWords(indexes, word, ['title', 'authors']);
  for (const [token, number] of nearTopicWords(indexes, word, limit)) {
    const titles = counts.get(token) ?? 0;
    // Of words with the same stem, the one that titles have more often is ahead by less than one paper.
    counts.set(token, Math.max(titles, number + titles / (titles + 1)));
  }
  return nearest(word, counts, limit);
}

/** The same among authors' names only; a name may also be completed (`tegm`). */
function correctName(indexes: Indexes, word: string): string | undefined {
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
