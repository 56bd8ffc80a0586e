import type { App } from '../app.ts';
import { dayOf } from '../core/day.ts';
import { UpstreamError, UserError } from '../core/errors.ts';
import { count } from '../core/text.ts';
import { type BackFill, backFill } from '../sync/back-fill.ts';
import { startLine } from './progress.ts';
import { say } from './say.ts';
import { inWords } from './sync-report.ts';

const EXAMPLE = 'npm run -s sync -- --back-fill cs.LG --from 2025-01-01 --until 2025-03-31';

/** What a back-fill is asked for; undefined when none is. Throws UserError in words. */
export function readBackFill(
  category: string | undefined,
  { from, until }: { readonly from?: string | undefined; readonly until?: string | undefined },
  howTo: string,
): BackFill | undefined {
  if (category === undefined) {
    if (from === undefined && until === undefined) return undefined;
    throw new UserError(`--from and --until go with --back-fill. Type: ${howTo}`);
  }
  if (!/^[a-z]+(?:-[a-z]+)?(?:\.[A-Za-z-]+)?$/.test(category))
    throw new UserError(`"${category}" is no category of arXiv. Type, for example: ${EXAMPLE}`);
  if (from === undefined) throw new UserError(`Say from which day on, for example: ${EXAMPLE}`);
  const first = readDay(from);
  if (until === undefined) return { category, from: first };
  const last = readDay(until);
  if (first > last) throw new UserError(`${first} is after ${last}; name the earlier day first: ${EXAMPLE}`);
  return { category, from: first, until: last };
}

function readDay(text: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  const found = year === undefined ? undefined : dayOf(Number(year), Number(month), Number(day));
  if (found === undefined) throw new UserError(`"${text}" is no day; write it as in: ${EXAMPLE}`);
  return found;
}

/** Fills a category back with progress and time left on a terminal. Exit code 1 when it broke off; the next run goes on there. */
export async function fillBack(app: App, wanted: BackFill, signal: AbortSignal): Promise<number> {
  const line = startLine();
  const name = `Back-fill ${wanted.category}, ${wanted.from} to ${wanted.until ?? 'today'}`;
  const again = 'What was read so far is kept; the same command goes on there.';
  try {
    const report = await backFill(wanted, {
      ...app.sync,
      signal,
      onPage: ({ done, left, leftMs }) =>
        line.show(
          () => `${name}: ${count(done, 'paper')}, ${left.toLocaleString('en-US')} to go${timeLeft(leftMs)}`,
        ),
    });
    line.end();
    await say(process.stdout, `${name}: ${inWords(report)}`);
    return 0;
  } catch (error) {
    line.end();
    if (signal.aborted) throw new UserError(`${name}: stopped. ${again}`);
    if (!(error instanceof UpstreamError)) throw error;
    await say(process.stderr, `${name}: ${error.message} ${again}`);
    return 1;
  }
}

function timeLeft(ms: number | undefined): string {
  if (ms === undefined) return '';
  const minutes = Math.ceil(ms / 60_000);
  return minutes < 90
    ? `, about ${count(minutes, 'minute')}`
    : `, about ${count(Math.round(minutes / 60), 'hour')}`;
}
