import type { IndexedDocument, SearchHit, SearchOptions, SearchResult } from '../../core/ports.ts';
import type { Query, Sort } from '../../core/query.ts';
import { type Finder, matchedWords } from '../query/matched.ts';
import { distinct, findersOf, mender, onlyIds, plainUnits, withoutIdleWords } from '../query/query-words.ts';
import { withoutRepeats } from '../query/repeats.ts';
import { isPrintedWhole, type Known } from '../query/typed-names.ts';
import { periodOfYear, type WithYear, withNamesAndYear } from '../query/typed-year.ts';
import { exactUnits, isKnown } from '../query/units.ts';
import { favourYear } from '../ranking/asked-year.ts';
import { DEEPEST, favourRecent } from '../ranking/recency.ts';
import { isAuthor } from './authors.ts';
import { readingForNames } from './bounded-reading.ts';
import { filterOf } from './filters.ts';
import { expression } from './match.ts';
import { type Asked, askedOf, bestOf, firstOf, POOL, rankAsked } from './rank.ts';
import { among, both, either, type Kept, keptOf, listed, matching, not, type RowTest } from './row-test.ts';
import type { RankParts, Scored } from './score.ts';

/** A part of the list of hits, of which only what a page needs is read. */
type Segment = {
  readonly size: number;
  readonly read: (limit: number, offset: number) => readonly Scored[];
};

/** Who is in a part of the list, and in which order, where that is not the order of their days. */
type Found = {
  readonly segments: readonly Segment[];
  readonly condition: RowTest;
  /** How many papers meet the condition. */
  readonly meeting: number;
};

const NOBODY: Found = { segments: [], condition: { sql: '0', values: [] }, meeting: 0 };

/** Answers a query from the full-text index. */
export function searchDatabase(parts: RankParts, typed: Query, options: SearchOptions): SearchResult {
  const forNames = { database: parts.database, reading: readingForNames() };
  const { sort, limit, offset } = options;
  const every = options.every !== undefined;
  const known: Known = {
    isAuthor: (name) => isAuthor(forNames, name),
    isWhole: (name) => isAuthor(forNames, name, isPrintedWhole),
    isWord: (word) => isKnown(parts.lexicon, word),
    hasAny: (asked) => hasAny(parts, asked),
    hasYear: (year) => hasAny(parts, { ...typed, terms: [], refs: [], period: periodOfYear(year) }),
  };
  const read = withNamesAndYear(withoutIdleWords(typed), known, options);
  const query = { ...read.query, terms: withoutRepeats(read.query.terms) };
  const { condition: asked, corrections, byWords } = filterOf(parts, query, every);
  const condition = asked === undefined ? undefined : keptOf(parts.database, asked);
  // Then the filters have decided already, and the words only say in which order.
  const decided = every || query.condition !== undefined;
  const units = plainUnits(parts.lexicon, query, decided, mender(corrections));
  const used = [...corrections, ...units.flatMap((unit) => unit.correction ?? [])];
  const mend = mender(used);
  const named = namedBy(parts, query, condition);
  const others = both([
    ...(condition === undefined ? [] : [condition]),
    ...(named.length === 0 ? [] : [not(listed(numbersOf(named)))]),
  ]);
  const texts = query.terms.filter(
    (term) => !term.excluded && term.field !== 'author' && term.field !== 'category',
  );
  const isRanked = sort === 'relevance';
  const found = ((): Found => {
    if (onlyIds(query)) return NOBODY;
    if (decided || units.length === 0) {
      if (condition === undefined) return NOBODY;
      if (!isRanked) return unranked(parts, others, 'allowed');
      const exact = texts.flatMap((term) => exactUnits(parts.lexicon, mend(term.text)));
      return filtered(parts, askedOf(parts, exact, others), others);
    }
    const words = askedOf(parts, units, others, !isRanked);
    if (words === undefined) return NOBODY;
    if (!isRanked) return unranked(parts, metBy(parts, words, others), 'met');
    return ranked(parts, words, others, query.year?.year);
  })();
  const segments = [segmentOf(named), ...found.segments];
  const page =
    sort === 'relevance'
      ? pageOf(segments, limit, offset)
      : byDay(parts, either([listed(numbersOf(named)), found.condition]), sort, limit, offset);
  const finders = page.length === 0 ? [] : findersOf(query, units, mend);
  return {
    total: named.length + found.meeting,
    hits: toHits(parts, page, finders),
    corrections: distinct([...read.corrections, ...used]),
    ...(byWords ? { byWords } : {}),
  };
}

function hasAny(parts: RankParts, query: WithYear): boolean {
  const { condition } = filterOf(parts, query, true);
  if (condition === undefined) return true;
  const sql = `select number from documents where ${condition.sql} limit 1`;
  return parts.database.get(sql, ...condition.values) !== undefined;
}

/** The papers whose ids were typed, in that order, if the filters beside them let them pass. */
function namedBy({ database }: RankParts, query: Query, condition: RowTest | undefined): Scored[] {
  const { sql, values } = both(condition === undefined ? [] : [condition]);
  const ids = [...new Set(query.refs.map((ref) => ref.id))];
  return ids.flatMap((id, index) => {
    const row = database.get(`select number from documents where id = ? and ${sql}`, id, ...values);
    return row === undefined ? [] : { number: Number(row['number']), score: 1_000_000 - index };
  });
}

/** The papers that the words find among those that are allowed. */
function ranked(parts: RankParts, words: Asked, allowed: RowTest, year?: string): Found {
  const { gate } = words;
  const { best: inOrder, pooled } = rankAsked(parts, words, allowed);
  const best = favoured(parts, inOrder, year);
  // All of a gate that is not full are among the best.
  const full = pooled.size === POOL;
  // Papers that were put first, though they are not among those that were ranked; some may not even be in the gate.
  const apart = best.filter(({ number }) => !pooled.has(number)).map(({ number }) => number);
  const others = apart.length === 0 ? [] : [listed(apart)];
  const inGate: RowTest = { sql: `${gate.table} match ?`, values: [gate.match] };
  const meeting = full
    ? countIn(parts, gate.table, both([inGate, allowed])) +
      apart.length -
      (apart.length === 0 ? 0 : countIn(parts, gate.table, both([inGate, ...others])))
    : best.length;
  const rest = apart.length === 0 ? allowed : both([allowed, not(listed(apart))]);
  const lowest = best.at(-1)?.score ?? 0;
  const tail: Segment = {
    size: full ? Math.max(0, meeting - best.length) : 0,
    read: (limit, offset) =>
      bestOf(parts, gate, rest, limit, offset + POOL).map(({ number }, index) => ({
        number,
        score: (lowest * POOL) / (POOL + offset + index + 1),
      })),
  };
  return {
    segments: [segmentOf(best), tail],
    condition: both([either([matching(gate.table, gate.match), ...others]), allowed]),
    meeting,
  };
}

/** All papers that passed the filters: those that have most of the typed text first, then the newest. */
function filtered(parts: RankParts, words: Asked | undefined, allowed: RowTest): Found {
  const found = words === undefined ? NOBODY : ranked(parts, words, allowed);
  const all = countIn(parts, 'temp.allowed', allowed);
  const rest = words === undefined ? allowed : both([allowed, not(found.condition)]);
  const newest: Segment = {
    size: all - found.meeting,
    read: (limit, offset) => byDay(parts, rest, 'newest', limit, offset),
  };
  return { segments: [...found.segments, newest], condition: allowed, meeting: all };
}

/** Papers that will stand in the order of their days, so that it need not be known how well they match. */
function unranked(parts: RankParts, condition: RowTest, kept: Kept): Found {
  return { segments: [], condition, meeting: countIn(parts, `temp.${kept}`, condition) };
}

/** The papers that match what was asked. */
function metBy(parts: RankParts, words: Asked, { sql, values }: RowTest): RowTest {
  const { table, match } = words.gate;
  const first = JSON.stringify(numbersOf(firstOf(parts, words, { sql, values })));
  const rows = `select rowid from ${table} where ${table} match ? and ${sql} union all select value from json_each(?)`;
  return keptOf(parts.database, among(rows, match, ...values, first), 'met');
}

function countIn({ database }: RankParts, table: string, { sql, values }: RowTest): number {
  return Number(database.get(`select count(*) as total from ${table} where ${sql}`, ...values)?.['total']);
}

/** Newest day first; papers without a day last; of the same day the later id first. */
function byDay(
  { database }: RankParts,
  { sql, values }: RowTest,
  sort: Exclude<Sort, 'relevance'>,
  limit: number,
  offset: number,
): Scored[] {
  const day = sort === 'updated' ? 'updated' : 'submitted';
  const rows = database.all(
    `select number from documents where ${sql} order by ${day} desc, id desc limit ? offset ?`,
    ...values,
    limit,
    offset,
  );
  return rows.map(({ number }) => ({ number: Number(number), score: 0 }));
}

/** The best hits with those of the year that was asked for, and then newer ones, a little higher. */
function favoured({ database }: RankParts, best: readonly Scored[], year?: string): Scored[] {
  const rows = database.all(
    "select number, submitted from documents where number in (select value from json_each(?)) and submitted <> ''",
    JSON.stringify(numbersOf(best.slice(0, DEEPEST))),
  );
  const days = new Map(rows.map(({ number, submitted }) => [Number(number), String(submitted)]));
  const dayOf = ({ number }: Scored): string | undefined => days.get(number);
  if (year === undefined) return favourRecent(best, dayOf);
  const titled = matching('known', expression([year], ['title']));
  const found = database.all(`select number from documents where ${titled.sql}`, ...titled.values);
  const numbers = new Set(found.map(({ number }) => Number(number)));
  const isOf = (hit: Scored): boolean => dayOf(hit)?.startsWith(year) === true;
  return favourRecent(favourYear(best, { isOf, isTitled: ({ number }) => numbers.has(number) }), dayOf);
}

function numbersOf(scored: readonly Scored[]): number[] {
  return scored.map(({ number }) => number);
}

function segmentOf(scored: readonly Scored[]): Segment {
  return { size: scored.length, read: (limit, offset) => scored.slice(offset, offset + limit) };
}

function pageOf(segments: readonly Segment[], limit: number, offset: number): Scored[] {
  const page: Scored[] = [];
  let start = 0;
  for (const { size, read } of segments) {
    const from = offset + page.length - start;
    if (page.length < limit && from < size)
      page.push(...read(Math.min(limit - page.length, size - from), from));
    start += size;
  }
  return page;
}

function toHits({ database }: RankParts, page: readonly Scored[], finders: readonly Finder[]): SearchHit[] {
  return page.flatMap(({ number, score }) => {
    const row = database.get('select id, body from documents where number = ?', number);
    if (row === undefined) return [];
    const body = String(row['body']);
    return {
      id: String(row['id']),
      score,
      // Worked out when it is asked for: that costs more than finding and ranking the paper.
      get matched() {
        return matchedWords(JSON.parse(body) as IndexedDocument, finders);
      },
    };
  });
}
