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
const COMPANY: Company = { neighbours: 15, share: 0.6, beyondUsual: false };
/** For more terms than this each text is taken apart. */
const MOST_LOOKED_FOR = 40;

/** The stems of a document, title first, each between blanks; how many they are, and where the title ends. */
type Text = {
  readonly number: number;
  readonly stems: string;
  readonly length: number;
  readonly titled: number;
};

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
  const asked = [...weights.values()];
  const count =
    weights.size > MOST_LOOKED_FOR ? counterOfMany([...weights.keys()]) : counterOf([...weights.keys()]);
  const average = parts.tokens / Math.max(1, parts.documents);
  const scored = readTexts(parts, pool)
    .map((text) => ({ text, number: text.number, score: scoreOf(text, count(text), asked, average, few) }))
    .toSorted(byScore);
  return withNeighbours(scored);
}

function withNeighbours(scored: readonly (Scored & { readonly text: Text })[]): Scored[] {
  const near = scored.slice(0, COMPARED);
  const abouts = aboutsOf(near.map(({ text }) => text.stems));
  const scores = amongLikest(
    near.map(({ score }, index) => ({ score, about: abouts[index] ?? NOTHING })),
    COMPANY,
  );
  const first = near.map(({ number }, index) => ({ number, score: scores[index] ?? 0 })).toSorted(byScore);
  const others = scored.slice(COMPARED);
  // The others stay behind, whatever became of the scores before them.
  const factor = Math.min(1, (first.at(-1)?.score ?? 0) / (others[0]?.score || 1));
  return [...first, ...others.map(({ number, score }) => ({ number, score: score * factor }))];
}

/** What texts are about; words count by how rare they are among these texts, as asking for the whole library would take too long. */
function aboutsOf(texts: readonly string[]): TermVector[] {
  const numbers = new Map<string, number>();
  // By the number of the term; where it stands in the text that is being read, if not before it.
  const [having, places]: [number[], number[]] = [[], []];
  let read = 0;
  const counted = texts.map((text) => {
    const [terms, counts]: [number[], number[]] = [[], []];
    for (const one of text.split(' ')) {
      if (one === '') continue;
      let term = numbers.get(one);
      if (term === undefined) {
        term = numbers.size;
        numbers.set(one, term);
        having.push(0);
        places.push(-1);
      }
      const place = (places[term] ?? -1) - read;
      if (place >= 0) counts[place] = (counts[place] ?? 0) + 1;
      else {
        places[term] = read + terms.push(term) - 1;
        counts.push(1);
        having[term] = (having[term] ?? 0) + 1;
      }
    }
    read += terms.length;
    return { terms, counts };
  });
  return counted.map(({ terms, counts }) => ({
    terms,
    weights: terms.map(
      (term, at) => (1 + Math.log(counts[at] ?? 1)) * rarity(texts.length, having[term] ?? 0),
    ),
  }));
}

const NOTHING: TermVector = { terms: [], weights: [] };

function byScore(a: Scored, b: Scored): number {
  return b.score - a.score || a.number - b.number;
}

/** The stems of documents from the table in which FTS5 keeps its columns. */
function readTexts({ database }: RankParts, pool: readonly number[]): Text[] {
  const columns = COLUMN_NAMES.map((_, index) => `c${index}`).join(" || ' ' || ");
  const rows = database.all(
    `select id, length(c0) as titled, ' ' || ${columns} || ' ' as stems
     from topic_content where id in (select value from json_each(?))`,
    JSON.stringify(pool),
  );
  return rows.map(({ id, titled, stems }) => {
    const text = String(stems);
    return { number: Number(id), stems: text, length: wordsIn(text), titled: Number(titled) };
  });
}

const BLANK = 32;

function wordsIn(text: string): number {
  let words = 0;
  for (let at = 1; at < text.length; at += 1)
    if (text.charCodeAt(at) !== BLANK && text.charCodeAt(at - 1) === BLANK) words += 1;
  return words;
}

/** How often each of some terms stands in a text, those of its title more often. */
type Counter = (text: Text) => readonly number[];

/** To look for a few terms takes a fraction of the time that taking the text apart does. */
function counterOf(terms: readonly string[]): Counter {
  const asked = terms.map((term) => ` ${term} `);
  return ({ stems, titled }) =>
    asked.map((wanted) => {
      let count = 0;
      // Two words side by side share the blank between them.
      for (let at = stems.indexOf(wanted); at >= 0; at = stems.indexOf(wanted, at + wanted.length - 1))
        count += at < titled ? TITLE : 1;
      return count;
    });
}

function counterOfMany(terms: readonly string[]): Counter {
  const places = new Map(terms.map((term, place) => [term, place]));
  return ({ stems, titled }) => {
    const counts = terms.map(() => 0);
    let at = -1;
    for (const one of stems.split(' ')) {
      const place = places.get(one);
      if (place !== undefined) counts[place] = (counts[place] ?? 0) + (at < titled ? TITLE : 1);
      at += one.length + 1;
    }
    return counts;
  };
}

function scoreOf(
  { length }: Text,
  counts: readonly number[],
  weights: readonly number[],
  average: number,
  coordinated: boolean,
): number {
  const norm = K * (1 - B + (B * length) / average);
  let [sum, matched] = [0, 0];
  for (let at = 0; at < counts.length; at += 1) {
    const count = counts[at] ?? 0;
    if (count === 0) continue;
    matched += 1;
    sum += ((weights[at] ?? 0) * count * (K + 1)) / (count + norm);
  }
  return coordinated ? sum * matched : sum;
}
