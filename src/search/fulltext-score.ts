import type { RankParts, Scored } from './fulltext-rank.ts';
import { COLUMN_NAMES } from './fulltext-schema.ts';
import { type Unit, waysOf } from './units.ts';

const K = 1.2;
const B = 0.8;
const DELTA = 0.25;
/** How often the title counts. */
const TITLE = 3;
/** Feedback: what the best documents say again and again is looked for too. */
const FEEDBACK_DOCUMENTS = 10;
const FEEDBACK_TERMS = 30;
const FEEDBACK_SHARE = 0.3;

type Text = { readonly number: number; readonly stems: readonly string[]; readonly titled: number };

/** Scores documents by the stems of the units, best first. */
export function scorePool(
  parts: RankParts,
  units: readonly Unit[],
  pool: readonly number[],
  isTopic: boolean,
): Scored[] {
  const weights = new Map(
    units.flatMap((unit) => waysOf(unit).flat()).map((term) => [term, idf(parts, term)]),
  );
  const texts = readTexts(parts, pool);
  const average = parts.tokens / Math.max(1, parts.documents);
  const first = texts.map((text) => scoreOf(text, weights, average, !isTopic)).toSorted(byScore);
  if (!isTopic) return first;
  const known = new Map(texts.map((text) => [text.number, text]));
  const more = feedback(parts, first.slice(0, FEEDBACK_DOCUMENTS), known, weights);
  return texts.map((text) => scoreOf(text, more, average, false)).toSorted(byScore);
}

function byScore(a: Scored, b: Scored): number {
  return b.score - a.score || a.number - b.number;
}

function idf({ lexicon, documents }: RankParts, term: string): number {
  const count = lexicon.countOf(term);
  return Math.log(1 + (documents - count + 0.5) / (count + 0.5));
}

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
  { number, stems, titled }: Text,
  weights: ReadonlyMap<string, number>,
  average: number,
  coordinated: boolean,
): Scored {
  const counts = new Map<string, number>();
  for (const [at, one] of stems.entries()) {
    if (weights.has(one)) counts.set(one, (counts.get(one) ?? 0) + (at < titled ? TITLE : 1));
  }
  const norm = K * (1 - B + (B * stems.length) / average);
  let sum = 0;
  for (const [term, count] of counts)
    sum += (weights.get(term) ?? 0) * (DELTA + (count * (K + 1)) / (count + norm));
  return { number, score: coordinated ? sum * counts.size : sum };
}

function feedback(
  parts: RankParts,
  best: readonly Scored[],
  texts: ReadonlyMap<number, Text>,
  weights: ReadonlyMap<string, number>,
): Map<string, number> {
  const model = new Map<string, { weight: number; documents: number }>();
  const all = best.reduce((sum, one) => sum + one.score, 0);
  for (const { number, score } of best) {
    const stems = texts.get(number)?.stems ?? [];
    const share = score / all / Math.max(1, stems.length);
    const seen = new Set<string>();
    for (const one of stems) {
      const entry = model.get(one) ?? { weight: 0, documents: 0 };
      entry.weight += share;
      if (!seen.has(one)) entry.documents += 1;
      seen.add(one);
      model.set(one, entry);
    }
  }
  const chosen = [...model]
    .filter(([term, { documents }]) => documents > 1 && !weights.has(term))
    .toSorted((a, b) => b[1].weight - a[1].weight)
    .slice(0, FEEDBACK_TERMS);
  const most = chosen[0]?.[1].weight ?? 1;
  const more = new Map(weights);
  for (const [term, { weight }] of chosen)
    more.set(term, (FEEDBACK_SHARE * idf(parts, term) * weight) / most);
  return more;
}
