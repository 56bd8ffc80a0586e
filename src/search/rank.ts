import type { SearchOptions } from 'minisearch';
import { rarity } from './bm25.ts';
import type { Indexes } from './indexes.ts';
import { frequencyAt } from './postings.ts';
import { documentsOfWays, scoreFew, scoreStems, scoreTopic } from './topic-scores.ts';
import { type Unit, unitCount, waysOf } from './units.ts';

export type Scored = { readonly id: string; readonly score: number };

/** From this many words on, a query describes a topic, and more matching words are not better words. */
const TOPIC_WORDS = 4;
/** A hit must match this share of the best hit's words, rare words counting more: one common word is no hit. */
const LEAST_SHARE = 0.5;
const LEAST_SHARE_OF_TOPIC = 0.02;
/** So many documents are looked up one by one rather than all scored. */
const MOST_FEW = 200;

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
  const typed = content.length > 0 ? content : units;
  const wanted = distinct(typed);
  const topic = topicScores(indexes, typed, allowed);
  let highest = 0;
  for (const score of topic.values()) highest = Math.max(highest, score);
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

/** Scores by the topic index. */
function topicScores(
  indexes: Indexes,
  units: readonly Unit[],
  allowed: ReadonlySet<string> | undefined,
): Map<string, number> {
  const { topic } = indexes;
  const wanted = distinct(units);
  const asked = new Map<string, number>();
  for (const stem of units.flatMap((unit) => waysOf(unit).flat()))
    asked.set(stem, (asked.get(stem) ?? 0) + 1);
  const isTopic = wanted.length >= TOPIC_WORDS;
  if (!isTopic && allowed !== undefined) {
    const scores = scoresOfFew(indexes, wanted, asked, allowed);
    if (scores !== undefined) return scores;
  }
  const first = scoreStems(topic, asked);
  const matched = matchedShares(indexes, wanted);
  if (!isTopic)
    for (let number = 0; number < first.length; number += 1)
      first[number] = (first[number] ?? 0) * (matched.words[number] ?? 0);
  let most = 0;
  for (const share of matched.shares) most = Math.max(most, share);
  const least = most * (isTopic ? LEAST_SHARE_OF_TOPIC : LEAST_SHARE);
  const hits: number[] = [];
  // Every query goes through every document here, so no pairs are made of them.
  for (let number = 0; number < matched.shares.length; number += 1) {
    const share = matched.shares[number] ?? 0;
    if (share > 0 && share >= least && (allowed === undefined || allowed.has(topic.idOf(number))))
      hits.push(number);
  }
  const scores = isTopic ? scoreTopic(indexes, asked, hits, first) : first;
  return new Map(hits.map((number) => [topic.idOf(number), scores[number] ?? 0]));
}

/**
 * The same where one of the few documents that are allowed has all the words, so that none can match a greater share of them, and
 * the others need not be looked at. Undefined where that is not so.
 */
function scoresOfFew(
  indexes: Indexes,
  units: readonly Unit[],
  asked: ReadonlyMap<string, number>,
  allowed: ReadonlySet<string>,
): Map<string, number> | undefined {
  const { topic } = indexes;
  if (allowed.size > MOST_FEW) return undefined;
  const weighed = units.map((unit) => ({ ways: waysOf(unit), weight: weightOf(indexes, unit) }));
  const found = [...allowed].flatMap((id) => {
    const number = topic.numberOf(id);
    if (number === undefined || topic.lengthOf(number) === 0) return [];
    const having = weighed.filter(({ ways }) =>
      ways.some((way) => way.every((stem) => frequencyAt(topic.postingsOf(stem), number) > 0)),
    );
    return { id, number, words: having.length, share: having.reduce((sum, { weight }) => sum + weight, 0) };
  });
  const whole = found.find(({ words }) => words === units.length);
  if (whole === undefined) return undefined;
  const hits = found.filter(({ share }) => share > 0 && share >= whole.share * LEAST_SHARE);
  const scores = scoreFew(
    topic,
    asked,
    hits.map(({ number }) => number),
  );
  return new Map(hits.map(({ id, words }, at) => [id, (scores[at] ?? 0) * words]));
}

/** By the number of the document: how many of the words it has, and how much of the query they are, rare words counting more. */
function matchedShares(
  indexes: Indexes,
  units: readonly Unit[],
): { readonly words: Uint16Array; readonly shares: Float64Array } {
  const words = new Uint16Array(indexes.topic.numbers);
  const shares = new Float64Array(indexes.topic.numbers);
  for (const unit of units) {
    const weight = weightOf(indexes, unit);
    for (const number of documentsOfWays(indexes.topic, waysOf(unit))) {
      if (indexes.topic.lengthOf(number) === 0) continue;
      words[number] = (words[number] ?? 0) + 1;
      shares[number] = (shares[number] ?? 0) + weight;
    }
  }
  return { words, shares };
}

function onlyAllowed(allowed: ReadonlySet<string> | undefined): SearchOptions {
  return allowed === undefined ? {} : { filter: (hit) => allowed.has(String(hit.id)) };
}

/** How rare a word is (BM25's inverse document frequency). A word that stands nowhere asks nothing of a hit. */
function weightOf(indexes: Indexes, unit: Unit): number {
  const having = unitCount(indexes, unit);
  return having === 0 ? 0 : rarity(indexes.documents.size, having);
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
