import { rememberedFew } from './remembered.ts';

/** Calendar days as `YYYY-MM-DD`. A day sorts as text. */
export type Day = string;

/** Whose midnight a day was read by: arXiv's search pages count US Eastern days; its API, OAI-PMH and Kaggle count GMT days. */
export type Calendar = 'eastern' | 'gmt';

/** English, in full. */
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** Builds a day from its parts; undefined when there is no such day in the calendar (31 April). Month counts from 1. */
export function dayOf(year: number, month: number, day: number): Day | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const same =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same && year >= 0 && year <= 9999 ? date.toISOString().slice(0, 10) : undefined;
}

/** The number (1 to 12) of an English month name, in full or its first three letters, in any case. */
export function monthNumber(name: string): number | undefined {
  const wanted = name.toLowerCase();
  const index = MONTHS.findIndex((month) => {
    const known = month.toLowerCase();
    return known === wanted || known.slice(0, 3) === wanted;
  });
  return index < 0 ? undefined : index + 1;
}

/** Moves a day by whole days. */
export function shiftDay(day: Day, by: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
}

/** `29 October 2025`: no ambiguity between American and European order, and it reads well aloud. */
export const formatDay: (day: Day) => string = rememberedFew((day) => {
  const [year, month, date] = day.split('-').map(Number);
  return `${date} ${MONTHS[(month ?? 1) - 1]} ${year}`;
});

/** `May 2025` from `2025-05`. */
export function formatMonth(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return `${MONTHS[(number ?? 1) - 1]} ${year}`;
}

/**
 * Whether two days can be the same moment. arXiv submissions carry a GMT time; its search page prints the Eastern day,
 * which is the GMT day or the one before. Days of the same calendar must be equal.
 */
export function sameMoment(
  a: { day: Day; calendar: Calendar },
  b: { day: Day; calendar: Calendar },
): boolean {
  if (a.day === b.day) return true;
  if (a.calendar === b.calendar) return false;
  const [eastern, gmt] = a.calendar === 'eastern' ? [a.day, b.day] : [b.day, a.day];
  return eastern === shiftDay(gmt, -1);
}

/** `en-CA` writes days as `YYYY-MM-DD`. */
const EASTERN = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/New_York',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The US Eastern day of a moment (ISO, GMT): what arXiv's search page prints for it. */
export function easternDay(moment: string): Day {
  return EASTERN.format(Date.parse(moment));
}
