import { readFileSync } from 'node:fs';
import type { Paper } from '../../src/core/paper.ts';
import type { SourceItem } from '../../src/core/ports.ts';

const SYLLABLES = [
  'ba',
  'cor',
  'den',
  'fi',
  'gra',
  'lo',
  'mi',
  'nu',
  'par',
  'qua',
  'ri',
  'sen',
  'ta',
  'ver',
  'xo',
  'zel',
];
/** As many different words as ten thousand abstracts have, about. */
const WORDS = 40_000;

/** The words of the papers that ship, the most frequent first; behind them invented ones, ever rarer. */
const known = frequentWords(readFileSync(new URL('../../data/listing-michaud.txt', import.meta.url), 'utf8'));

/** An invented paper; the same number is always the same paper. Words are as unequally frequent as in real text. */
export function inventPaper(number: number): Paper {
  const random = randomFrom(number + 1);
  const text = (words: number): string =>
    Array.from({ length: words }, () => wordOfRank(Math.floor(WORDS ** random()))).join(' ');
  return {
    id: `${2401 + (Math.floor(number / 1_000) % 12)}.${String(10_000 + number)}`,
    title: text(9),
    authors: Array.from({ length: 4 }, () => `${capital(rareWord(random()))} ${capital(rareWord(random()))}`),
    abstract: text(160),
    categories: ['cs.LG'],
    versions: [{ number: 1, exact: true, submitted: '2024-05-01', calendar: 'gmt' }],
  };
}

/** So many invented papers, as a source brings them. */
export async function* inventSource(papers: number): AsyncIterable<SourceItem> {
  for (let number = 0; number < papers; number += 1) {
    const paper = inventPaper(number);
    yield { kind: 'record', record: { paper, source: 'kaggle', seenAt: '2026-01-01T00:00:00.000Z' } };
  }
}

/** Two words as people search for them: neither among the most frequent nor unheard of; behind so many they are rarer. */
export function inventQuery(number: number, behind = 80): string {
  const random = randomFrom(number + 1);
  return [random(), random()].map((share) => wordOfRank(behind + Math.floor(600 * share))).join(' ');
}

function wordOfRank(rank: number): string {
  return known[rank] ?? inventWord(rank);
}

function rareWord(share: number): string {
  return inventWord(Math.floor(WORDS * share));
}

/** A word of its own for each number, of very different lengths. */
function inventWord(number: number): string {
  const mixed = Math.imul(number, 2_654_435_761) >>> 0;
  const length = 2 + (mixed % 4);
  return Array.from({ length }, (_, index) => SYLLABLES[(mixed >>> (4 + index * 4)) & 15]).join('');
}

function frequentWords(text: string): string[] {
  const counts = new Map<string, number>();
  for (const [word] of text.toLowerCase().matchAll(/[a-z]{2,}/g))
    counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([word]) => word);
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Numbers from 0 to 1 that look random and are the same every time. */
function randomFrom(seed: number): () => number {
  let state = Math.imul(seed, 2_654_435_761) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
