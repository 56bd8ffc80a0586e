import { UserError } from '../errors.ts';
import { clip } from '../text.ts';
import type { Cadence } from './subscription.ts';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const HOW = 'Type weekly friday, daily, monthly, monthly 15, or five cron fields such as "0 9 * * 1,4"';

const EVERY = { day: 'daily', week: 'weekly', month: 'monthly' } as const;

/** Cadences of several words, as they begin a text: `weekly monday`, `monthly on the 3rd`. */
export const CADENCE_WORDS =
  /^(?:(?:weekly|every(?: week)?)(?: on| every| the)* (?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?)|(?:monthly|every month)(?: on| the| day)* \d{1,2}(?:st|nd|rd|th|\.)?|every (?:day|week|month))(?![^\s,;])/i;
/** Times of day of several words, as they begin a text: `9 am`. */
export const TIME_WORDS = /^\d{1,2}(?:[:.h]\d{2}|h)?(?: (?:o'clock|uhr))?(?: (?:[ap]\.?m\.?))?(?![^\s,;])/i;

/**
 * Reads `weekly friday`, `friday`, `daily`, `every day`, `monthly`, `monthly 15` or five cron fields; words get the time of day (`9`, `9:30`, `5 pm`).
 * Throws UserError. Whether the fields of a cron make sense is for whoever has the means to run them.
 */
export function readCadence(text: string, time: string | undefined, zone: string): Cadence {
  const words = text
    .toLowerCase()
    .replace(/^\s*every\s+(day|week|month)\b/, (_, unit: keyof typeof EVERY) => EVERY[unit])
    .replaceAll(/\b(?:every|on|the|day)\b/g, ' ')
    .split(/[\s_-]+/)
    .filter((word) => word !== '');
  if (isCron(text)) {
    if (time !== undefined)
      throw new UserError('A cron says its hour itself; leave out either the cron or the hour.');
    return { cron: text.trim().replaceAll(/\s+/g, ' '), zone };
  }
  const [minute, hour] = readTime(time ?? '9');
  const at = `${minute} ${hour}`;
  const [first = '', second] = words;
  if (first === 'daily' && second === undefined) return { cron: `${at} * * *`, zone, announcementDays: true };
  if (first === 'monthly' && words.length <= 2)
    return { cron: `${at} ${second === undefined ? 1 : readDate(second)} * *`, zone };
  const named = first === 'weekly' ? (second ?? 'friday') : first;
  const weekday = WEEKDAYS.findIndex((day) => isWeekday(named, day));
  if (weekday >= 0 && words.length <= (first === 'weekly' ? 2 : 1))
    return { cron: `${at} * * ${weekday}`, zone };
  throw new UserError(`"${clip(text, 40)}" is no cadence. ${HOW}.`);
}

/** Whether it is five fields; words stand for months and weekdays only, so a sentence with a number in it is none. */
export function isCron(text: string): boolean {
  const fields = text.trim().split(/\s+/);
  return (
    fields.length === 5 &&
    fields.every((field) => /^[\dA-Za-z*,/#?+-]+$/.test(field)) &&
    /^[\d*,/-]+$/.test(fields.slice(0, 2).join(','))
  );
}

/** The fields of a cron with another time of day, in words. Throws UserError. */
export function withTime(cron: string, time: string): string {
  const [minute, hour] = readTime(time);
  return [minute, hour, ...cron.split(' ').slice(2)].join(' ');
}

/** `every Friday at 09:00 (Europe/Berlin)`; a cron that is not one of the words stands as it is. */
export function describeCadence({ cron, zone, announcementDays }: Cadence): string {
  const [minute = '', hour = '', date = '', month = '', weekday = ''] = cron.split(' ');
  const plain = /^\d+$/.test(minute) && /^\d+$/.test(hour) && month === '*';
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')} (${zone})`;
  if (!plain) return `by the cron "${cron}" (${zone})`;
  if (announcementDays === true) return `after every announcement of arXiv at ${time}`;
  if (date === '*' && /^[0-6]$/.test(weekday)) return `every ${WEEKDAYS[Number(weekday)]} at ${time}`;
  if (/^\d+$/.test(date) && weekday === '*') return `every month on day ${date} at ${time}`;
  if (date === '*' && weekday === '*') return `every day at ${time}`;
  return `by the cron "${cron}" (${zone})`;
}

/** The words that would be typed again for this cadence, and the time of day. */
export function cadenceWords({ cron, announcementDays }: Cadence): {
  readonly cadence: string;
  readonly hour?: string;
} {
  const [minute = '', hour = '', date = '', month = '', weekday = ''] = cron.split(' ');
  const whole = /^\d+$/.test(minute) && /^\d+$/.test(hour) && month === '*';
  const time = `${hour}:${minute.padStart(2, '0')}`;
  if (!whole) return { cadence: cron };
  if (announcementDays === true) return { cadence: 'daily', hour: time };
  if (date === '*' && /^[0-6]$/.test(weekday))
    return { cadence: `weekly ${WEEKDAYS[Number(weekday)]?.toLowerCase()}`, hour: time };
  if (/^\d+$/.test(date) && weekday === '*') return { cadence: `monthly ${date}`, hour: time };
  return { cadence: cron };
}

function isWeekday(word: string, day: string): boolean {
  const whole = day.toLowerCase();
  return word === whole || word === `${whole}s` || (word.length >= 3 && whole.startsWith(word));
}

/** Days that every month has: on the 31st most months would have no digest. */
function readDate(word: string): number {
  const date = /^(\d{1,2})(?:st|nd|rd|th|\.)?$/.exec(word)?.[1];
  if (date !== undefined && Number(date) >= 1 && Number(date) <= 28) return Number(date);
  throw new UserError(`"${clip(word, 20)}" is no day that every month has. Type monthly 1 to monthly 28.`);
}

/** Minute and hour of `9`, `09:30`, `17h`, `5 pm`, `5 p.m.`. */
function readTime(text: string): [minute: number, hour: number] {
  const match = /^(\d{1,2})(?:[:.h](\d{2})|h)?\s*(?:o'clock|uhr)?\s*(?:([ap])\.?m\.?)?$/i.exec(text.trim());
  const [hour, minute] = [Number(match?.[1] ?? Number.NaN), Number(match?.[2] ?? 0)];
  const half = match?.[3]?.toLowerCase();
  const right = half === undefined ? hour <= 23 : hour >= 1 && hour <= 12;
  if (!right || minute > 59)
    throw new UserError(`"${clip(text, 20)}" is no time of day. Type an hour like 9, 17 or 9:30.`);
  const whole = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
  return [minute, whole];
}
