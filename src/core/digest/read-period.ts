import { type Day, dayOf, shiftDay } from '../day.ts';
import { UserError } from '../errors.ts';
import { clip } from '../text.ts';
import type { PreviewPeriod } from './digests.ts';

/** arXiv is younger. */
const MOST_DAYS = 36_600;
const DAYS: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30, year: 365 };

/**
 * Days as people type them: `last 30 days`, `2 weeks`, `month`, `2025-05`, `2025-05-01 to 2025-05-31`. `today` is the last day of those
 * that are counted back. Throws UserError.
 */
export function readPeriod(text: string, today: Day): PreviewPeriod {
  const clean = text.trim().toLowerCase();
  const back = /^(?:(?:the )?last |past )?(?:(\d{1,4}) )?(day|week|month|year)s?$/.exec(clean);
  if (back !== null) {
    const days = Number(back[1] ?? 1) * (DAYS[back[2] ?? 'day'] ?? 1);
    if (days >= 1 && days <= MOST_DAYS) return { from: shiftDay(today, 1 - days), until: today };
  }
  const [first = '', second, ...others] = clean.split(/\s*(?:\.\.+|\bto\b|\buntil\b|–)\s*/);
  const [from, until] = [startOf(first), endOf(second ?? first)];
  if (from !== undefined && until !== undefined && others.length === 0 && from <= until)
    return { from, until };
  throw new UserError(
    `"${clip(text, 40)}" is no period. Type one like: last 30 days, 2025-05, or 2025-05-01..2025-05-31`,
  );
}

function startOf(text: string): Day | undefined {
  const [year, month = 1, day = 1] = numbers(text);
  return year === undefined ? undefined : dayOf(year, month, day);
}

function endOf(text: string): Day | undefined {
  const [year, month, day] = numbers(text);
  if (year === undefined) return undefined;
  if (day !== undefined) return dayOf(year, month ?? 1, day);
  const next =
    month === undefined ? dayOf(year + 1, 1, 1) : dayOf(month === 12 ? year + 1 : year, (month % 12) + 1, 1);
  return next === undefined || dayOf(year, month ?? 1, 1) === undefined ? undefined : shiftDay(next, -1);
}

function numbers(text: string): (number | undefined)[] {
  const match = /^((?:19|20)\d{2})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text);
  return (match?.slice(1) ?? []).map((part) => (part === undefined ? undefined : Number(part)));
}
