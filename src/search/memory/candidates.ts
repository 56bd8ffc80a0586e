import { parsePaperRef } from '../../core/paper-id.ts';
import type { Term, TextField } from '../../core/query.ts';
import { exactUnits, resolveUnits, type Unit, unitsOf, waysOf } from '../query/units.ts';
import { categoryTest, costOf, phraseTest, unitTest } from '../query/word-tests.ts';
import { sequenceOf } from '../text/tokenize.ts';
import { ofAuthor } from './authors.ts';
import { type Candidates, type FilterParts, holds, isLost, type Wanted } from './filter-parts.ts';
import type { Indexes } from './indexes.ts';
import { intersect } from './sets.ts';
import { documentsOfWays } from './topic-scores.ts';

/** So many words of a phrase are looked for in the index; what has them is read. */
const MOST_OF_PHRASE = 16;

/** Which documents of a word to find, and in which field it is looked for. */
type InField = Wanted & { readonly field?: TextField | undefined };

/**
 * The documents that can hold a term; undefined where it narrows nothing. A name that matches nobody is corrected where corrections
 * are collected.
 */
export function candidates(parts: FilterParts, term: Term, wanted: Wanted): Candidates | undefined {
  const { indexes, lexicon, corrections } = parts;
  const { field } = term;
  if (field === 'author') return ofAuthor(parts, term.text, wanted);
  if (field === 'category') return { ids: byCategory(indexes, term.text) };
  if (term.phrase) return ofPhrase(parts, term, wanted);
  const units =
    corrections === undefined
      ? exactUnits(lexicon, term.text)
      : resolveUnits(lexicon, term.text, term.text.endsWith('*'));
  corrections?.push(...units.flatMap((unit) => unit.correction ?? []));
  if (units.length === 0) return { ids: new Set() };
  // Stop words are not indexed, and elsewhere than in titles they narrow nothing.
  const content = units.filter((unit) => !unit.stop);
  const stops = field === 'title' ? units.filter((unit) => unit.stop) : [];
  const mustBeRead = field !== undefined || units.some((unit) => unit.parts.length > 1);
  // Which titles have words with a beginning the title index tells.
  const unsure = mustBeRead
    ? content.filter((unit) => field !== 'title' || unit.completions === undefined)
    : [];
  if (unsure.length > 0 && isLost(parts)) return { ids: new Set() };
  const having = withWords(indexes, content, { ...wanted, field });
  const titled = stops.length === 0 ? undefined : inTitle(indexes, stops, ['title']);
  const ids = having !== undefined && titled !== undefined ? intersect(having, titled) : (having ?? titled);
  if (ids === undefined) return undefined;
  if (unsure.length > 0) {
    const tests = unsure.map((unit) => ({ test: unitTest(unit), cost: costOf(unit) }));
    return { ids, isSure: (id) => tests.every(({ test, cost }) => holds(parts, id, field, test, cost)) };
  }
  const ref = field === undefined ? parsePaperRef(term.text) : undefined;
  return { ids: ref !== undefined && indexes.documents.has(ref.id) ? ids.add(ref.id) : ids };
}

/** A phrase word by word. One of stop words only is looked for in titles and names; in other fields it narrows nothing. */
function ofPhrase(parts: FilterParts, { text, field }: Term, wanted: Wanted): Candidates | undefined {
  const { indexes } = parts;
  const sequence = sequenceOf(text);
  const units = unitsOf(text);
  if (units.length === 0) return { ids: new Set() };
  const content = units.slice(0, MOST_OF_PHRASE).filter((unit) => !unit.stop);
  const onlyStops = units.every((unit) => unit.stop);
  if (onlyStops && field !== undefined && field !== 'title') return undefined;
  if (isLost(parts)) return { ids: new Set() };
  const test = phraseTest(sequence);
  const fields: readonly TextField[] = field === undefined ? ['title', 'author'] : [field];
  return onlyStops
    ? { ids: inTitle(indexes, units), isSure: (id) => fields.some((one) => holds(parts, id, one, test)) }
    : {
        ids: withWords(indexes, content, wanted) ?? new Set(indexes.documents.ids()),
        isSure: (id) => holds(parts, id, field, test),
      };
}

/** Documents, of those that are wanted, that have all of some words somewhere; undefined where there are no words. */
export function withWords(
  indexes: Indexes,
  content: readonly Unit[],
  wanted: InField = {},
): Set<string> | undefined {
  const { field } = wanted;
  let ids: Set<string> | undefined;
  for (const unit of content)
    ids = unitIds(indexes, unit, ids === undefined ? wanted : { among: ids, field });
  return ids;
}

/** The documents whose title and authors, or one of them, hold all parts of some words, stop words too. */
export function inTitle(indexes: Indexes, units: readonly Unit[], fields?: readonly string[]): Set<string> {
  const words = units.flatMap((unit) => unit.parts);
  const sets = words.map((word) => indexes.title.documentsOf(word, fields));
  return sets.length === 0 ? new Set(indexes.documents.ids()) : sets.reduce(intersect);
}

/** The documents of a unit by the topic index; of a beginning in titles by the title index. */
function unitIds({ topic, title }: Indexes, unit: Unit, { among, found, field }: InField): Set<string> {
  const ids = new Set<string>();
  // To leave out at once what does not count takes less than putting a large set together.
  const add = (id: string): void => {
    if (among?.has(id) !== false && found?.has(id) !== true) ids.add(id);
  };
  const [start = ''] = unit.parts;
  const isOpen = unit.completions !== undefined;
  // Titles and names are kept as they stand, with their stop words.
  if (isOpen && (field === undefined || field === 'title'))
    for (const id of title.documentsBeginning(start, field && [field])) add(id);
  if (isOpen && field === 'title') return ids;
  // More words begin like this than are worth ranking by.
  if (isOpen) for (const id of topic.documentsBeginning(start)) add(id);
  const ways = waysOf(unit).filter(([one = '']) => !isOpen || !one.startsWith(start));
  for (const number of documentsOfWays(topic, ways)) if (topic.lengthOf(number) > 0) add(topic.idOf(number));
  return ids;
}

/** `cs.LG` exactly, `cs.*` or `cs` for the whole archive; in any case of letters. */
function byCategory({ documents }: Indexes, text: string): Set<string> {
  const wanted = categoryTest(text);
  return documents.inCategories((categories) => categories.some(wanted));
}
