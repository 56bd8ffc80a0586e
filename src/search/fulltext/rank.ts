import { namesPaper, type Unit, waysOf } from '../query/units.ts';
import { rarity } from '../ranking/bm25.ts';
import type { QueryLexicon } from './lexicon.ts';
import { allOf, anyOf, expression } from './match.ts';
import { both, type RowTest } from './row-test.ts';
import { type RankParts, type Scored, scorePool } from './score.ts';

/** What the words of a query ask of a hit. */
export type Asked = {
  readonly gate: Gate;
  /** What puts papers first: all words in title and authors. */
  readonly first?: Gate;
  /** The words to rank by, as often as they were typed; none where the gate's own order has to do. */
  readonly ranking: readonly Unit[];
  /** Whether they are so few that each of them counts. */
  readonly few: boolean;
};

/** The best of those who match in order, higher scores first. All others come behind, in SQLite's order. */
export type Ranked = {
  readonly best: readonly Scored[];
  /** The first of the gate by SQLite's order, which are among the best. */
  readonly pooled: ReadonlySet<number>;
};

/** A match in one of the tables: what a document must satisfy to be a hit at all. */
export type Gate = { readonly table: 'topic' | 'known'; readonly match: string };

/** So many of SQLite's best are put in order by our own ranking. */
export const POOL = 500;
/** From this many words on, a query describes a topic, and more matching words are not better words. */
const TOPIC_WORDS = 4;
/**
 * Of few words a hit must match this share of the best hit's, rare words counting more, where the order is by day or somebody's name
 * stands among them: one common word is no hit then. By relevance those that match little come last anyway.
 */
const LEAST_SHARE = 0.5;
/** The same where few words have so many documents together that looking at all of them would take too long. */
const MOST_OF_FEW = 10_000;
/** Documents that the words of a long query may have together: each costs SQLite a microsecond or two, and once more for so many words. */
const MOST_POSTINGS = 25_000;
const DEARER_BY = 75;
/** Of more words than this, those of several parts are not counted together. */
const MOST_COUNTED = 20;
/** Papers that may be put first because all words stand in title and authors. */
const MOST_KNOWN = 200;

type Weighted = {
  readonly unit: Unit;
  readonly match: string;
  readonly weight: number;
  readonly count: number;
};

/**
 * What a document has to match: some of the words, all where that is possible. Undefined when no word can be looked for.
 * @param byDay whether the hits will stand in the order of their days
 */
export function askedOf(
  parts: RankParts,
  units: readonly Unit[],
  allowed: RowTest | undefined,
  byDay = false,
): Asked | undefined {
  const content = units.filter((unit) => !unit.stop);
  // "The Who": nothing but stop words can still be a title.
  const wanted = distinct(content.length > 0 ? content : units);
  if (wanted.length === 0) return undefined;
  const known: Gate = { table: 'known', match: knownExpression(wanted) };
  const few = wanted.length < TOPIC_WORDS;
  if (content.length === 0) return { gate: known, ranking: [], few };
  const weigh = wanted.length > MOST_COUNTED ? guessed : counted;
  const weighted = wanted.map((unit) => weigh(parts, unit)).filter(({ count }) => count > 0);
  if (weighted.length === 0) return undefined;
  const strict = few && (byDay || isCommon(weighted) || wanted.some((unit) => isName(parts, unit)));
  const match = strict ? fewWords(parts, weighted, allowed) : manyWords(weighted);
  if (match === undefined) return undefined;
  const found = new Set(weighted.flatMap(({ unit }) => nameOf(unit)));
  return {
    gate: { table: 'topic', match },
    ...(namesPaper(wanted, (unit) => isName(parts, unit)) ? { first: known } : {}),
    ranking: content.filter((unit) => found.has(nameOf(unit))),
    few,
  };
}

/** Ranks the documents that match what was asked. */
export function rankAsked(parts: RankParts, asked: Asked, allowed: RowTest | undefined): Ranked {
  const { gate, ranking, few } = asked;
  const pool = bestOf(parts, gate, allowed, POOL);
  const numbers = pool.map(({ number }) => number);
  const pooled = new Set(numbers);
  if (ranking.length === 0) return { best: pool, pooled };
  const scored = scorePool(parts, ranking, numbers, few);
  const highest = scored[0]?.score ?? 0;
  const first = firstOf(parts, asked, allowed);
  const names = new Set(first.map(({ number }) => number));
  return {
    pooled,
    best: [
      ...first.map(({ number, score }) => ({ number, score: highest + score })),
      ...scored.filter(({ number }) => !names.has(number)),
    ],
  };
}

/** The papers that come first, some of which may not match what is asked of the others. */
export function firstOf(parts: RankParts, { first }: Asked, allowed: RowTest | undefined): Scored[] {
  return first === undefined ? [] : bestOf(parts, first, allowed, MOST_KNOWN);
}

/** The best of a gate by SQLite's own ranking; all of them, unranked, where they are few enough is not worth telling apart. */
export function bestOf(
  { database }: Pick<RankParts, 'database'>,
  { table, match }: Gate,
  allowed: RowTest | undefined,
  limit: number,
  offset = 0,
): Scored[] {
  const { sql, values } = both(allowed === undefined ? [] : [allowed]);
  const rows = database.all(
    `select rowid as number, -rank as score from ${table} where ${table} match ? and ${sql} order by rank limit ? offset ?`,
    match,
    ...values,
    limit,
    offset,
  );
  return rows.map(({ number, score }) => ({ number: Number(number), score: Number(score) }));
}

function distinct(units: readonly Unit[]): Unit[] {
  return [...new Map(units.map((unit) => [nameOf(unit), unit])).values()];
}

function nameOf({ parts, completions }: Unit): string {
  return `${parts.join(' ')}${completions === undefined ? '' : '*'}`;
}

/** A unit with at most so many documents as its ways can have: counting them takes milliseconds. */
function guessed({ lexicon, documents }: RankParts, unit: Unit): Weighted {
  const ways = waysThere(lexicon, unit);
  const most = ways.map((way) => Math.min(...way.map((one) => lexicon.countOf(one))));
  const count = Math.min(
    documents,
    most.reduce((sum, one) => sum + one, 0),
  );
  return { unit, match: matchOf(ways), count, weight: rarity(documents, count) };
}

/** The ways to find a unit all of whose words stand somewhere: SQLite's ranking takes its time over each of them, for each document. */
function waysThere(lexicon: QueryLexicon, unit: Unit): string[][] {
  return waysOf(unit).filter((way) => way.every((one) => lexicon.countOf(one) > 0));
}

function matchOf(ways: readonly (readonly string[])[]): string {
  // Who repeats the parts of a long word does not mean them twice.
  const each = ways.map((way) => (way.length > 2 ? [...new Set(way)] : way));
  return anyOf(each.map((way) => allOf(way.map((one) => expression([one])))));
}

function counted({ lexicon, documents }: RankParts, unit: Unit): Weighted {
  const ways = waysThere(lexicon, unit);
  const count = ways.length === 0 ? 0 : lexicon.countWithAny(ways);
  // A word that stands nowhere asks nothing of a hit.
  return { unit, match: matchOf(ways), count, weight: rarity(documents, count) };
}

/** Which words a hit must have when they are few: every set of them that weighs at least half of the heaviest that is found together. */
function fewWords(
  { database }: RankParts,
  weighted: readonly Weighted[],
  allowed: RowTest | undefined,
): string | undefined {
  const sets = Array.from({ length: 2 ** weighted.length - 1 }, (_, index) => {
    const words = weighted.filter((_word, place) => ((index + 1) >> place) % 2 === 1);
    return { words, weight: words.reduce((sum, word) => sum + word.weight, 0) };
  }).toSorted((a, b) => b.weight - a.weight);
  const { sql, values } = both(allowed === undefined ? [] : [allowed]);
  const most = sets.find(
    ({ words }) =>
      database.get(
        `select rowid from topic where topic match ? and ${sql} limit 1`,
        allOf(words.map(({ match }) => match)),
        ...values,
      ) !== undefined,
  );
  if (most === undefined) return undefined;
  const enough = sets.filter(({ weight }) => weight >= most.weight * LEAST_SHARE && weight <= most.weight);
  const least = enough.filter(
    ({ words }) =>
      !enough.some(
        (other) => other.words.length < words.length && other.words.every((word) => words.includes(word)),
      ),
  );
  return anyOf(least.map(({ words }) => allOf(words.map(({ match }) => match))));
}

function isCommon(weighted: readonly Weighted[]): boolean {
  return weighted.reduce((sum, { count }) => sum + count, 0) > MOST_OF_FEW;
}

/** Of many words the rare ones, each of which makes a hit: as many as can be looked up in time. */
function manyWords(weighted: readonly Weighted[]): string {
  let postings = 0;
  const chosen = weighted
    .toSorted((a, b) => a.count - b.count)
    .filter(({ count }, index) => {
      postings += count;
      return index === 0 || postings * (1 + index / DEARER_BY) <= MOST_POSTINGS;
    });
  return anyOf(chosen.map(({ match }) => match));
}

/** All words in title and authors. */
function knownExpression(units: readonly Unit[]): string {
  return allOf(
    units.map((unit) => {
      const parts = allOf(unit.parts.map((part) => expression([part])));
      if (unit.completions !== undefined) return allOf(unit.parts.map((part) => `${expression([part])} *`));
      return unit.joined === undefined ? parts : anyOf([expression([unit.joined]), parts]);
    }),
  );
}

/** An initial is no name. */
function isName({ lexicon }: RankParts, { parts, completions }: Unit): boolean {
  return parts.every((part) => part.length > 1 && lexicon.isAuthorWord(part, completions !== undefined));
}
