import { parsePaperRef } from '../../core/paper-id.ts';
import type { Condition, Correction, Period, Term, TextField } from '../../core/query.ts';
import { isFilter, onlyStopWords } from '../query/query-words.ts';
import { periodOfYear, type WithYear } from '../query/typed-year.ts';
import { exactUnits, resolveUnits, type Unit, unitsOf } from '../query/units.ts';
import { lettersOf, phraseTest, unitTest } from '../query/word-tests.ts';
import { stem } from '../text/stem.ts';
import { isStopWord } from '../text/stop-words.ts';
import { sequenceOf } from '../text/tokenize.ts';
import { ofAuthor } from './authors.ts';
import { type BoundedReading, fewOf, newReading, read, readAgain, type Unread } from './bounded-reading.ts';
import { ofCategory } from './categories.ts';
import type { FullTextDatabase } from './database.ts';
import { noneOf } from './leaving-out.ts';
import type { QueryLexicon } from './lexicon.ts';
import { allOf, anyOf, expression } from './match.ts';
import {
  ALL,
  among,
  both,
  either,
  listed,
  type Match,
  matching,
  NONE,
  not,
  type RowTest,
} from './row-test.ts';

/** So many words of a phrase are looked for by FTS5, which costs as much for each; what has them is read. */
const MOST_OF_PHRASE = 16;

/** What the filters of one query are worked out with. */
export type FilterParts = { readonly database: FullTextDatabase; readonly lexicon: QueryLexicon };

type Working = FilterParts & {
  readonly reading: BoundedReading;
  /** Whether what is found is left out. */
  readonly excluded: boolean;
  /** The papers that may be left out, where they are few. */
  readonly among?: () => RowTest | undefined;
  /** Takes what may be read once the other filters are known; absent where a part does not stand for the whole query. */
  readonly later?: Unread[];
};

/**
 * What every hit must satisfy; undefined when nothing narrows the library.
 * @param every plain words are filters too, and nothing is corrected
 */
export function filterOf(
  parts: FilterParts,
  query: WithYear,
  every: boolean,
): { readonly condition?: RowTest; readonly corrections: readonly Correction[]; readonly byWords: boolean } {
  const { database } = parts;
  const reading = newReading();
  const working: Working = { ...parts, reading, excluded: false };
  const unread: Unread[] = [];
  const corrections: Correction[] = [];
  const collected = every ? undefined : corrections;
  const terms = query.condition === undefined ? query.terms : [];
  const wanted = terms.filter((term) => !term.excluded && (every || isFilter(term)));
  const conditions = wanted.map((term) => ofTerm({ ...working, later: unread }, term, collected));
  if (query.condition !== undefined) conditions.push(ofCondition(working, query.condition, collected));
  if (every && onlyStopWords(wanted)) conditions.push(titledWith(wanted));
  const { from, to } = query.period;
  if (from !== undefined || to !== undefined) conditions.push(inPeriod(query.period));
  if (query.year !== undefined) {
    const { year, named } = query.year;
    const naming =
      named === 'in title'
        ? matching('known', expression([year], ['title']))
        : matching('topic', expression([stem(year)]));
    conditions.push(either([inPeriod(periodOfYear(year)), naming]));
  }
  const [excluded, unreadExcluded]: [RowTest[], Unread[]] = [[], []];
  const leaving = {
    ...working,
    excluded: true,
    later: unreadExcluded,
    among: fewOf(database, [...conditions]),
  };
  for (const term of terms.filter((one) => one.excluded)) {
    const before = unreadExcluded.length;
    const test = ofTerm(leaving, term, undefined);
    if (unreadExcluded.length === before) excluded.push(test);
  }
  if (excluded.length > 0) conditions.push(noneOf(parts, excluded));
  for (const one of unread) {
    const found = readAgain(database, reading, one, conditions.length > 1 ? conditions : []);
    if (found !== undefined) conditions.push(listed(found));
  }
  const out = unreadExcluded.map((one) => {
    const found = readAgain(database, reading, one, conditions);
    return found === undefined ? unreadTest(one, true) : listed(found);
  });
  if (out.length > 0) conditions.push(not(either(out)));
  const rest = { corrections, byWords: reading.byWords || reading.ways.isRefused };
  return conditions.length === 0 ? rest : { condition: both(conditions), ...rest };
}

function inPeriod({ from = '', to = '9999' }: Period): RowTest {
  return among("select number from documents where submitted <> '' and submitted between ? and ?", from, to);
}

/** The documents that meet a condition. */
function ofCondition(parts: Working, condition: Condition, corrections: Correction[] | undefined): RowTest {
  if ('term' in condition) return ofTerm(parts, condition.term, corrections);
  if ('ref' in condition) return withId(condition.ref.id);
  // What is left out is looked up as it was typed.
  if ('not' in condition)
    return not(ofCondition({ ...parts, excluded: !parts.excluded }, condition.not, undefined));
  const tests = ('all' in condition ? condition.all : condition.any).map((part) =>
    ofCondition(parts, part, corrections),
  );
  return 'all' in condition ? both(tests) : either(tests);
}

function withId(id: string): RowTest {
  return among('select number from documents where id = ?', id);
}

/** The documents a term stands in. A name that matches nobody is corrected where corrections are collected. */
function ofTerm(parts: Working, term: Term, corrections: Correction[] | undefined): RowTest {
  if (term.field === 'author') return ofAuthor(parts, term.text, corrections);
  if (term.field === 'category') return ofCategory(parts.lexicon.categories(), term.text);
  if (term.phrase) return ofPhrase(parts, term);
  const units =
    corrections === undefined
      ? exactUnits(parts.lexicon, term.text)
      : resolveUnits(parts.lexicon, term.text, term.text.endsWith('*'));
  corrections?.push(...units.flatMap((unit) => unit.correction ?? []));
  if (units.length === 0) return NONE;
  const fields = term.field === undefined ? [] : [term.field];
  const ref = term.field === undefined ? parsePaperRef(term.text) : undefined;
  const { later: _, ...now } = parts;
  const isAlone = units.length === 1 && ref === undefined;
  const words = both(units.map((unit) => ofUnit(isAlone ? parts : now, unit, fields)));
  return ref === undefined ? words : either([withId(ref.id), words]);
}

/** Stop words are not in the topic table: of titles and names they are asked, elsewhere they narrow nothing. */
function ofUnit(parts: Working, unit: Unit, fields: readonly TextField[]): RowTest {
  if (unit.stop) return fields[0] === 'title' ? matching('known', expression(unit.parts, fields)) : ALL;
  if (unit.completions !== undefined) return beginning(unit, unit.completions, fields);
  const stems = unit.parts.filter((part) => !isStopWord(part)).map(stem);
  if (stems.length < unit.parts.length) return withStopWords(parts, unit, stems, fields);
  const joined = unit.joined === undefined ? [] : [stem(unit.joined)];
  const found = matching(
    'topic',
    anyOf([expression(stems, fields), ...joined.map((one) => expression([one], fields))]),
  );
  const [field] = fields;
  return stems.length > 1 ? found : { ...found, words: { stems: [...stems, ...joined], field } };
}

/** The words that begin like this, also those whose stem does not ("theory" is "theori" there). */
function beginning(unit: Unit, completions: readonly string[], fields: readonly TextField[]): RowTest {
  const [start = ''] = unit.parts;
  const prefix = `${expression([start], fields)} *`;
  const others = completions.filter((one) => !one.startsWith(start)).map((one) => expression([one], fields));
  const stems = matching('topic', anyOf([prefix, ...others]));
  // Titles and names are kept as they stand, too, with their stop words.
  const [field] = fields;
  if (field !== undefined && field !== 'title') return stems;
  return field === 'title' ? matching('known', prefix) : either([stems, matching('known', prefix)]);
}

/**
 * A word such as "in-context", of which the topic table has "context" and "incontext". In titles its parts are looked for side by
 * side; elsewhere the papers have to be read.
 */
function withStopWords(
  parts: Working,
  unit: Unit,
  stems: readonly string[],
  fields: readonly TextField[],
): RowTest {
  const joined = unit.joined === undefined ? [] : [expression([stem(unit.joined)], fields)];
  const surely = joined.length === 0 ? NONE : matching('topic', anyOf(joined));
  const [field] = fields;
  if (field === 'title') return either([surely, matching('known', expression(unit.parts, fields))]);
  const match: Match = { table: 'topic', expression: anyOf([expression(stems, fields), ...joined]) };
  return readOrUnread(parts, { match, field, test: unitTest(unit), letters: lettersOf(unit.parts), surely });
}

/** What passes a test, if that can be read now; else what may pass it, to be read once the other filters are known where they count. */
function readOrUnread({ database, reading, excluded, later }: Working, unread: Unread): RowTest {
  const numbers = read(database, reading, unread);
  if (numbers !== undefined) return listed(numbers);
  if (later === undefined) reading.byWords = true;
  else later.push(unread);
  return unreadTest(unread, excluded);
}

/** What has to do where there are too many papers to read: none that may be wanted is missing, and rather too little is left out than too much. */
function unreadTest({ match, surely = NONE }: Unread, excluded: boolean): RowTest {
  return excluded ? surely : matching(match.table, match.expression);
}

function titledWith(terms: readonly Term[]): RowTest {
  const words = terms.flatMap((term) => unitsOf(term.text)).flatMap((unit) => unit.parts);
  return matching('known', allOf(words.map((word) => expression([word]))));
}

/** A phrase word by word. One of stop words only is looked for in titles and names. */
function ofPhrase(parts: Working, { text, field }: Term): RowTest {
  const sequence = sequenceOf(text);
  if (sequence.length === 0) return NONE;
  const fields = field === undefined ? [] : [field];
  const stems = sequence.filter((word) => !isStopWord(word)).map(stem);
  const isTitled = stems.length === 0;
  if (isTitled && field !== undefined && field !== 'title') return ALL;
  const words = isTitled ? sequence : stems;
  const match: Match = {
    table: isTitled ? 'known' : 'topic',
    expression: expression(words.slice(0, MOST_OF_PHRASE), fields),
  };
  if (isTitled && words.length <= MOST_OF_PHRASE) return matching(match.table, match.expression);
  return readOrUnread(parts, {
    match,
    field,
    test: phraseTest(sequence),
    // Without small words, FTS5 has found what is as near to the phrase as can be told quickly.
    letters: stems.length === sequence.length ? [] : lettersOf(sequence),
  });
}
