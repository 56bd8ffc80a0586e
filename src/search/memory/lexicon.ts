import type { Lexicon } from '../query/lexicon.ts';
import { allowedEdits, likeliest, MAX_STEMS, meantBy, nearestWord } from '../query/nearest-word.ts';
import { stem } from '../text/stem.ts';
import type { Indexes } from './indexes.ts';
import { documentsOfWays } from './topic-scores.ts';

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
  // A stem may be shorter than what was typed, or end in other letters: "interpretab" begins a word whose stem is "interpret".
  const stems = new Set(Iterator.from(words.beginning(text)).map(stem));
  for (const one of stems) if (!one.startsWith(text)) add(one, topic.countOf(one));
  return [...counts]
    .filter(([, times]) => times > 0)
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, MAX_STEMS)
    .map(([found]) => found);
}
