import { type Day, MONTHS } from '../day.ts';

/** MLA's; May, June and July are short enough. */
const MLA_MONTHS = 'Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.'.split(' ');

/** Year, month and day as numbers. */
export function dateParts(day: Day): [year: number, month: number, day: number] {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return [year, month, date];
}

/** `September 2` */
export function monthDay(day: Day): string {
  const [, month, date] = dateParts(day);
  return `${MONTHS[month - 1]} ${date}`;
}

/** `2 Sept. 2025` */
export function mlaDate(day: Day): string {
  const [year, month, date] = dateParts(day);
  return `${date} ${MLA_MONTHS[month - 1]} ${year}`;
}

/** `2025 Sep 2` */
export function vancouverDate(day: Day): string {
  const [year, month, date] = dateParts(day);
  return `${year} ${MONTHS[month - 1]?.slice(0, 3)} ${date}`;
}
