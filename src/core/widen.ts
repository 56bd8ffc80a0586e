import type { LibraryReader } from './ports.ts';
import type { Condition, Query, Term } from './query.ts';
import { formatPeriod, formatQuery, formatTerm } from './query-format.ts';
import { clip } from './text.ts';

/** A query without one of its parts, what that part was, and how many papers it then finds. */
export type Wider = { readonly query: string; readonly without: string; readonly total: number };

/** So many parts are tried, each of which is a search. */
const MOST_TRIED = 6;

/**
 * Which filter of a query that finds nothing keeps papers away: the queries that find some without one of them, the one with the
 * fewest papers first, as that is nearest to what was asked for.
 */
export async function widerQueries(
  library: Pick<LibraryReader, 'search'>,
  query: Query,
): Promise<readonly Wider[]> {
  const narrower = partsOf(query).slice(0, MOST_TRIED);
  const tried: Wider[] = [];
  for (const { without, wider } of narrower) {
    if (!asks(wider)) continue;
    const text = formatQuery(wider);
    const { total } = await library.search({ ...wider, text }, { sort: 'relevance', limit: 1, offset: 0 });
    if (total > 0) tried.push({ query: text, without, total });
  }
  return tried.toSorted((a, b) => a.total - b.total);
}

function partsOf({
  refs,
  terms,
  period,
  condition,
  similar,
}: Query): { without: string; wider: Omit<Query, 'text'> }[] {
  const whole = { refs, terms, period, ...(similar === undefined ? {} : { similar }) };
  // Other operators cannot be taken apart, but what they join can be read as words.
  if (condition !== undefined) {
    const joined = 'all' in condition ? condition.all.map(asTerm) : [];
    const flat = joined.filter((term) => term !== undefined);
    return [
      ...(flat.length < joined.length ? [] : flat).map((dropped) => ({
        without: clip(formatTerm(dropped), 40),
        wider: { ...whole, refs: [], terms: flat.filter((term) => term !== dropped) },
      })),
      { without: 'AND, OR and ANDNOT', wider: { ...whole, terms: terms.map(plain) } },
    ];
  }
  const filters = terms.filter((term) => term.excluded || term.phrase || term.field !== undefined);
  const drops = filters.map((dropped) => ({
    without: clip(formatTerm(dropped), 40),
    wider: { ...whole, terms: terms.filter((term) => term !== dropped) },
  }));
  const quoted = filters.filter(isTextPhrase);
  const unquoted = terms.flatMap((term) => (quoted.includes(term) ? wordsOf(term) : term));
  const days = formatPeriod(period).join(' ');
  const words = terms.filter((term) => !filters.includes(term));
  return [
    ...(days === '' ? [] : [{ without: days, wider: { ...whole, period: {} } }]),
    ...(quoted.length === 0 ? [] : [{ without: 'the quotes', wider: { ...whole, terms: unquoted } }]),
    ...drops,
    ...(words.length === 0 || words.length === terms.length
      ? []
      : [
          {
            without: clip(words.map((word) => word.text).join(' '), 40),
            wider: { ...whole, terms: filters },
          },
        ]),
  ];
}

function isTextPhrase({ phrase, excluded, field }: Term): boolean {
  return phrase && !excluded && field !== 'author' && field !== 'category';
}

/** A phrase without its quotes; in a field each of its words has to stand there. */
function wordsOf(term: Term): Term[] {
  const { field } = term;
  if (field === undefined) return [plain(term)];
  const words = term.text.split(' ').filter((word) => /[\p{L}\p{N}]/u.test(word));
  return words.map((text) => ({ text, phrase: false, field, excluded: false }));
}

/** A part that AND joins, as it stands without AND. */
function asTerm(part: Condition): Term | undefined {
  if ('term' in part) return part.term;
  return 'not' in part && 'term' in part.not ? { ...part.not.term, excluded: true } : undefined;
}

function plain(term: Term): Term {
  return { text: term.text.replaceAll(/[_*]/g, ' ').trim(), phrase: false, excluded: false };
}

function asks({ refs, terms, period, similar }: Omit<Query, 'text'>): boolean {
  const dated = period.from !== undefined || period.to !== undefined;
  return refs.length > 0 || dated || similar !== undefined || terms.some((term) => !term.excluded);
}
