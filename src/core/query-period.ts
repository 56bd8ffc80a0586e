import { dayOf, shiftDay } from './day.ts';
import { UserError } from './errors.ts';
import type { Period } from './query.ts';
import { clip } from './text.ts';

/**
 * The days that `year:2022`, `since:2025-06` or `before:2025` name.
 * @throws UserError when the text is no year or day.
 */
export function periodOf(field: 'year' | 'since' | 'before', text: string): Period {
  if (field === 'year') return yearPeriod(text);
  const day = startOf(text);
  if (day === undefined) {
    throw new UserError(
      `"${clip(text, 40)}" is not a day, month or year; type ${field}:2025, ${field}:2025-06 or ${field}:2025-06-15.`,
    );
  }
  return field === 'since' ? { from: day } : { to: shiftDay(day, -1) };
}

/** One year or a range of years, which may be open at one end. */
function yearPeriod(text: string): Period {
  const range = /^(\d{4})?(?:(\.\.+|[-\u2013\u2212])(\d{4})?)?$/.exec(text);
  const first = range?.[1];
  const last = range?.[2] === undefined ? first : range[3];
  const known = [first, last].filter((year) => year !== undefined);
  if (range === null || known.length === 0 || known.some((year) => !isYear(Number(year)))) {
    throw new UserError(`"${clip(text, 40)}" is not a year; type year:2022 or year:2023..2025.`);
  }
  if (first === undefined) return { to: `${last}-12-31` };
  if (last === undefined) return { from: `${first}-01-01` };
  const [from, to] = first <= last ? [first, last] : [last, first];
  return { from: `${from}-01-01`, to: `${to}-12-31` };
}

/** The days of arXiv's own `submittedDate:[202301010600 TO 20240101]`, given what stands in the brackets; undefined when it is something else. */
export function submittedPeriod(text: string): Period | undefined {
  const days = /^(\d{8})(?:\d{4})?\s+TO\s+(\d{8})(?:\d{4})?$/i.exec(text.trim());
  const [from, to] = [days?.[1], days?.[2]].map((day) =>
    day === undefined ? undefined : startOf(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`),
  );
  return from === undefined || to === undefined || from > to ? undefined : { from, to };
}

/** First day of a year, month or day as people type them; undefined when there is none such. */
function startOf(text: string): string | undefined {
  const match = /^(\d{4})(?:[-/.\u2010-\u2013](\d{1,2})(?:[-/.\u2010-\u2013](\d{1,2}))?)?$/.exec(text);
  if (match === null || !isYear(Number(match[1]))) return undefined;
  return dayOf(Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1));
}

/** arXiv began in 1991; anything far outside is a slip of the keyboard. */
function isYear(year: number): boolean {
  return year >= 1900 && year <= 2100;
}

/**
 * The days in both periods.
 * @throws UserError when there are none.
 */
export function narrow(a: Period, b: Period): Period {
  const from = [a.from, b.from]
    .filter((day) => day !== undefined)
    .toSorted()
    .at(-1);
  const to = [a.to, b.to].filter((day) => day !== undefined).toSorted()[0];
  if (from !== undefined && to !== undefined && from > to) {
    throw new UserError(
      `No day is from ${from} on and also not after ${to}; change year:, since: or before: so that they overlap.`,
    );
  }
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}
