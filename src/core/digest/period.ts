import { type Day, formatDay } from '../day.ts';
import { rememberedFew } from '../remembered.ts';

/** The calendar day of a moment (ISO) in a zone. */
export function dayIn(moment: string, zone: string): Day {
  return daysIn(zone)(moment);
}

/** Thousands of channels are told of the same period. */
const daysIn = rememberedFew((zone) => {
  // `en-CA` writes days as `YYYY-MM-DD`.
  const written = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return rememberedFew((moment) => written.format(Date.parse(moment)));
});

/** `13 to 20 November 2026`, `28 December 2026 to 4 January 2027`, `20 November 2026`: days of the channel's zone. */
export function formatPeriod(from: string, until: string, zone: string): string {
  const [first, last] = [dayIn(from, zone), dayIn(until, zone)];
  if (first >= last) return formatDay(last);
  const [start, end] = [formatDay(first).split(' '), formatDay(last)];
  const [day, month, year] = start;
  if (first.slice(0, 7) === last.slice(0, 7)) return `${day} to ${end}`;
  return first.slice(0, 4) === last.slice(0, 4)
    ? `${day} ${month} to ${end}`
    : `${day} ${month} ${year} to ${end}`;
}
