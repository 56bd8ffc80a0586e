import { parsePaperRef } from '../../core/paper-id.ts';
import type { Correction, Term, TextField } from '../../core/query.ts';
import { exactUnits, openUnits, resolveUnits, type Unit } from '../query/units.ts';
import { lettersOf, phraseTest, unitTest } from '../query/word-tests.ts';
import { stem } from '../text/stem.ts';
import { beginsStopWord, isStopWord } from '../text/stop-words.ts';
import { sequenceOf } from '../text/tokenize.ts';
import { ofAuthor } from './authors.ts';
import { type BoundedReading, read, readWord, type Unread } from './bounded-reading.ts';
import { ofCategory } from './categories.ts';
import type { FullTextDatabase } from './database.ts';
import type { QueryLexicon } from './lexicon.ts';
import { anyOf, expression } from './match.ts';
import { ALL, among, both, either, listed, type Match, matching, NONE, type RowTest } from './row-test.ts';

/** So many words of a phrase are looked for by FTS5, which costs as much for each; what has them is read. */
const MOST_OF_PHRASE = 16;

/** What the filters of one query are worked out with. */
export type FilterParts = { readonly database: FullTextDatabase; readonly lexicon: QueryLexicon };

export type Working = FilterParts & {
  readonly reading: BoundedReading;
  /** Whether what is found is left out. */
  readonly excluded: boolean;
  /** The papers among which it is enough to look, where they are few. */
  readonly among?: () => RowTest | undefined;
  /** Takes what may be read once the other filters are known; absent where a part does not stand for the whole query. */
  readonly later?: Unread[];
};

/** The paper with an id. */
export function withId(id: string): RowTest {
  return among('select number from documents where id = ?', id);
}

/** The documents a term stands in. A name that matches nobody is corrected where corrections are collected. */
export function ofTerm(parts: Working, term: Term, corrections: Correction[] | undefined): RowTest {
  if (term.field === 'author') return ofAuthor(parts, term.text, corrections);
  if (term.field === 'category') return ofCategory(parts.lexicon.categories(), term.text);
  if (term.phrase) return ofPhrase(parts, term);
  const units = withBeginning(
    corrections === undefined
      ? exactUnits(parts.lexicon, term.text)
      : resolveUnits(parts.lexicon, term.text, term.text.endsWith('*')),
    term.text,
  );
  corrections?.push(...units.flatMap((unit) => unit.correction ?? []));
  if (units.length === 0) return NONE;
  const fields = term.field === undefined ? [] : [term.field];
  const ref = term.field === undefined ? parsePaperRef(term.text) : undefined;
  const { later: _, ...now } = parts;
  const isAlone = units.length === 1 && ref === undefined;
  const words = both(units.map((unit) => ofUnit(isAlone ? parts : now, unit, fields)));
  return ref === undefined ? words : either([withId(ref.id), words]);
}

/** With a last word that ends in `*` for a beginning, also where only small words begin so: these stand in titles and names. */
function withBeginning(units: readonly Unit[], text: string): readonly Unit[] {
  const begun = openUnits(text).at(-1);
  if (begun?.completions === undefined || units.at(-1)?.completions !== undefined) return units;
  return beginsStopWord(begun.parts[0] ?? '') ? [...units.slice(0, -1), begun] : units;
}

/** Stop words are not in the topic table: of titles and names they are asked, elsewhere they narrow nothing. */
function ofUnit(parts: Working, unit: Unit, fields: readonly TextField[]): RowTest {
  if (unit.stop) return fields[0] === 'title' ? matching('known', expression(unit.parts, fields)) : ALL;
  if (unit.completions !== undefined) return beginning(parts, unit, unit.completions, fields);
  if (unit.parts.length > 1) return ofParts(parts, unit, fields);
  const stems = [...unit.parts, ...(unit.joined === undefined ? [] : [unit.joined])].map(stem);
  const [field] = fields;
  const found = matching('topic', anyOf(stems.map((one) => expression([one], fields))));
  return { ...found, words: { stems, field } };
}

/** The words that begin like this. Titles and names are kept as they stand, too, with their stop words. */
function beginning(
  parts: Working,
  unit: Unit,
  completions: readonly string[],
  fields: readonly TextField[],
): RowTest {
  const [[start = ''], [field]] = [unit.parts, fields];
  const prefix = `${expression([start], fields)} *`;
  if (field === 'title') return matching('known', prefix);
  // "Theory" is "theori" in the topic table, and "designated" is "design" there.
  const otherwise = completions.filter((one) => !one.startsWith(start));
  const others = otherwise.map((one) => expression([one], fields));
  const stems = matching('topic', anyOf([prefix, ...others]));
  if (field === undefined) return either([stems, matching('known', prefix)]);
  if (others.length === 0) return stems;
  const match: Match = { table: 'topic', expression: `${anyOf(others)} NOT ${prefix}` };
  const letters = /^[a-z0-9]+$/.test(start) ? [start] : [];
  const unread: Unread = { match, field, test: unitTest(unit), letters };
  const numbers = readWord(parts.database, parts.reading, unread, amongOf(parts));
  if (numbers !== undefined) return either([matching('topic', prefix), listed(numbers)]);
  if (!parts.excluded) return stems;
  // Words of a stem that is much shorter are mostly others: these papers are not left out unread.
  const near = otherwise.filter((one) => one.startsWith(start.slice(0, -1)));
  if (near.length < otherwise.length) parts.reading.byWords = true;
  return matching('topic', anyOf([prefix, ...near.map((one) => expression([one], fields))]));
}

/**
 * A word such as "two-level", which looks like "two of the levels" in the topic table, and like two authors one after the other. Few
 * papers have those, so that many are not read, and are taken, or left out, as they look.
 */
function ofParts(parts: Working, unit: Unit, fields: readonly TextField[]): RowTest {
  if (unit.parts.some(isStopWord)) return withStopWords(parts, unit, fields);
  const { database, reading } = parts;
  const stems = expression(unit.parts.map(stem), fields);
  const match: Match = { table: 'topic', expression: anyOf([stems, ...joinedOf(unit, fields)]) };
  const unread: Unread = { match, field: fields[0], test: unitTest(unit), letters: [] };
  const numbers = readWord(database, reading, unread, amongOf(parts));
  return numbers === undefined ? matching(match.table, match.expression) : listed(numbers);
}

/**
 * A word such as "in-context", of which the topic table has "context" and "incontext". In titles its parts are looked for side by
 * side; elsewhere the papers have to be read.
 */
function withStopWords(parts: Working, unit: Unit, fields: readonly TextField[]): RowTest {
  const stems = unit.parts.filter((part) => !isStopWord(part)).map(stem);
  const joined = joinedOf(unit, fields);
  const surely = joined.length === 0 ? NONE : matching('topic', anyOf(joined));
  const [field] = fields;
  if (field === 'title') return either([surely, matching('known', expression(unit.parts, fields))]);
  const match: Match = { table: 'topic', expression: anyOf([expression(stems, fields), ...joined]) };
  return readOrUnread(parts, { match, field, test: unitTest(unit), letters: lettersOf(unit.parts), surely });
}

function joinedOf({ joined }: Unit, fields: readonly TextField[]): string[] {
  return joined === undefined ? [] : [expression([stem(joined)], fields)];
}

/** What passes a test, if that can be read now; else what may pass it, to be read once the other filters are known where they count. */
function readOrUnread(parts: Working, unread: Unread): RowTest {
  const { database, reading, excluded, later } = parts;
  const numbers = read(database, reading, unread, amongOf(parts));
  if (numbers !== undefined) return listed(numbers);
  if (later === undefined) reading.byWords = true;
  else later.push(unread);
  return unreadTest(unread, excluded);
}

function amongOf({ among: some }: Working): readonly RowTest[] {
  const few = some?.();
  return few === undefined ? [] : [few];
}

/** What has to do where there are too many papers to read: none that may be wanted is missing, and rather too little is left out than too much. */
export function unreadTest({ match, surely = NONE }: Unread, excluded: boolean): RowTest {
  return excluded ? surely : matching(match.table, match.expression);
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
