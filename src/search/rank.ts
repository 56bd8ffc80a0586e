import type { SearchResult as FoundTerms, SearchOptions } from 'minisearch';
import type { Indexes } from './indexes.ts';
import { type Unit, unitCount, waysOf } from './units.ts';

export type Scored = { readonly id: string; readonly score: number };

/** From this many words on, a query describes a topic, and more matching words are not better words. */
const TOPIC_WORDS = 6;
/** A hit must match this share of the best hit's words, rare words counting more: one common word is no hit. */
const LEAST_SHARE = 0.5;
const LEAST_SHARE_OF_TOPIC = 0.1;

/**
 * Ranks the documents that match some of the words (all, where that is possible), best first, ties by id.
 * @param allowed the documents that passed the filters; undefined when all did
 */
export function rankWords(
  indexes: Indexes,
  units: readonly Unit[],
  allowed: ReadonlySet<string> | undefined,
): Scored[] {
  const content = units.filter((unit) => !unit.stop);
  // "The Who": nothing but stop words can still be a title.
  const wanted = distinct(content.length > 0 ? content : units);
  const topic = topicScores(indexes, wanted, allowed);
  const highest = topic.values().next().value ?? 0;
  const scores = new Map(topic);
  for (const [id, score] of titleScores(indexes, wanted, allowed)) scores.set(id, highest + score);
  return [...scores].map(([id, score]) => ({ id, score })).toSorted(byScore);
}

export function byScore(a: Scored, b: Scored): number {
  return b.score - a.score || (a.id < b.id ? -1 : 1);
}

function distinct(units: readonly Unit[]): Unit[] {
  const seen = new Map(
    units.map((unit) => [`${unit.parts.join(' ')} ${unit.completions !== undefined}`, unit]),
  );
  return [...seen.values()];
}

/** Scores by the topic index, highest first. */
function topicScores(
  indexes: Indexes,
  units: readonly Unit[],
  allowed: ReadonlySet<string> | undefined,
): Map<string, number> {
  const ways = units.map((unit) => ({ ways: waysOf(unit), weight: weightOf(indexes, unit) }));
  const queries = [...new Set(ways.flatMap((one) => one.ways.flat()))];
  if (queries.length === 0) return new Map();
  const found = indexes.topic.search({ combineWith: 'OR', queries }, onlyAllowed(allowed));
  const shares = found.map((hit) => {
    const terms = new Set(hit.queryTerms);
    const matched = ways.filter((one) => one.ways.some((way) => way.every((term) => terms.has(term))));
    return matched.reduce((sum, one) => sum + one.weight, 0);
  });
  const most = shares.reduce((a, b) => Math.max(a, b), 0);
  const least = most * (units.length < TOPIC_WORDS ? LEAST_SHARE : LEAST_SHARE_OF_TOPIC);
  return new Map(
    found
      .map((hit, index) => ({ hit, share: shares[index] ?? 0 }))
      .filter(({ share }) => share > 0 && share >= least)
      .map(({ hit }) => ({ id: String(hit.id), score: scoreOf(hit, units.length) }))
      .toSorted(byScore)
      .map(({ id, score }) => [id, score]),
  );
}

function onlyAllowed(allowed: ReadonlySet<string> | undefined): SearchOptions {
  return allowed === undefined ? {} : { filter: (hit) => allowed.has(String(hit.id)) };
}

/** MiniSearch multiplies a score by the number of matched words; that helps to find a known paper and harms a topic. */
function scoreOf(hit: FoundTerms, words: number): number {
  return words < TOPIC_WORDS ? hit.score : hit.score / Math.max(1, hit.queryTerms.length);
}

/** How rare a word is (BM25's inverse document frequency). A word that stands nowhere asks nothing of a hit. */
function weightOf(indexes: Indexes, unit: Unit): number {
  const all = indexes.documents.size;
  const having = unitCount(indexes, unit);
  return having === 0 ? 0 : Math.log(1 + (all - having + 0.5) / (having + 0.5));
}

/** Scores by the title index of documents that have all the words in title and authors: most likely the paper that is meant. */
function titleScores(
  indexes: Indexes,
  units: readonly Unit[],
  allowed: ReadonlySet<string> | undefined,
): Map<string, number> {
  if (!namesPaper(indexes, units)) return new Map();
  const queries = units.map((unit) => {
    const parts = {
      combineWith: 'AND' as const,
      queries: [...unit.parts],
      prefix: unit.completions !== undefined,
    };
    return unit.joined === undefined ? parts : { combineWith: 'OR' as const, queries: [unit.joined, parts] };
  });
  const found = indexes.title.search({ combineWith: 'AND', queries }, onlyAllowed(allowed));
  return new Map(found.map((hit) => [String(hit.id), hit.score]));
}

/** An author's name or several words of a title: the asker has one paper in mind. Two common words are rather a topic. */
function namesPaper(indexes: Indexes, units: readonly Unit[]): boolean {
  if (units.length > 2 || units.every((unit) => unit.stop)) return true;
  return units.some((unit) =>
    unit.parts.every((part) => indexes.title.documentsOf(part, ['authors']).size > 0),
  );
}
