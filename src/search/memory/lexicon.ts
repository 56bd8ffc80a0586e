import type { Lexicon } from '../query/lexicon.ts';
import { allowedEdits, likeliest, MAX_STEMS, meantBy, nearestWord } from '../query/nearest-word.ts';
import { stem } from '../text/stem.ts';
import type { Indexes } from './indexes.ts';
import { documentsOfWays } from './topic-scores.ts';

/** A shorter stem says too little about the words it comes from. */
const MIN_STEM = 4;

/** The words of the two indexes. */
export function lexiconOf(indexes: Indexes): Lexicon {
  const { title, topic, words } = indexes;
  const near = (word: string, edits: number): string[] => words.near(word, edits);
  const countWord = (word: string): number => meantBy(word, title.countOf(word), topic.countOf(stem(word)));
  const countName = (name: string): number => title.documentsWith(name, ['authors']).documents.length;
  return {
    countOf: (one) => topic.countOf(one),
    countWithAll: (stems) => documentsOfWays(topic, [stems]).length,
    completionsOf: (text) => completionsOf(indexes, text),
    correct: (word) => nearestWord(word, { near, countOf: countWord }),
    correctName: (word) =>
      nearestWord(word, { near, countOf: countName }) ??
      (allowedEdits(word) === 0
        ? undefined
        : likeliest(word, words.beginning(word), { limit: Number.POSITIVE_INFINITY, countOf: countName })),
  };
}

/** The stems of words that begin with a folded text, the most frequent first. */
function completionsOf({ title, topic, words }: Indexes, text: string): string[] {
  const counts = new Map<string, number>();
  const add = (found: string, times: number): void => {
    counts.set(found, (counts.get(found) ?? 0) + times);
  };
  for (const { term, documents } of title.beginning(text)) add(stem(term), documents.length);
  for (const { term, documents } of topic.beginning(text)) add(term, documents.length);
  // A stem may be shorter than what was typed: "interpretab" begins a word whose stem is "interpret".
  const shorter = text.length > MIN_STEM ? [...words.beginning(text)].map(stem) : [];
  for (const one of new Set(shorter))
    if (one.length < text.length && one.length >= MIN_STEM && topic.countOf(one) > 0) add(one, 1);
  return [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, MAX_STEMS)
    .map(([found]) => found);
}
