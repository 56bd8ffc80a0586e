import { isPerson, parsePerson } from '../core/names.ts';
import { parsePaperRef } from '../core/paper-id.ts';
import type { Period, Query, Term, TextField } from '../core/query.ts';
import { fold } from '../core/text.ts';
import { correctName } from './correct.ts';
import type { Indexes } from './indexes.ts';
import { intersect, subtract } from './sets.ts';
import { stem } from './stem.ts';
import { sequenceOf, tokensOf } from './tokenize.ts';
import { type Correction, exactUnits, resolveUnits, type Unit, unitIds, unitsOf } from './units.ts';

/** What every hit must satisfy. `ids` undefined when nothing narrows the library. */
export type Filtered = { readonly ids?: ReadonlySet<string>; readonly corrections: readonly Correction[] };

/** Whether a term decides who may be a hit, rather than in which order. Plain words only rank. */
export function isFilter(term: Term): boolean {
  return term.excluded || term.phrase || term.field !== undefined;
}

/**
 * The documents that pass every field term, phrase, exclusion and the period of a query.
 * @param every plain words are filters too, and nothing is corrected
 */
export function applyFilters(indexes: Indexes, query: Query, every: boolean): Filtered {
  const corrections: Correction[] = [];
  let ids: Set<string> | undefined;
  const all = (): Set<string> => ids ?? new Set(indexes.documents.ids());
  const wanted = query.terms.filter((one) => !one.excluded && (every || isFilter(one)));
  for (const term of wanted) {
    const found = matching(indexes, term, every ? undefined : corrections);
    ids = ids === undefined ? found : intersect(ids, found);
  }
  if (every && onlyStopWords(wanted)) ids = intersect(all(), titledWith(indexes, wanted));
  if (query.period.from !== undefined || query.period.to !== undefined) {
    ids = new Set([...all()].filter((id) => inPeriod(indexes.documents.facts(id)?.submitted, query.period)));
  }
  for (const term of query.terms.filter((one) => one.excluded)) {
    ids = subtract(all(), matching(indexes, term, undefined));
  }
  return ids === undefined ? { corrections } : { ids, corrections };
}

function onlyStopWords(terms: readonly Term[]): boolean {
  return (
    terms.length > 0 &&
    terms.every((term) => !isFilter(term) && unitsOf(term.text).every((unit) => unit.stop))
  );
}

/** The documents whose title and authors hold all the words, stop words too. */
function titledWith(indexes: Indexes, terms: readonly Term[]): Set<string> {
  const words = terms.flatMap((term) => unitsOf(term.text)).flatMap((unit) => unit.parts);
  return words
    .map((word) => indexes.title.documentsOf(word))
    .reduce(intersect, new Set(indexes.documents.ids()));
}

/** The documents a term stands in. A name that matches nobody is corrected where corrections are collected. */
function matching(indexes: Indexes, term: Term, corrections: Correction[] | undefined): Set<string> {
  if (term.field === 'author') return byAuthor(indexes, term.text, corrections);
  if (term.field === 'category') return byCategory(indexes, term.text);
  if (term.phrase) {
    const sequence = sequenceOf(term.text);
    const candidates = withWords(indexes, unitsOf(term.text));
    return keep(indexes, candidates, term.field, (texts) => hasPhrase(texts, sequence));
  }
  const units =
    corrections === undefined
      ? exactUnits(indexes, term.text)
      : resolveUnits(indexes, term.text, term.text.endsWith('*'));
  corrections?.push(...units.flatMap((unit) => unit.correction ?? []));
  const found = withWords(indexes, units);
  if (term.field !== undefined || units.some((unit) => unit.parts.length > 1)) {
    return keep(indexes, found, term.field, (texts) => hasWords(texts, units));
  }
  const ref = parsePaperRef(term.text);
  return ref !== undefined && indexes.documents.has(ref.id) ? found.add(ref.id) : found;
}

/** Documents that have all the words somewhere. Stop words are not indexed, so they narrow nothing. */
function withWords(indexes: Indexes, units: readonly Unit[]): Set<string> {
  const sets = units.filter((unit) => !unit.stop).map((unit) => unitIds(indexes, unit));
  if (units.length === 0) return new Set();
  return sets.length === 0 ? new Set(indexes.documents.ids()) : sets.reduce(intersect);
}

/** The documents whose texts in a field (or anywhere) pass a test. */
function keep(
  indexes: Indexes,
  ids: Iterable<string>,
  field: TextField | undefined,
  test: (texts: readonly string[]) => boolean,
): Set<string> {
  const kept = new Set<string>();
  for (const id of ids) if (test(indexes.documents.texts(id, field))) kept.add(id);
  return kept;
}

/** Whether the words stand one after the other in one text. */
function hasPhrase(texts: readonly string[], sequence: readonly string[]): boolean {
  const here = (text: string): boolean =>
    !lacksOne(text, sequence) && phraseAt(sequenceOf(text), sequence) >= 0;
  return sequence.length > 0 && texts.some(here);
}

/** Whether a word is surely not in a text, which is seen much sooner than where its words begin and end. */
function lacksOne(text: string, words: readonly string[]): boolean {
  // Folding and LaTeX change letters; ids of the old kind have other spellings.
  if (/[^\x00-\x7f]|[\\$/]/.test(text)) return false;
  const lower = text.toLowerCase();
  return words.some((word) => !lower.includes(word));
}

/** Where a sequence begins in another; -1 when it does not stand there. */
export function phraseAt(words: readonly string[], sequence: readonly string[], from = 0): number {
  const [first] = sequence;
  if (first === undefined) return -1;
  for (let at = words.indexOf(first, from); at >= 0; at = words.indexOf(first, at + 1)) {
    if (sequence.every((word, index) => words[at + index] === word)) return at;
  }
  return -1;
}

/** Whether all the words stand in the texts; the parts of a hyphenated word side by side or joined. */
function hasWords(texts: readonly string[], units: readonly Unit[]): boolean {
  const tokens = texts.map((text) => tokensOf(text));
  return units.every((unit) => tokens.some((words) => hasUnit(words, unit)));
}

function hasUnit(words: readonly string[], unit: Unit): boolean {
  const [first = '', ...more] = unit.parts;
  if (unit.completions !== undefined) return words.some((word) => word.startsWith(first));
  const stems = words.map(stem);
  const joined = unit.joined ?? (more.length === 0 ? first : undefined);
  return (joined !== undefined && stems.includes(stem(joined))) || phraseAt(stems, unit.parts.map(stem)) >= 0;
}

function byAuthor(indexes: Indexes, name: string, corrections: Correction[] | undefined): Set<string> {
  const found = authorIds(indexes, name);
  if (found.size > 0 || corrections === undefined) return found;
  const words = fold(name).match(/[\p{L}\p{N}]+/gu) ?? [];
  const changes = words.flatMap((word) => {
    const known = indexes.title.documentsOf(word, ['authors']).size > 0;
    const used = known ? undefined : correctName(indexes, word);
    return used === undefined ? [] : [{ typed: word, used }];
  });
  const used = new Map(changes.map((change) => [change.typed, change.used]));
  const mended = fold(name).replace(/[\p{L}\p{N}]+/gu, (word) => used.get(word) ?? word);
  const better = changes.length === 0 ? found : authorIds(indexes, mended);
  if (better.size > 0) corrections.push(...changes);
  return better;
}

function authorIds(indexes: Indexes, name: string): Set<string> {
  const person = parsePerson(name);
  if (person === undefined) return new Set();
  // At least one word of two letters or more stands whole in the printed name.
  const words = [...person.surname.split(' '), ...person.forenames];
  const longest = words.filter((word) => word.length > 1 || !person.anyOrder);
  const candidates = new Set(longest.flatMap((word) => [...indexes.title.documentsOf(word, ['authors'])]));
  return keep(indexes, candidates, 'author', (names) => names.some((printed) => isPerson(person, printed)));
}

/** `cs.LG` exactly, `cs.*` or `cs` for the whole archive; in any case of letters. */
function byCategory(indexes: Indexes, text: string): Set<string> {
  const wanted = categoryTest(text);
  return keep(indexes, indexes.documents.ids(), 'category', (categories) => categories.some(wanted));
}

/** Tests one category against what was typed after `category:`. */
export function categoryTest(text: string): (category: string) => boolean {
  const typed = text.trim().toLowerCase();
  const start = typed.replace(/\*.*$/, '');
  if (start !== typed) return (category) => category.toLowerCase().startsWith(start);
  return (category) => {
    const lower = category.toLowerCase();
    return lower === typed || lower.startsWith(`${typed}.`);
  };
}

function inPeriod(day: string | undefined, period: Period): boolean {
  if (day === undefined) return false;
  return (period.from === undefined || day >= period.from) && (period.to === undefined || day <= period.to);
}
