import { parsePaperRef } from '../../core/paper-id.ts';
import type { Condition, Correction, Term, TextField } from '../../core/query.ts';
import type { Lexicon } from '../query/lexicon.ts';
import { isFilter, onlyStopWords } from '../query/query-words.ts';
import type { AskedYear, WithYear } from '../query/typed-year.ts';
import { exactUnits, resolveUnits, type Unit, unitsOf, waysOf } from '../query/units.ts';
import { categoryTest, costOf, phraseTest, unitTest } from '../query/word-tests.ts';
import { sequenceOf } from '../text/tokenize.ts';
import { byAuthor } from './authors.ts';
import type { Reading } from './bounded-reading.ts';
import { inPeriod, isOfYear } from './days.ts';
import type { Indexes } from './indexes.ts';
import { documentsIn, plainPostings } from './plain-words.ts';
import type { PackedList } from './postings.ts';
import { intersect } from './sets.ts';
import { documentsOfWays } from './topic-scores.ts';

/** So many words of a phrase are looked for in the index; what has them is read. */
const MOST_OF_PHRASE = 16;

/** What every hit must satisfy. `ids` undefined when nothing narrows the library. */
export type Filtered = {
  readonly ids?: ReadonlySet<string>;
  readonly corrections: readonly Correction[];
  /** Not all documents could be read that had to be: of some of them only the words are known. */
  readonly byWords: boolean;
};

/** What the filters of one query are worked out with. */
type FilterParts = {
  readonly indexes: Indexes;
  readonly lexicon: Lexicon;
  readonly reading: Reading;
  /** Whether what is found is left out. */
  readonly excluded?: boolean;
  /** Absent where words are looked up as they were typed. */
  readonly corrections?: Correction[];
};

/** Which documents it is worth to find: of some only, and not those that are found already. */
type Wanted = {
  readonly among?: ReadonlySet<string> | undefined;
  readonly found?: ReadonlySet<string> | undefined;
};

/** The documents that can hold a term by the indexes, and what has to be read to be sure. */
type Candidates = { readonly ids: Set<string>; readonly isSure?: (id: string) => boolean };

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
    for (const part of distinct(condition.any))
      for (const id of meeting(parts, part, among, 'term' in part ? all : undefined)) all.add(id);
    return all;
  }
  const { indexes } = parts;
  const conditions = distinct('all' in condition ? condition.all : [condition]);
  let ids = among;
  const sures: ((id: string) => boolean)[] = [];
  const { plain, others } = partedOf(parts, conditions);
  if (plain.length > 0) ids = both(ids, documentsIn(indexes, plain));
  for (const one of others) {
    if ('ref' in one) ids = both(ids, new Set(indexes.documents.has(one.ref.id) ? [one.ref.id] : []));
    // Nothing is left, and every further look-up would cost as much as the first.
    if (ids?.size === 0) return ids;
    if (!('term' in one)) continue;
    const { ids: theirs, isSure } = candidates(parts, one.term, { among: ids, found });
    ids = both(ids, theirs);
    if (isSure !== undefined) sures.push(isSure);
  }
  if (ids !== undefined && sures.length > 0) ids = surely(parts, ids, sures);
  for (const one of conditions) {
    if ('all' in one || 'any' in one) ids = both(ids, meeting(parts, one, ids));
  }
  const nots = conditions.flatMap((one) => ('not' in one ? one.not : []));
  if (ids !== undefined && nots.length === 0) return ids;
  let left = ids ?? new Set(indexes.documents.ids());
  for (const one of nots) {
    // What is left out is looked up as it was typed.
    const out = meeting(toLeaveOut(parts), one, left);
    if (out.size > 0) left = left.difference(out);
  }
  return left;
}

/** Those that pass some tests. */
function surely(
  parts: FilterParts,
  ids: Set<string>,
  tests: readonly ((id: string) => boolean)[],
): Set<string> {
  if (parts.reading.isSpent && parts.excluded !== true) return ids;
  const passing = new Set<string>();
  for (const id of ids) {
    const passes = tests.every((isSure) => isSure(id));
    if (isLost(parts)) break;
    if (passes) passing.add(id);
  }
  return passing;
}

/** Whether nothing can be found that has to be read: of what is left out rather too little than all, once too much was read. */
function isLost({ reading, excluded = false }: FilterParts): boolean {
  return excluded && reading.isSpent;
}

/** The words that only have to be there, and what takes more than their postings. */
function partedOf({ indexes, corrections }: FilterParts, conditions: readonly Condition[]) {
  const plain: PackedList[] = [];
  const others: Condition[] = [];
  for (const one of conditions) {
    const postings =
      'term' in one && corrections === undefined ? plainPostings(indexes.topic, one.term) : undefined;
    if (postings === undefined) others.push(one);
    else plain.push(...postings);
  }
  return { plain, others };
}

function toLeaveOut({ indexes, lexicon, reading, excluded = false }: FilterParts): FilterParts {
  return { indexes, lexicon, reading, excluded: !excluded };
}

function distinct(conditions: readonly Condition[]): readonly Condition[] {
  if (conditions.length < 2) return conditions;
  return [...new Map(conditions.map((one) => [JSON.stringify(one), one])).values()];
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

function inTitle(
  { title, documents }: Indexes,
  units: readonly Unit[],
  fields?: readonly string[],
): Set<string> {
  const words = units.flatMap((unit) => unit.parts);
  const sets = words.map((word) => title.documentsOf(word, fields));
  return sets.length === 0 ? new Set(documents.ids()) : sets.reduce(intersect);
}

/** The documents that can hold a term. A name that matches nobody is corrected where corrections are collected. */
function candidates(parts: FilterParts, term: Term, wanted: Wanted): Candidates {
  const { indexes, lexicon, reading, corrections } = parts;
  const { field } = term;
  if (field === 'author') {
    const some = corrections === undefined ? { ...parts, among: wanted.among } : parts;
    return { ids: byAuthor(some, term.text, corrections) };
  }
  if (field === 'category') return { ids: byCategory(indexes, term.text) };
  if (term.phrase) return ofPhrase(parts, term, wanted);
  const units =
    corrections === undefined
      ? exactUnits(lexicon, term.text)
      : resolveUnits(lexicon, term.text, term.text.endsWith('*'));
  corrections?.push(...units.flatMap((unit) => unit.correction ?? []));
  // Stop words are not indexed, and elsewhere than in titles they narrow nothing.
  const content = units.filter((unit) => !unit.stop);
  const mustBeRead =
    content.length > 0 && (field !== undefined || units.some((unit) => unit.parts.length > 1));
  if (mustBeRead && isLost(parts)) return { ids: new Set() };
  const ids = withWords(indexes, units, wanted);
  if (field === 'title') {
    const stops = units.filter((unit) => unit.stop);
    if (stops.length > 0) return restricted(intersect(ids, inTitle(indexes, stops, ['title'])));
  }
  return restricted(ids);

  function restricted(found: Set<string>): Candidates {
    if (mustBeRead) {
      const tests = content.map((unit) => ({ test: unitTest(unit), cost: costOf(unit) }));
      return {
        ids: found,
        isSure: (id) => tests.every(({ test, cost }) => reading.holds(id, field, test, cost)),
      };
    }
    const ref = field === undefined ? parsePaperRef(term.text) : undefined;
    return { ids: ref !== undefined && indexes.documents.has(ref.id) ? found.add(ref.id) : found };
  }
}

/** A phrase word by word. One of stop words only is looked for in titles and names; in other fields it narrows nothing. */
function ofPhrase(parts: FilterParts, { text, field }: Term, wanted: Wanted): Candidates {
  const { indexes, reading } = parts;
  const sequence = sequenceOf(text);
  const units = unitsOf(text);
  const titled = field === undefined || field === 'title';
  const onlyStops = units.every((unit) => unit.stop);
  if (units.length === 0) return { ids: new Set() };
  if (onlyStops && !titled) return { ids: new Set(indexes.documents.ids()) };
  if (isLost(parts)) return { ids: new Set() };
  const test = phraseTest(sequence);
  const fields: readonly TextField[] = field === undefined ? ['title', 'author'] : [field];
  return onlyStops
    ? {
        ids: inTitle(indexes, units),
        isSure: (id) => fields.some((one) => reading.holds(id, one, test)),
      }
    : {
        ids: withWords(indexes, units.slice(0, MOST_OF_PHRASE), wanted),
        isSure: (id) => reading.holds(id, field, test),
      };
}

/** Documents, of those that are wanted, that have all the words somewhere. Stop words are not indexed, so they narrow nothing. */
function withWords(indexes: Indexes, units: readonly Unit[], wanted: Wanted = {}): Set<string> {
  if (units.length === 0) return new Set();
  let ids: Set<string> | undefined;
  for (const unit of units) {
    if (unit.stop) continue;
    ids = unitIds(indexes, unit, ids === undefined ? wanted : { among: ids });
  }
  return ids ?? new Set(indexes.documents.ids());
}

/** The documents of a unit by the topic index. */
function unitIds(indexes: Indexes, unit: Unit, { among, found }: Wanted): Set<string> {
  const ids = new Set<string>();
  // To leave out at once what does not count takes less than putting a large set together.
  const add = (id: string): void => {
    if (among?.has(id) !== false && found?.has(id) !== true) ids.add(id);
  };
  const [start = ''] = unit.parts;
  // More words begin like this than are worth ranking by. Titles are kept as they stand, with their stop words.
  if (unit.completions !== undefined)
    for (const index of [indexes.topic, indexes.title])
      for (const id of index.documentsBeginning(start)) add(id);
  for (const number of documentsOfWays(indexes.topic, waysOf(unit))) {
    if (indexes.topic.lengthOf(number) > 0) add(indexes.topic.idOf(number));
  }
  return ids;
}

/** `cs.LG` exactly, `cs.*` or `cs` for the whole archive; in any case of letters. */
function byCategory({ documents }: Indexes, text: string): Set<string> {
  const wanted = categoryTest(text);
  return documents.inCategories((categories) => categories.some(wanted));
}

/** The documents of a year, and those that name it. */
function ofYear(indexes: Indexes, { year, named }: AskedYear): Set<string> {
  const isTitled = named === 'in title';
  const ids = isTitled ? inTitle(indexes, unitsOf(year), ['title']) : withWords(indexes, unitsOf(year));
  for (const id of indexes.documents.ids()) if (isOfYear(indexes, id, year)) ids.add(id);
  return ids;
}
