import type { SearchOptions } from '../../core/ports.ts';
import type { Query } from '../../core/query.ts';
import { fold } from '../../core/text.ts';
import { isFilter, isIdle } from './query-words.ts';
import { type Known, type WithNames, withNames, withWholeNames } from './typed-names.ts';

/** A longer query is a title or a sentence, in which a year is one of its words. */
const MOST_TERMS = 10;
/** arXiv began in 1991. */
const YEAR = /^(?:199[1-9]|20\d\d)$/;
const AROUND = /^[([{]+|[)\]},.;:?!]+$/g;
/** Before a year they say that it is one. */
const IN_YEAR = new Set('in from of during'.split(' '));
/** And these that more than that year is asked for. */
const OTHER_PERIODS = new Set('since before after until till to pre post between through'.split(' '));

/** A year that was asked for: by papers of it, and by those that have it in their title, or anywhere. */
export type AskedYear = { readonly year: string; readonly named: 'in title' | 'anywhere' };

/** A query with a year out of its plain words. */
export type WithYear = Query & { readonly year?: AskedYear };

/**
 * A query with the names in it as filters, and with a year among plain words or filters saying when a paper was submitted, as in
 * "humanoid 2025": as a word it would be rarer than all others, and outweigh them. It stays a word where no paper of that year has all
 * the others, unless no other paper has them either and it is plainly a year, as in "what did Hutter publish in 2025?", or they have to
 * be corrected first. Papers that name it elsewhere than in their title ("CVPR 2023" in comments) come behind by relevance only.
 * As typed, only names that are written as such are read.
 */
export function withNamesAndYear(
  query: Query,
  known: Known,
  { every, sort }: Pick<SearchOptions, 'every' | 'sort'>,
): WithNames & { readonly query: WithYear } {
  if (every === 'as typed') return withNames(query, known);
  const named = withWholeNames(query, known);
  const parted = partedOf(named.query);
  if (parted === undefined) return named;
  const { year, before, others } = parted;
  if (!known.hasYear(year)) return named;
  const wanted = withWholeNames(others, known);
  const words = wanted.query.terms.filter((term) => !isFilter(term));
  const isRanked = sort === 'relevance' && words.length > 0;
  const dated: WithYear = { ...wanted.query, year: { year, named: isRanked ? 'anywhere' : 'in title' } };
  const isSure = (): boolean => IN_YEAR.has(before) || words.some(({ text }) => !known.isWord(text));
  const isKnown = mustBeRead(wanted.query) || known.hasAny(dated);
  if (!isKnown && (!isSure() || known.hasAny(wanted.query))) return named;
  const change = { typed: year, used: `of ${year}, or naming it`, isReading: true } as const;
  return { query: dated, corrections: [...named.corrections, ...wanted.corrections, change] };
}

/** Whether papers have to be read to know which have all words: phrases, and more than one word of several parts. */
function mustBeRead({ terms }: Query): boolean {
  const read = terms.filter(({ field }) => field !== 'author' && field !== 'category');
  const parted = read.filter(({ text }) => /[\p{L}\p{N}][-'’][\p{L}\p{N}]/u.test(text));
  return read.some(({ phrase }) => phrase) || parted.length > 1;
}

/** The days of a year. */
export function periodOfYear(year: string): { readonly from: string; readonly to: string } {
  return { from: `${year}-01-01`, to: `${year}-12-31` };
}

/** The only year of a query, the word before it, and what else it asks for; undefined where there is more to it or less. */
function partedOf(
  query: Query,
): { readonly year: string; readonly before: string; readonly others: Query } | undefined {
  const { terms, refs, period, condition, similar } = query;
  const isDated = period.from !== undefined || period.to !== undefined;
  if (isDated || refs.length > 0 || condition !== undefined || similar !== undefined) return undefined;
  if (terms.length > MOST_TERMS) return undefined;
  const years = terms.filter((term) => !isFilter(term) && YEAR.test(bare(term.text)));
  const [only] = years;
  if (only === undefined || years.length > 1) return undefined;
  const at = terms.indexOf(only);
  const before = fold(terms[at - 1]?.text ?? '');
  const others = IN_YEAR.has(before) ? terms.toSpliced(at - 1, 2) : terms.toSpliced(at, 1);
  if (OTHER_PERIODS.has(before) || others.every((term) => term.excluded || isIdle(term))) return undefined;
  return { year: bare(only.text), before, others: { ...query, terms: others } };
}

function bare(text: string): string {
  return text.replaceAll(AROUND, '');
}
