import type { SearchHit, SearchOptions, SearchResult } from '../../core/ports.ts';
import type { Query, Sort } from '../../core/query.ts';
import { patient } from '../query/lexicon.ts';
import { type Finder, matchedIn, matchedWords } from '../query/matched.ts';
import { distinct, findersOf, mender, onlyIds, plainUnits, withoutIdleWords } from '../query/query-words.ts';
import { withoutRepeats } from '../query/repeats.ts';
import { isPrintedWhole, type Known } from '../query/typed-names.ts';
import { withNamesAndYear } from '../query/typed-year.ts';
import { exactUnits, isKnown, type Unit, waysOf } from '../query/units.ts';
import { favourYear } from '../ranking/asked-year.ts';
import { DEEPEST, favourRecent } from '../ranking/recency.ts';
import { isAuthor } from './authors.ts';
import { Reading } from './bounded-reading.ts';
import { isOfYear } from './days.ts';
import { applyFilters } from './filters.ts';
import type { Indexes } from './indexes.ts';
import { byNewest, type Dated } from './kept-documents.ts';
import { lexiconOf } from './lexicon.ts';
import { type Ranking, rankWords, type Scored } from './rank.ts';
import { scoreTerms } from './topic-scores.ts';

/** Of fewer documents the newest are sooner found by themselves: after a change all are put in order anew. */
const FEW_OF_ALL = 2;

/** Answers a query from the indexes in memory. */
export function searchIndexes(indexes: Indexes, typed: Query, options: SearchOptions): SearchResult {
  const every = options.every !== undefined;
  const byDayOnly = options.sort !== 'relevance';
  const lexicon = patient(lexiconOf(indexes));
  const parts = { indexes, lexicon, reading: new Reading(indexes.documents) };
  const forNames = { indexes, reading: parts.reading.forNames() };
  const known: Known = {
    isAuthor: (name) => isAuthor(forNames, name),
    isWhole: (name) => isAuthor(forNames, name, isPrintedWhole),
    isWord: (word) => isKnown(lexicon, word),
    hasAny: (query) => applyFilters({ ...parts, reading: forNames.reading }, query, true).ids?.size !== 0,
    hasYear: (year) => Iterator.from(indexes.documents.ids()).some((id) => isOfYear(indexes, id, year)),
  };
  const read = withNamesAndYear(withoutIdleWords(typed), known, options);
  const query = { ...read.query, terms: withoutRepeats(read.query.terms) };
  const { ids, corrections, byWords } = applyFilters(parts, query, every);
  // Then the filters have decided already, and the words only say in which order.
  const decided = every || query.condition !== undefined;
  const units = plainUnits(lexicon, query, decided, mender(corrections));
  const used = [...corrections, ...units.flatMap((unit) => unit.correction ?? [])];
  const named = namedBy(indexes, query, ids);
  const mend = mender(used);
  // No more than are looked at, but where some are taken out of them or all are put in another order.
  const wanted = Math.max(DEEPEST, options.offset + options.limit);
  const most = byDayOnly || named.length > 0 ? Number.POSITIVE_INFINITY : wanted;
  const found: Ranking = onlyIds(query)
    ? { total: 0, best: [] }
    : decided || units.length === 0
      ? rankAll(indexes, query, ids ?? new Set(), { mend, simply: options.simply ?? false })
      : rankWords(indexes, units, ids, { most, byDay: byDayOnly });
  const others =
    named.length === 0 ? found.best : found.best.filter(({ id }) => !named.some((one) => one.id === id));
  const ordered =
    options.sort === 'relevance'
      ? [...named, ...favoured(indexes, others, query.year?.year)]
      : byDay(indexes, [...named, ...others], options.sort);
  const page = ordered.slice(options.offset, options.offset + options.limit);
  const finders = page.length === 0 ? [] : findersOf(query, units, mend);
  return {
    total: named.length === 0 ? found.total : ordered.length,
    hits: page.map((hit) => new Hit(indexes, hit, finders)),
    corrections: distinct([...read.corrections, ...used]),
    ...(byWords ? { byWords } : {}),
  };
}

/** Hits with those of the year that was asked for, and then newer ones, a little higher. */
function favoured(indexes: Indexes, hits: readonly Scored[], year?: string): Scored[] {
  const { documents, title } = indexes;
  const dayOf = ({ id }: Scored): string | undefined => documents.facts(id)?.submitted;
  if (year === undefined) return favourRecent(hits, dayOf);
  const titled = title.documentsOf(year, ['title']);
  const isOf = ({ id }: Scored): boolean => isOfYear(indexes, id, year);
  return favourRecent(favourYear(hits, { isOf, isTitled: ({ id }) => titled.has(id) }), dayOf);
}

/** The papers whose ids were typed, in that order, if the filters beside them let them pass. */
function namedBy(indexes: Indexes, query: Query, allowed: ReadonlySet<string> | undefined): Scored[] {
  const ids = [...new Set(query.refs.map((ref) => ref.id))];
  return ids
    .filter((id) => indexes.documents.has(id) && (allowed === undefined || allowed.has(id)))
    .map((id, index) => ({ id, score: 1_000_000 - index }));
}

/** All papers that passed the filters: those that have most of the typed text first, then the newest. */
function rankAll(
  indexes: Indexes,
  query: Query,
  allowed: ReadonlySet<string>,
  { mend, simply }: { readonly mend: (text: string) => string; readonly simply: boolean },
): Ranking {
  const texts = query.terms.filter(
    (term) => !term.excluded && term.field !== 'author' && term.field !== 'category',
  );
  const units = texts.flatMap((term) => exactUnits(lexiconOf(indexes), mend(term.text)));
  const { documents } = indexes;
  // No words, and a good part of the library: its newest first are put in order once.
  if (units.length === 0 && allowed.size * FEW_OF_ALL > documents.size) {
    const ordered = documents.newestFirst.filter((id) => allowed.has(id));
    return { total: ordered.length, best: ordered.map((id) => ({ id, score: 0 })) };
  }
  const ids = [...allowed];
  const scores = simply ? scoreSimply(indexes, units, ids) : scoreWell(indexes, units, allowed);
  const all = ids.map((id, at): Ranked => ({ id, score: scores[at] ?? 0, day: undefined }));
  // Where there are words, few score alike.
  const dated = (one: Ranked): Dated => {
    one.day ??= documents.facts(one.id)?.submitted ?? '';
    return one as Dated;
  };
  return {
    total: all.length,
    best: all.toSorted((a, b) => b.score - a.score || byNewest(dated(a), dated(b))),
  };
}

/** The day is looked up when it is asked for. */
type Ranked = Scored & { day: string | undefined };

/** By their own words, whatever the others say. */
function scoreSimply(indexes: Indexes, units: readonly Unit[], ids: readonly string[]): ArrayLike<number> {
  const { topic } = indexes;
  const terms = units.flatMap((unit) => waysOf(unit).flat()).map((one) => topic.documentTerms.numberOf(one));
  const asked = new Map(terms.flatMap((term) => (term === undefined ? [] : [[term, 1] as const])));
  if (asked.size === 0) return [];
  return scoreTerms(
    indexes,
    asked,
    ids.map((id) => topic.numberOf(id)),
  );
}

/** In the light of all of them. */
function scoreWell(
  indexes: Indexes,
  units: readonly Unit[],
  allowed: ReadonlySet<string>,
): ArrayLike<number> {
  const { best } = rankWords(indexes, units, allowed, { most: Number.POSITIVE_INFINITY });
  const scores = new Map(best.map(({ id, score }) => [id, score]));
  return Array.from(allowed, (id) => scores.get(id) ?? 0);
}

/** Newest day first; papers without a day last; of the same day the later id first. */
function byDay(
  { documents }: Indexes,
  hits: readonly Scored[],
  sort: Exclude<Sort, 'relevance'>,
): readonly Scored[] {
  const dated = hits.map(({ id, score }) => {
    const facts = documents.facts(id);
    const day = (sort === 'updated' ? (facts?.updated ?? facts?.submitted) : facts?.submitted) ?? '';
    return { id, score, day };
  });
  return dated.toSorted(byNewest);
}

/** The words that match are worked out when they are asked for: that costs more than finding and ranking the paper. */
class Hit implements SearchHit {
  readonly id: string;
  readonly score: number;
  readonly #indexes: Indexes;
  readonly #finders: readonly Finder[];

  constructor(indexes: Indexes, { id, score }: Scored, finders: readonly Finder[]) {
    this.id = id;
    this.score = score;
    this.#indexes = indexes;
    this.#finders = finders;
  }

  get matched(): SearchHit['matched'] {
    const { documents, read } = this.#indexes;
    if (read !== undefined) return matchedIn(read.of(documents, this.id), this.#finders);
    const document = documents.get(this.id);
    return document === undefined ? [] : matchedWords(document, this.#finders);
  }
}
