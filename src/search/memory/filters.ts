import type { Condition, Correction, Term } from '../../core/query.ts';
import { isFilter, onlyStopWords } from '../query/query-words.ts';
import { distinctConditions } from '../query/repeats.ts';
import type { AskedYear, WithYear } from '../query/typed-year.ts';
import { type Unit, unitsOf } from '../query/units.ts';
import { candidates, inTitle, withWords } from './candidates.ts';
import { inPeriod, isOfYear } from './days.ts';
import type { FilterParts } from './filter-parts.ts';
import type { Indexes } from './indexes.ts';
import { documentsIn, plainPostings } from './plain-words.ts';
import type { PackedList } from './postings.ts';
import { intersect } from './sets.ts';

/** What every hit must satisfy. `ids` undefined when nothing narrows the library. */
export type Filtered = {
  readonly ids?: ReadonlySet<string>;
  readonly corrections: readonly Correction[];
  /** Not all documents could be read that had to be: of some of them only the words are known. */
  readonly byWords: boolean;
};

/**
 * The documents that pass every field term, phrase, exclusion and the period of a query.
 * @param every plain words are filters too, and nothing is corrected
 */
export function applyFilters(
  exact: Omit<FilterParts, 'corrections'>,
  query: WithYear,
  every: boolean,
): Filtered {
  const { indexes } = exact;
  const corrections: Correction[] = [];
  const parts = every ? exact : { ...exact, corrections };
  let ids = query.year === undefined ? inPeriod(indexes, query.period) : ofYear(indexes, query.year);
  const terms = query.condition === undefined ? query.terms : [];
  const wanted = terms.filter((one) => !one.excluded && (every || isFilter(one)));
  const without = terms.filter((one) => one.excluded);
  if (query.condition !== undefined) ids = meeting(parts, query.condition, ids);
  if (every && onlyStopWords(wanted)) ids = both(ids, titledWith(indexes, wanted));
  if (wanted.length + without.length > 0) {
    const all = [...wanted.map((term) => ({ term })), ...without.map((term) => ({ not: { term } }))];
    ids = meeting(parts, { all }, ids);
  }
  const byWords = exact.reading.isByWords;
  return ids === undefined ? { corrections, byWords } : { ids, corrections, byWords };
}

/**
 * The documents, of some or of all, that meet a condition. What only reading can tell is found out last, of as few as possible.
 * @param found what need not be found again, where the condition is a term
 */
function meeting(
  parts: FilterParts,
  condition: Condition,
  among: Set<string> | undefined,
  found?: ReadonlySet<string>,
): Set<string> {
  if ('any' in condition) {
    const all = new Set<string>();
    for (const part of distinctConditions(condition.any))
      for (const id of meeting(parts, part, among, 'term' in part ? all : undefined)) all.add(id);
    return all;
  }
  const { indexes } = parts;
  const conditions = distinctConditions('all' in condition ? condition.all : [condition]);
  let ids = among;
  const tests: ((id: string) => boolean)[] = [];
  const { plain, terms, others } = partedOf(parts, conditions);
  if (plain.length > 0) ids = both(ids, documentsIn(indexes, plain));
  for (const term of terms) {
    if (isDone(parts, ids)) return ids;
    const some = candidates(parts, term, { among: ids, found });
    if (some === undefined) continue;
    ids = both(ids, some.ids);
    if (some.isSure !== undefined) tests.push(some.isSure);
  }
  for (const one of others) if (!takesReading(one)) ids = narrowed(parts, ids, one);
  if (ids !== undefined && tests.length > 0) ids = surely(parts, ids, tests);
  for (const one of others) if (takesReading(one)) ids = narrowed(parts, ids, one);
  return ids ?? new Set(indexes.documents.ids());
}

/** Whether nothing is left, and every further look-up would cost as much as the first. Where corrections are told, those of all words are. */
function isDone({ corrections }: FilterParts, ids: Set<string> | undefined): ids is Set<string> {
  return ids?.size === 0 && corrections === undefined;
}

/** The documents, of some or of all, that meet a condition that is no term. */
function narrowed(
  parts: FilterParts,
  ids: Set<string> | undefined,
  condition: Exclude<Condition, { readonly term: Term }>,
): Set<string> {
  const { indexes } = parts;
  if (isDone(parts, ids)) return ids;
  if ('ref' in condition) {
    const { id } = condition.ref;
    return both(ids, new Set(indexes.documents.has(id) ? [id] : []));
  }
  if (!('not' in condition)) return both(ids, meeting(parts, condition, ids));
  const left = ids ?? new Set(indexes.documents.ids());
  if (left.size === 0) return left;
  // What is left out is looked up as it was typed.
  const out = meeting(toLeaveOut(parts), condition.not, left);
  return out.size > 0 ? left.difference(out) : left;
}

/** Whether texts may have to be read to know which documents meet a condition. */
function takesReading(condition: Condition): boolean {
  if ('ref' in condition) return false;
  if ('not' in condition) return takesReading(condition.not);
  if ('all' in condition) return condition.all.some(takesReading);
  if ('any' in condition) return condition.any.some(takesReading);
  const { text, phrase, field } = condition.term;
  // A name of one word is mostly found as it stands.
  if (field === 'author') return /[\s.,*]/.test(text);
  return field !== 'category' && (phrase || field !== undefined || unitsOf(text).some(isParted));
}

function isParted({ parts }: Unit): boolean {
  return parts.length > 1;
}

/** Those that pass some tests. */
function surely(
  parts: FilterParts,
  ids: Set<string>,
  tests: readonly ((id: string) => boolean)[],
): Set<string> {
  if (parts.reading.isSpent && parts.excluded !== true) return ids;
  const passing = new Set<string>();
  for (const id of ids) if (tests.every((isSure) => isSure(id))) passing.add(id);
  return passing;
}

/** The words that only have to be there, the terms that take more than their postings, and all else: what leaves papers out comes last. */
function partedOf({ indexes, corrections }: FilterParts, conditions: readonly Condition[]) {
  const plain: PackedList[] = [];
  const terms: Term[] = [];
  const groups: Exclude<Condition, { readonly term: Term }>[] = [];
  const nots: typeof groups = [];
  for (const one of conditions) {
    if (!('term' in one)) {
      ('not' in one ? nots : groups).push(one);
      continue;
    }
    const postings = corrections === undefined ? plainPostings(indexes.topic, one.term) : undefined;
    if (postings === undefined) terms.push(one.term);
    else plain.push(...postings);
  }
  return { plain, terms, others: [...groups, ...nots] };
}

function toLeaveOut({ indexes, lexicon, reading, excluded = false }: FilterParts): FilterParts {
  return { indexes, lexicon, reading, excluded: !excluded };
}

function both(ids: Set<string> | undefined, others: Set<string>): Set<string> {
  return ids === undefined ? others : intersect(ids, others);
}

/** The documents whose title and authors hold all the words, stop words too. */
function titledWith(indexes: Indexes, terms: readonly Term[]): Set<string> {
  return inTitle(
    indexes,
    terms.flatMap((term) => unitsOf(term.text)),
  );
}

/** The documents of a year, and those that name it. */
function ofYear(indexes: Indexes, { year, named }: AskedYear): Set<string> {
  const isTitled = named === 'in title';
  const units = unitsOf(year);
  const ids = isTitled ? inTitle(indexes, units, ['title']) : (withWords(indexes, units) ?? new Set());
  for (const id of indexes.documents.ids()) if (isOfYear(indexes, id, year)) ids.add(id);
  return ids;
}
