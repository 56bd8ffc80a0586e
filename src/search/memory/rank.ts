import { namesPaper, type Unit, waysOf } from '../query/units.ts';
import { bestOf } from '../ranking/best-of.ts';
import { rarity } from '../ranking/bm25.ts';
import type { Indexes } from './indexes.ts';
import type { TermIndex } from './term-index.ts';
import { documentsOfWays, type Scores, scoreTerms, scoreTopic } from './topic-scores.ts';

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
  const first = scoreTerms(topic, asked);
  // Of few words each counts; in a longer text more matching words are not better ones.
  if (few) for (const number of hits) first[number] = (first[number] ?? 0) * (words[number] ?? 0);
  const scores = scoreTopic(topic, asked, hits, first);
  const named =
    whole || content.length === 0 ? titleScores(indexes, wanted, allowed) : new Map<number, number>();
  const highest = hits.reduce((best, number) => Math.max(best, scores[number] ?? 0), 0);
  for (const [number, score] of named) scores[number] = highest + score;
  const all = named.size === 0 ? hits : [...new Set([...hits, ...named.keys()])];
  return { total: all.length, best: bestInOrder(topic, all, scores, most) };
}

export function byScore(a: Scored, b: Scored): number {
  return b.score - a.score || (a.id < b.id ? -1 : 1);
}

/** So many of the best. A list of thousands of hits costs more than scoring them, and a page shows ten. */
function bestInOrder(topic: TermIndex, hits: readonly number[], scores: Scores, most: number): Scored[] {
  const scored = (number: number): Scored => ({ id: topic.idOf(number), score: scores[number] ?? 0 });
  const wanted = Math.min(most, ORDERED);
  if (hits.length <= wanted) return hits.map(scored).toSorted(byScore);
  const last = bestOf(hits, scores, wanted).at(-1) ?? 0;
  const least = scores[last] ?? 0;
  const isFirst = (number: number): boolean => (scores[number] ?? 0) >= least;
  const first = hits.filter(isFirst).map(scored).toSorted(byScore);
  const others = most <= ORDERED ? [] : hits.filter((number) => !isFirst(number)).map(scored);
  return [...first, ...others].slice(0, most);
}

function distinct(units: readonly Unit[]): Unit[] {
  const seen = new Map(
    units.map((unit) => [`${unit.parts.join(' ')} ${unit.completions !== undefined}`, unit]),
  );
  return [...seen.values()];
}

/** The terms of a query with how often they were typed: who repeats a word in a long text means it. */
function askedTerms(topic: TermIndex, units: readonly Unit[]): Map<number, number> {
  const asked = new Map<number, number>();
  for (const stem of units.flatMap((unit) => waysOf(unit).flat())) {
    const term = topic.documentTerms.numberOf(stem);
    if (term !== undefined) asked.set(term, (asked.get(term) ?? 0) + 1);
  }
  return asked;
}

type Matching = {
  readonly hits: readonly number[];
  /** By number: how many of the words each has. */
  readonly words: Uint16Array;
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
  const shares = new Float64Array(topic.numbers);
  const words = new Uint16Array(topic.numbers);
  let all = 0;
  for (const unit of units) {
    const having = documentsOfWays(topic, waysOf(unit));
    const weight = rarity(topic.documentCount, having.length);
    all += weight;
    for (const number of having) {
      shares[number] = (shares[number] ?? 0) + weight;
      words[number] = (words[number] ?? 0) + 1;
    }
  }
  let most = 0;
  for (let number = 0; number < shares.length; number += 1) most = Math.max(most, shares[number] ?? 0);
  const hits: number[] = [];
  for (let number = 0; number < shares.length; number += 1) {
    const weight = shares[number] ?? 0;
    // Discarded documents are still among them until they are cleaned up.
    if (weight === 0 || weight < share * most || topic.lengthOf(number) === 0) continue;
    if (allowed === undefined || allowed.has(topic.idOf(number))) hits.push(number);
  }
  return { hits, words, whole: most >= all * NEARLY };
}

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
  const isThere = (part: string): boolean =>
    completions === undefined ? title.hasIn(part, 'authors') : title.beginning(part, ['authors']).length > 0;
  return parts.every((part) => part.length > 1 && isThere(part));
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
    const take = (number: number): void => {
      if (words[number] === at) words[number] = at + 1;
    };
    const [first = ''] = unit.parts;
    if (unit.completions !== undefined)
      title.beginning(first).forEach(({ documents }) => documents.forEach(take));
    else if (unit.parts.length === 1) title.documentsWith(first).documents.forEach(take);
    else title.documentsWithAll(unit.parts).forEach(take);
    if (unit.joined !== undefined) title.documentsWith(unit.joined).documents.forEach(take);
  }
  const ids = new Set<string>();
  for (const [number, having] of words.entries()) {
    const id = having === units.length ? title.idOf(number) : '';
    if (having === units.length && (allowed === undefined || allowed.has(id))) ids.add(id);
  }
  return ids;
}
