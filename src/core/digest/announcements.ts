import { type Day, easternDay, shiftDay } from '../day.ts';
import { rememberedFew } from '../remembered.ts';

const MINUTE_MS = 60_000;

/**
 * arXiv announces at 20:00 US Eastern, Sunday to Thursday (https://info.arxiv.org/help/availability.html); from 22:45 on what it
 * announced can be read from its interfaces.
 */
const READABLE = { hour: 22, minute: 45 } as const;
/** What came until then is announced in the evening; on Sunday what came until Friday (same page). */
const DEADLINE = { hour: 14, minute: 0 } as const;

/** The days without an announcement as arXiv lists them, for the years whose list is known. */
const LISTED: Readonly<Record<string, readonly string[]>> = {
  '2026': ['01-01', '01-19', '06-19', '07-03', '09-07', '11-26', '12-25', '12-29', '12-31'],
};

/**
 * Whether arXiv announces in the evening of this US Eastern day. For years whose list is not known the US holidays of the known
 * lists are reckoned; a day that is wrongly taken for one of them costs a day's delay, never a paper.
 */
export function isAnnouncementDay(day: Day): boolean {
  const weekday = weekdayOf(day);
  if (weekday === 5 || weekday === 6) return false;
  const year = day.slice(0, 4);
  return !(LISTED[year] ?? holidaysOf(Number(year))).includes(day.slice(5));
}

/** How many announcements became readable after the one moment and not after the other. */
export function announcementsBetween(after: Date, until: Date): number {
  let found = 0;
  const last = easternDay(until.toISOString());
  for (let day = easternDay(after.toISOString()); day <= last; day = shiftDay(day, 1)) {
    const at = readableAt(day);
    if (at > after.getTime() && at <= until.getTime() && isAnnouncementDay(day)) found += 1;
  }
  return found;
}

/** ISO: what was submitted up to then had been announced, and could be read, at a moment (ISO); of later submissions nothing had. */
export const announcedUpTo = rememberedFew((moment) => {
  let day = easternDay(moment);
  while (!isAnnouncementDay(day) || readableAt(day) > Date.parse(moment)) day = shiftDay(day, -1);
  const last = weekdayOf(day) === 0 ? shiftDay(day, -2) : day;
  return new Date(easternTime(last, DEADLINE)).toISOString();
});

/** The moment (milliseconds) from which the announcement of a US Eastern day can be read. */
function readableAt(day: Day): number {
  return easternTime(day, READABLE);
}

/** Eastern time is four or five hours behind, and never changes at the hours that are asked for here. */
function easternTime(day: Day, { hour, minute }: { readonly hour: number; readonly minute: number }): number {
  const summer = Date.parse(`${day}T00:00:00Z`) + ((hour + 4) * 60 + minute) * MINUTE_MS;
  return HOUR.format(summer) === String(hour) ? summer : summer + 60 * MINUTE_MS;
}

const HOUR = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'America/New_York',
  hour: '2-digit',
  hourCycle: 'h23',
});

function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

function holidaysOf(year: number): string[] {
  return [
    '01-01',
    nthWeekday(year, 1, 1, 3),
    '06-19',
    observed(year, '07-04'),
    nthWeekday(year, 9, 1, 1),
    nthWeekday(year, 11, 4, 4),
    '12-25',
    '12-31',
  ];
}

/** A holiday on a Saturday is kept on the day before it, one on a Sunday on the day after it. */
function observed(year: number, date: string): string {
  const day = `${year}-${date}`;
  const shift = { 6: -1, 0: 1 }[weekdayOf(day)] ?? 0;
  return shiftDay(day, shift).slice(5);
}

/** `MM-DD` of the nth such weekday (0 is Sunday) of a month. */
function nthWeekday(year: number, month: number, weekday: number, nth: number): string {
  const first = `${year}-${String(month).padStart(2, '0')}-01`;
  const days = ((weekday - weekdayOf(first) + 7) % 7) + 7 * (nth - 1);
  return shiftDay(first, days).slice(5);
}
