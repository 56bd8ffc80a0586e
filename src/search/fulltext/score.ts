import { type Unit, waysOf } from '../query/units.ts';
import { rarity } from '../ranking/bm25.ts';
import { amongLikest, type Company } from '../ranking/likest.ts';
import type { TermVector } from '../ranking/term-vector.ts';
import type { FullTextDatabase } from './database.ts';
import type { QueryLexicon } from './lexicon.ts';
import { COLUMN_NAMES } from './schema.ts';

/** What words are ranked with. */
export type RankParts = {
  readonly database: FullTextDatabase;
  readonly lexicon: QueryLexicon;
  readonly documents: number;
  readonly tokens: number;
};

export type Scored = { readonly number: number; readonly score: number };

/** BM25's settings for texts whose title counts so often. */
const K = 1.2;
const B = 0.8;
const TITLE = 3;
/** So many of the best documents are seen beside each other, and so much weight that has. */
const COMPARED = 150;
const COMPANY: Company = { neighbours: 15, share: 0.6 };

type Text = { readonly number: number; readonly stems: readonly string[]; readonly titled: number };

/**
 * Scores documents by the words of a query, best first.
 * @param units as often as they were typed: who repeats a word in a long text means it
 * @param few whether each of the words counts; of many, more matching ones are not better ones
 */
export function scorePool(
  parts: RankParts,
  units: readonly Unit[],
  pool: readonly number[],
  few: boolean,
): Scored[] {
  const weights = new Map<string, number>();
  for (const term of units.flatMap((unit) => waysOf(unit).flat()))
    weights.set(
      term,
      (few ? 0 : (weights.get(term) ?? 0)) + rarity(parts.documents, parts.lexicon.countOf(term)),
    );
  const average = parts.tokens / Math.max(1, parts.documents);
  const scored = readTexts(parts, pool)
    .map((text) => ({ text, number: text.number, score: scoreOf(text, weights, average, few) }))
    .toSorted(byScore);
  return withNeighbours(scored);
}

function withNeighbours(scored: readonly (Scored & { readonly text: Text })[]): Scored[] {
  const near = scored.slice(0, COMPARED);
  const abouts = aboutsOf(near.map(({ text }) => text.stems));
  const scores = amongLikest(
    near.flatMap(({ score }, index) => {
      const about = abouts[index];
      return about === undefined ? [] : [{ score, about }];
    }),
    COMPANY,
  );
  const first = near.map(({ number }, index) => ({ number, score: scores[index] ?? 0 })).toSorted(byScore);
  const others = scored.slice(COMPARED);
  // The others stay behind, whatever became of the scores before them.
  const factor = Math.min(1, (first.at(-1)?.score ?? 0) / (others[0]?.score || 1));
  return [...first, ...others.map(({ number, score }) => ({ number, score: score * factor }))];
}

/** What texts are about; words count by how rare they are among these texts, as asking for the whole library would take too long. */
function aboutsOf(texts: readonly (readonly string[])[]): TermVector[] {
  const numbers = new Map<string, number>();
  const having = new Map<number, number>();
  const counted = texts.map((stems) => {
    const counts = new Map<number, number>();
    for (const one of stems) {
      const number = numbers.get(one) ?? numbers.size;
      numbers.set(one, number);
      counts.set(number, (counts.get(number) ?? 0) + 1);
    }
    for (const one of counts.keys()) having.set(one, (having.get(one) ?? 0) + 1);
    return counts;
  });
  return counted.map((counts) => ({
    terms: [...counts.keys()],
    weights: Array.from(
      counts,
      ([one, count]) => (1 + Math.log(count)) * rarity(texts.length, having.get(one) ?? 0),
    ),
  }));
}

function byScore(a: Scored, b: Scored): number {
  return b.score - a.score || a.number - b.number;
}

/** The stems of documents, title first, from the table in which FTS5 keeps its columns. */
function readTexts({ database }: RankParts, pool: readonly number[]): Text[] {
  const columns = COLUMN_NAMES.map((_, index) => `c${index}`).join(', ');
  const rows = database.all(
    `select id, ${columns} from topic_content where id in (select value from json_each(?))`,
    JSON.stringify(pool),
  );
  return rows.map((row) => {
    const [title = [], ...others] = COLUMN_NAMES.map((_, index) => {
      const text = String(row[`c${index}`] ?? '');
      return text === '' ? [] : text.split(' ');
    });
    return { number: Number(row['id']), stems: [...title, ...others.flat()], titled: title.length };
  });
}

function scoreOf(
  { stems, titled }: Text,
  weights: ReadonlyMap<string, number>,
  average: number,
  coordinated: boolean,
): number {
  const counts = new Map<string, number>();
  for (const [at, one] of stems.entries()) {
    if (weights.has(one)) counts.set(one, (counts.get(one) ?? 0) + (at < titled ? TITLE : 1));
  }
  const norm = K * (1 - B + (B * stems.length) / average);
  let sum = 0;
  for (const [term, count] of counts) sum += ((weights.get(term) ?? 0) * count * (K + 1)) / (count + norm);
  return coordinated ? sum * counts.size : sum;
}
