import { shiftDay } from './day.ts';
import { formatRef } from './paper-id.ts';
import { type Condition, type Period, type Query, type Term, wantedOf } from './query.ts';

/** What a person would type for a query without operators: reading it gives the same parts. */
export function formatQuery({ refs, terms, period, similar }: Omit<Query, 'text' | 'condition'>): string {
  return [
    ...refs.map((ref) => `id:${formatRef(ref)}`),
    ...terms.map(formatTerm),
    ...formatPeriod(period),
    ...(similar === undefined ? [] : [`similar:${formatRef(similar)}`]),
  ].join(' ');
}

/** `-author:"Michaud, E J"` */
export function formatTerm({ text, phrase, field, excluded }: Term): string {
  const quoted = phrase || (field !== undefined && /\s/.test(text));
  return `${excluded ? '-' : ''}${field === undefined ? '' : `${field}:`}${quoted ? `"${text}"` : text}`;
}

/** `(grokking OR title:phases)`, and `-(a AND b)` for what must not be; what is joined stands in parentheses. */
export function formatCondition(condition: Condition): string {
  if ('not' in condition) return `-${formatCondition(condition.not)}`;
  if ('term' in condition) return formatTerm(condition.term);
  if ('ref' in condition) return `id:${formatRef(condition.ref)}`;
  return 'all' in condition
    ? `(${condition.all.map(formatCondition).join(' AND ')})`
    : `(${condition.any.map(formatCondition).join(' OR ')})`;
}

/** `year:2022`, or the days on which it begins and ends. */
export function formatPeriod({ from, to }: Period): string[] {
  const years = /^(\d{4})-01-01 (\d{4})-12-31$/.exec(`${from} ${to}`);
  if (years !== null) return [years[1] === years[2] ? `year:${years[1]}` : `year:${years[1]}..${years[2]}`];
  return [
    ...(from === undefined ? [] : [`since:${from}`]),
    ...(to === undefined ? [] : [`before:${shiftDay(to, 1)}`]),
  ];
}

/** What NOT in capitals keeps away, as it was typed; nothing where none was typed, as a minus and ANDNOT are nobody's words. */
export function leftOutByNot({ text, terms, condition }: Query): string[] {
  if (!/(?<!\S)NOT(?!\S)/.test(text)) return [];
  const excluded = terms.filter((term) => term.excluded).map((term) => [{ ...term, excluded: false }]);
  const parts = condition === undefined ? excluded : notsOf(condition);
  return parts.map((part) => part.map(formatTerm).join(' '));
}

function notsOf(condition: Condition): Term[][] {
  if ('not' in condition) return [wantedOf(condition.not).terms];
  if (!('all' in condition) && !('any' in condition)) return [];
  return ('all' in condition ? condition.all : condition.any).flatMap(notsOf);
}
