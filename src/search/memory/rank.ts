import { namesPaper, type Unit, waysOf } from '../query/units.ts';
import { bestOf } from '../ranking/best-of.ts';
import { rarity } from '../ranking/bm25.ts';
import { createCounts, createScratch } from '../ranking/scratch.ts';
import type { Indexes } from './indexes.ts';
import type { TermIndex } from './term-index.ts';
import { documentsOfWays, scoreTerms, scoreTopic } from './topic-scores.ts';

export type Scored = { readonly id: string; readonly score: number };

/** How many documents match, and the best of them in order. */
export type Ranking = { readonly total: number; readonly best: readonly Scored[] };

export type RankOptions = {
  /** So many of the best are wanted. */
  readonly most: number;
  /** Whether the hits will stand in the order of their days. */
  readonly byDay?: boolean;
};

/**
 * A hit must match this share of the best hit's words, rare words counting more. Where the order is by relevance, those that match
 * little come last anyway; by day, or beside somebody's name, one common word is no hit.
 */
const LEAST_SHARE = 0.02;
const LEAST_SHARE_OF_FEW = 0.5;
const FEW_WORDS = 3;
/** Sums of the same numbers in another order are not quite the same. */
const NEARLY = 1 - 1e-9;
/** Hits that are put in order; further down nobody looks. */
const ORDERED = 1_000;

/**
 * Ranks the documents that match some of the words (all, where that is possible), best first, ties by id.
 * @param allowed the documents that passed the filters; undefined when all did
 */
export function rankWords(
  indexes: Indexes,
  units: readonly Unit[],
  allowed: ReadonlySet<string> | undefined,
  { most, byDay = false }: RankOptions,
): Ranking {
  const { topic } = indexes;
  const content = units.filter((unit) => !unit.stop);
  // "The Who": nothing but stop words can still be a title.
  const typed = content.length > 0 ? content : units;
  const wanted = distinct(typed);
  const few = wanted.length <= FEW_WORDS;
  const strict = few && (byDay || wanted.some((unit) => isName(indexes, unit)));
  const { hits, words, whole } = matching(topic, wanted, allowed, strict ? LEAST_SHARE_OF_FEW : LEAST_SHARE);
  const asked = askedTerms(topic, typed);
  const first = scoreTerms(indexes, asked, hits);
  // Of few words each counts; in a longer text more matching words are not better ones.
  if (few) for (let at = 0; at < words.length; at += 1) first[at] = (first[at] ?? 0) * (words[at] ?? 0);
  const scores = scoreTopic(indexes, asked, hits, first);
  const named =
    whole || content.length === 0 ? titleScores(indexes, wanted, allowed) : new Map<number, number>();
  if (named.size === 0) return { total: hits.length, best: bestInOrder(topic, hits, scores, most) };
  const highest = scores.reduce((a, b) => Math.max(a, b), 0);
  const all = [...new Set([...hits, ...named.keys()])];
  const lifted = all.map(
    (number, at) => highest * Number(named.has(number)) + (named.get(number) ?? scores[at] ?? 0),
  );
  return { total: all.length, best: bestInOrder(topic, all, lifted, most) };
}

export function byScore(a: Scored, b: Scored): number {
  return b.score - a.score || (a.id < b.id ? -1 : 1);
}

/** So many of the best. A list of thousands of hits costs more than scoring them, and a page shows ten. */
function bestInOrder(
  topic: TermIndex,
  hits: readonly number[],
  scores: ArrayLike<number>,
  most: number,
): Scored[] {
  const scored = (at: number): Scored => ({ id: topic.idOf(hits[at] ?? 0), score: scores[at] ?? 0 });
  const wanted = Math.min(most, ORDERED);
  if (hits.length <= wanted) return hits.map((_, at) => scored(at)).toSorted(byScore);
  const least = scores[bestOf(scores, wanted).at(-1) ?? 0] ?? 0;
  const first: Scored[] = [];
  const others: Scored[] = [];
  for (let at = 0; at < hits.length; at += 1) {
    if ((scores[at] ?? 0) >= least) first.push(scored(at));
    else if (most > ORDERED) others.push(scored(at));
  }
  return [...first.toSorted(byScore), ...others].slice(0, most);
}

function distinct(units: readonly Unit[]): Unit[] {
  const seen = new Map(
    units.map((unit) => [`${unit.parts.join(' ')} ${unit.completions !== undefined}`, unit]),
  );
  return [...seen.values()];
}

/**
 * The terms of a query with how often they were typed: who repeats a word in a long text means it. What a beginning may become is
 * one word together.
 */
function askedTerms(topic: TermIndex, units: readonly Unit[]): Map<number, number> {
  const asked = new Map<number, number>();
  for (const unit of units) {
    const times = 1 / Math.max(1, unit.completions?.length ?? 1);
    for (const stem of waysOf(unit).flat()) {
      const term = topic.documentTerms.numberOf(stem);
      if (term !== undefined) asked.set(term, (asked.get(term) ?? 0) + times);
    }
  }
  return asked;
}

type Matching = {
  /** Ascending. */
  readonly hits: readonly number[];
  /** How many of the words each has. */
  readonly words: readonly number[];
  /** Whether one of them has every word. */
  readonly whole: boolean;
};

/** The documents that match at least a share of the best one's words, by number. */
function matching(
  topic: TermIndex,
  units: readonly Unit[],
  allowed: ReadonlySet<string> | undefined,
  share: number,
): Matching {
  const shares = sharesBy(topic.numbers);
  const counts = countsBy(topic.numbers);
  const lists = units.map((unit) => documentsOfWays(topic, waysOf(unit)));
  let [all, most] = [0, 0];
  for (const having of lists) {
    const weight = rarity(topic.documentCount, having.length);
    all += weight;
    for (const number of having) {
      const sum = (shares[number] ?? 0) + weight;
      shares[number] = sum;
      counts[number] = (counts[number] ?? 0) + 1;
      if (sum > most) most = sum;
    }
  }
  const hits: number[] = [];
  const words: number[] = [];
  const among = allowed && Int32Array.from(allowed, (id) => topic.numberOf(id)).toSorted();
  for (let at = 0; at < (among?.length ?? topic.numbers); at += 1) {
    const number = among?.[at] ?? at;
    const weight = shares[number] ?? 0;
    // Discarded documents are still among them until they are cleaned up.
    if (weight === 0 || weight < share * most || topic.lengthOf(number) === 0) continue;
    hits.push(number);
    words.push(counts[number] ?? 0);
  }
  for (const having of lists) {
    for (const number of having) {
      shares[number] = 0;
      counts[number] = 0;
    }
  }
  return { hits, words, whole: most >= all * NEARLY };
}

/** By the number of the document: the share of the words, and how many. */
const sharesBy = createScratch((size) => new Float64Array(size));
const countsBy = createCounts();

/** Scores by the title index, by number, of documents that have all the words in title and authors: most likely the paper that is meant. */
function titleScores(
  indexes: Indexes,
  units: readonly Unit[],
  allowed: ReadonlySet<string> | undefined,
): Map<number, number> {
  if (!namesPaper(units, (unit) => isName(indexes, unit))) return new Map();
  const titled = withAll(indexes.title, units, allowed);
  if (titled.size === 0) return new Map();
  const queries = units.map((unit) => {
    const parts = {
      combineWith: 'AND' as const,
      queries: [...unit.parts],
      prefix: unit.completions !== undefined,
    };
    return unit.joined === undefined ? parts : { combineWith: 'OR' as const, queries: [unit.joined, parts] };
  });
  // A boost of 0 makes MiniSearch pass a document over, which is many times cheaper than a result.
  const boostDocument = (id: string): number => (titled.has(id) ? 1 : 0);
  const found = indexes.title.search({ combineWith: 'AND', queries }, { boostDocument });
  return new Map(found.map((hit) => [indexes.topic.numberOf(String(hit.id)), hit.score]));
}

/** An initial is no name. */
function isName({ title }: Indexes, { parts, completions }: Unit): boolean {
  const isHeld = (part: string): boolean =>
    completions === undefined ? title.hasIn(part, 'authors') : title.beginning(part, ['authors']).length > 0;
  return parts.every((part) => part.length > 1 && isHeld(part));
}

/** The documents whose title and authors hold all of the words. */
function withAll(
  title: TermIndex,
  units: readonly Unit[],
  allowed: ReadonlySet<string> | undefined,
): Set<string> {
  /** By number: how many of the words, from the first on without a gap, it has. */
  const words = new Uint16Array(title.numbers);
  for (const [at, unit] of units.entries()) {
    for (const number of titledWith(title, unit)) if (words[number] === at) words[number] = at + 1;
  }
  const ids = new Set<string>();
  for (let number = 0; number < words.length; number += 1) {
    if (words[number] !== units.length) continue;
    const id = title.idOf(number);
    if (allowed === undefined || allowed.has(id)) ids.add(id);
  }
  return ids;
}

function titledWith(title: TermIndex, { parts, joined, completions }: Unit): readonly number[] {
  const [first = ''] = parts;
  if (completions !== undefined) return title.beginning(first).flatMap(({ documents }) => documents);
  const found = parts.length === 1 ? title.documentsWith(first).documents : title.documentsWithAll(parts);
  return joined === undefined ? found : [...found, ...title.documentsWith(joined).documents];
}
