import { shiftDay } from '../core/day.ts';
import { UserError } from '../core/errors.ts';
import type { LibraryReader } from '../core/ports.ts';
import type { Query } from '../core/query.ts';
import { clip, count } from '../core/text.ts';
import { firstVersion } from '../core/versions.ts';

/** More papers a week than this nobody reads: a query that had more is only taken when it is meant. */
export const MANY_A_WEEK = 100;
const WEEKS = 4;

/** How many papers a week a query had in the last four weeks that the library knows. */
export async function papersAWeek(
  library: Pick<LibraryReader, 'search' | 'facts'>,
  query: Query,
): Promise<number> {
  const { newest } = await library.facts();
  const until = firstVersion(newest?.versions)?.submitted;
  if (until === undefined || query.terms.length === 0) return 0;
  const period = { from: shiftDay(until, 1 - 7 * WEEKS), to: until };
  const { total } = await library.search(
    { ...query, period },
    { sort: 'relevance', limit: 1, offset: 0, every: true },
  );
  return Math.round(total / WEEKS);
}

/** Throws UserError with the measured number when it is very many. */
export function checkAmount(query: string, aWeek: number): void {
  if (aWeek <= MANY_A_WEEK) return;
  throw new UserError(
    `"${clip(query, 60)}" matched ${count(aWeek, 'paper')} a week in the last four weeks of this library, more than anybody reads. Add words or a category to narrow it, or add anyway:yes to save it as it is.`,
  );
}
