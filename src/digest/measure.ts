import type { Clock } from '../core/clock.ts';
import { type Day, shiftDay } from '../core/day.ts';
import { UserError } from '../core/errors.ts';
import type { LibraryReader, Store } from '../core/ports.ts';
import type { Period, Query } from '../core/query.ts';
import { clip, count } from '../core/text.ts';
import { firstVersion } from '../core/versions.ts';

/** More papers a week than this nobody reads: a query that had more is only taken when it is meant. */
const MANY_A_WEEK = 100;
const WEEKS = 4;

export type MeasureParts = {
  readonly library: Pick<LibraryReader, 'search' | 'facts'>;
  readonly store: Pick<Store, 'changesAfter'>;
  readonly clock: Pick<Clock, 'now'>;
  /** How many papers arXiv itself has for a query; undefined where it cannot be asked for it, or does not answer soon. */
  readonly countAtArxiv: (query: Query) => Promise<number | undefined>;
};

/** How many papers of the last four weeks match a query, and who says so. */
export type Measured = { readonly papers: number; readonly by: 'library' | 'arXiv' | 'nobody' };

/**
 * How many papers of the last four weeks that the library knows match a query; where it knows too little of the last four weeks, arXiv
 * is asked. Undefined for ids alone, which bring what they name.
 */
export async function measure(parts: MeasureParts, query: Query): Promise<Measured | undefined> {
  const isOfIds = query.terms.length === 0 && query.refs.length > 0;
  if (isOfIds) return undefined;
  const { newest } = await parts.library.facts();
  const until = firstVersion(newest?.versions)?.submitted;
  const here = until === undefined ? 0 : await countHere(parts, query, until);
  const today = new Date(parts.clock.now()).toISOString().slice(0, 10);
  if (aWeek(here) > MANY_A_WEEK || !(await isYoung(parts, until, today)))
    return { papers: here, by: 'library' };
  const period = within(query.period, today);
  const there = period === undefined ? 0 : await parts.countAtArxiv({ ...query, period });
  if (there === undefined) return { papers: here, by: 'nobody' };
  return there >= here ? { papers: there, by: 'arXiv' } : { papers: here, by: 'library' };
}

async function countHere({ library }: MeasureParts, query: Query, until: Day): Promise<number> {
  const period = within(query.period, until);
  if (period === undefined) return 0;
  const { total } = await library.search(
    { ...query, period },
    { sort: 'relevance', limit: 1, offset: 0, every: 'as typed' },
  );
  return total;
}

function aWeek(papers: number): number {
  return Math.round(papers / WEEKS);
}

/** The days of the last weeks that a query wants; undefined when it wants none of them. */
function within({ from, to }: Period, until: Day): Required<Period> | undefined {
  const start = shiftDay(until, 1 - 7 * WEEKS);
  const days = {
    from: from !== undefined && from > start ? from : start,
    to: to !== undefined && to < until ? to : until,
  };
  return days.from > days.to ? undefined : days;
}

/** Whether the library did not see the last weeks whole: it was begun since, or ends long before today. */
async function isYoung({ store }: MeasureParts, until: Day | undefined, today: Day): Promise<boolean> {
  const [first] = await store.changesAfter(0, 1);
  if (first === undefined || until === undefined) return true;
  return first.at.slice(0, 10) > shiftDay(today, -7 * WEEKS) || until < shiftDay(today, -7);
}

/** Throws UserError with the measured number when it is very many. */
export function checkAmount(query: string, { papers, by }: Measured): void {
  const number = aWeek(papers);
  if (number <= MANY_A_WEEK) return;
  throw new UserError(
    `"${clip(query, 60)}" matched ${count(number, 'paper')} a week in ${lastWeeks(by)}, more than anybody reads. Add words or a category to narrow it, or add anyway:yes to save it as it is.`,
  );
}

/** What whoever wants a query should know of what was measured, in a sentence: that nothing matched, or that nobody could tell. */
export function describeAmount({ papers, by }: Measured): string[] {
  if (by === 'nobody')
    return [
      'How many papers a week this brings could not be measured: the library is young, and arXiv did not answer.',
    ];
  return papers === 0 ? [`Nothing in ${lastWeeks(by)} matched.`] : [];
}

function lastWeeks(by: Measured['by']): string {
  return `the last four weeks of ${by === 'arXiv' ? by : 'this library'}`;
}
