import { editDistance } from '../../src/core/nearest.ts';
import type { IndexedDocument } from '../../src/core/ports.ts';
import { stem } from '../../src/search/text/stem.ts';
import { isStopWord } from '../../src/search/text/stop-words.ts';
import { tokensOf } from '../../src/search/text/tokenize.ts';

type Words = {
  readonly everywhere: ReadonlySet<string>;
  /** Of titles and authors, and of authors: in how many papers each word stands. */
  readonly titled: ReadonlyMap<string, number>;
  readonly names: ReadonlyMap<string, number>;
  /** In how many papers each stem stands. */
  readonly stems: ReadonlyMap<string, number>;
};

/** The words of papers, counted one by one. */
export function wordsOf(papers: readonly IndexedDocument[]): Words {
  const [titled, names, stems] = [new Map(), new Map(), new Map()];
  const everywhere = new Set<string>();
  for (const { title, authors = [], abstract, comments, journalRef, categories = [] } of papers) {
    const ofAuthors = authors.flatMap(tokensOf);
    const ofTitle = [...tokensOf(title ?? ''), ...ofAuthors];
    const all = [
      ...ofTitle,
      ...[abstract, comments, journalRef, ...categories].flatMap((text) => tokensOf(text ?? '')),
    ];
    for (const word of all) everywhere.add(word);
    count(titled, ofTitle);
    count(names, ofAuthors);
    count(
      stems,
      all.filter((word) => !isStopWord(word)).map((word) => stem(word)),
    );
  }
  return { everywhere, titled, names, stems };
}

function count(counts: Map<string, number>, words: readonly string[]): void {
  for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
}

/** What a word that stands nowhere is read as, by trying all words there are. */
export function readAs(typed: string, { everywhere, titled, stems }: Words): string | undefined {
  return best(typed, everywhere, (word) => [
    titled.get(word) ?? 0,
    isStopWord(word) ? 1 : (stems.get(stem(word)) ?? 0),
  ]);
}

/** The same of a word of a name. */
export function nameReadAs(typed: string, { names }: Words): string | undefined {
  return best(typed, new Set(names.keys()), (word) => [names.get(word) ?? 0]);
}

function best(
  typed: string,
  words: ReadonlySet<string>,
  countsOf: (word: string) => readonly number[],
): string | undefined {
  const most = typed.length < 4 ? 0 : typed.length > 5 ? 2 : 1;
  const near = [...words].filter(
    (word) => editDistance(typed, word) <= most && word.length >= 3 && !/[\d.]/.test(word),
  );
  const ranks = (word: string): number[] => [
    editDistance(typed, word),
    word[0] === typed[0] ? 0 : 1,
    lettersOf(word) === lettersOf(typed) ? 0 : 1,
    ...countsOf(word).map((times) => -times),
  ];
  return near.toSorted((a, b) => firstOf(ranks(a), ranks(b)) || (a < b ? -1 : 1))[0];
}

function firstOf(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((one, place) => one !== b[place]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function lettersOf(word: string): string {
  return [...new Set(word)].toSorted().join('');
}

/** Words with one or two letters left out, doubled, swapped or others: always the same ones. */
export function typosOf(words: readonly string[]): string[] {
  let seed = 1;
  const next = (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const typo = (word: string): string => {
    const at = 1 + next(word.length - 1);
    const [before, here = '', after] = [word.slice(0, at), word[at], word.slice(at + 1)];
    const other = 'abcdefghijklmnopqrstuvwxyz'[next(26)] ?? '';
    const ways = [
      before + after,
      before + here + here + after,
      before + other + after,
      before + (after[0] ?? '') + here + after.slice(1),
    ];
    return ways[next(ways.length)] ?? word;
  };
  return words.flatMap((word) => [typo(word), typo(typo(word))]).filter((word) => /^[a-z]{4,}$/.test(word));
}
