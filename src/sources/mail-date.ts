import { type Day, dayOf, monthNumber } from '../core/day.ts';

/** A moment as e-mail and OAI-PMH write it: ISO time and its GMT day. */
export type Moment = { readonly at: string; readonly day: Day };

const SHAPE =
  /^(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})\s+([A-Za-z]{3,9})\s+(\d{4}|\d{2})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(GMT|UTC?|Z|[+-]\d{4})?(?:\s+\([A-Za-z ]{1,40}\))?$/;

/**
 * Reads `Wed, 23 Jan 2008 21:06:41 GMT`, with a year of two digits, an offset or without seconds too. Undefined when it is
 * anything else, or a moment that is in no calendar.
 */
export function readMailDate(text: string): Moment | undefined {
  if (text.length > 100) return undefined;
  const match = SHAPE.exec(text.trim());
  const month = monthNumber(match?.[2] ?? '');
  if (match === null || month === undefined) return undefined;
  const day = dayOf(fullYear(match[3] ?? ''), month, Number(match[1]));
  const [hours, minutes, seconds] = [Number(match[4]), Number(match[5]), Number(match[6] ?? 0)];
  // A leap second is a true moment; it counts as the first of the next minute.
  if (day === undefined || day < '1900' || hours > 23 || minutes > 59 || seconds > 60) return undefined;
  const local = Date.parse(`${day}T00:00:00Z`) + ((hours * 60 + minutes) * 60 + seconds) * 1_000;
  const at = new Date(local - offset(match[7] ?? 'GMT') * 60_000).toISOString();
  return { at, day: at.slice(0, 10) };
}

function fullYear(text: string): number {
  const year = Number(text);
  if (text.length === 4) return year;
  return year < 50 ? 2_000 + year : 1_900 + year;
}

/** Minutes ahead of GMT. */
function offset(zone: string): number {
  const match = /^([+-])(\d{2})(\d{2})$/.exec(zone);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}
