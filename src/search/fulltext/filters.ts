import type { Correction, Period, Term } from '../../core/query.ts';
import { isFilter, onlyStopWords } from '../query/query-words.ts';
import { periodOfYear, type WithYear } from '../query/typed-year.ts';
import { unitsOf } from '../query/units.ts';
import { stem } from '../text/stem.ts';
import { fewOf, newReading, readAgain, type Unread } from './bounded-reading.ts';
import { ofCondition } from './conditions.ts';
import { noneOf } from './leaving-out.ts';
import { allOf, expression } from './match.ts';
import { among, both, either, listed, matching, not, type RowTest } from './row-test.ts';
import { type FilterParts, ofTerm, unreadTest, type Working } from './terms.ts';

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

function titledWith(terms: readonly Term[]): RowTest {
  const words = terms.flatMap((term) => unitsOf(term.text)).flatMap((unit) => unit.parts);
  return matching('known', allOf(words.map((word) => expression([word]))));
}
