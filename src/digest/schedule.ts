import { Cron } from 'croner';
import { announcementsBetween } from '../core/digest/announcements.ts';
import type { Cadence, Subscription } from '../core/digest/subscription.ts';
import { UserError } from '../core/errors.ts';
import { clip } from '../core/text.ts';
import { jumpOver, wallTime } from './left-out.ts';
import { CLOCK_SKEW_MS } from './pace.ts';

/** More often than this nobody reads. */
const LEAST_GAP_MS = 3_600_000;
/** Ticks looked at for one that counts: over the longest run of days without an announcement. */
const MOST_TICKS = 20;
/** More than this is long enough not to be counted. */
const MOST_MISSED = 1_000;

/**
 * When a digest is due first after a moment (ISO); never, as a time far off. By the clock of the zone: an hour that a change of the
 * clocks leaves out comes at the change, one that it repeats comes once.
 */
export function dueAfter(cadence: Cadence, now: string): string {
  return (nextDue(cadence, new Date(now)) ?? new Date('9999-12-31')).toISOString();
}

/**
 * When a digest is due after a clock has been set back to `now` (ISO): not at an hour that was planned before. One that was planned by
 * a clock so far ahead that it was another day comes again.
 */
export function dueAgainAfter(
  { cadence, plannedAt = '' }: Pick<Subscription, 'cadence' | 'plannedAt'>,
  now: string,
): string {
  const isNear = Date.parse(plannedAt) - Date.parse(now) < CLOCK_SKEW_MS;
  return dueAfter(cadence, isNear && plannedAt > now ? plannedAt : now);
}

/** The first moment after this one at which a digest is due; undefined when there is none any more. */
export function nextDue(cadence: Cadence, after: Date): Date | undefined {
  const { cron, zone, announcementDays = false } = cadence;
  const key = `${cron} ${zone} ${announcementDays} ${after.getTime()}`;
  if (!nextDues.has(key)) {
    if (nextDues.size >= MOST_CRONS) nextDues.clear();
    nextDues.set(key, findNextDue(cadence, after));
  }
  return nextDues.get(key);
}

/** Thousands of channels that share a cadence are planned in one round. */
const nextDues = new Map<string, Date | undefined>();

function findNextDue(cadence: Cadence, after: Date): Date | undefined {
  const cron = cronOf(cadence);
  if (cadence.announcementDays !== true) return atJump(cadence, after, cron.nextRun(after) ?? undefined);
  let before = cron.previousRuns(1, new Date(after.getTime() + 1_000))[0] ?? after;
  for (const tick of cron.nextRuns(MOST_TICKS, after)) {
    if (announcementsBetween(before, tick) > 0) return tick;
    before = tick;
  }
  return undefined;
}

/** The last hour of a day that a change of the clocks leaves out, as in Greenland, is passed over by croner with its day. */
function atJump({ cron, zone }: Cadence, after: Date, next: Date | undefined): Date | undefined {
  if (next === undefined) return undefined;
  const wall = cronOf({ cron, zone: 'UTC' }).nextRun(new Date(wallTime(after.getTime(), zone)));
  if (wall === null || wall.getTime() >= wallTime(next.getTime(), zone)) return next;
  const jump = jumpOver(wall.getTime(), zone);
  return jump === undefined || jump <= after.getTime() ? next : new Date(jump);
}

/** How many times a digest was due after the moment for which one is due, and not after the other: those that it takes the place of. */
export function missedDues(cadence: Cadence, dueAt: Date, now: Date): number {
  let missed = 0;
  let at = nextDue(cadence, dueAt);
  while (at !== undefined && at <= now && missed < MOST_MISSED) {
    missed += 1;
    at = nextDue(cadence, at);
  }
  return missed;
}

/** Throws UserError for a cron that makes no sense, never comes, or comes more often than hourly. */
export function checkCadence(cadence: Cadence, now: Date): void {
  const shown = `"${clip(cadence.cron, 40)}"`;
  let runs: readonly Date[];
  try {
    runs = cronOf(cadence).nextRuns(25, now);
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^CronPattern: /, '') : '';
    throw new UserError(
      `${shown} is no cron that I understand (${clip(why, 100)}). Type five fields such as "0 9 * * 5", or: weekly friday.`,
    );
  }
  if (runs.length === 0)
    throw new UserError(`${shown} never comes: there is no such day. Type, for example, "0 9 * * 5".`);
  const close = runs.some((run, index) => {
    const next = runs[index + 1];
    return next !== undefined && next.getTime() - run.getTime() < LEAST_GAP_MS;
  });
  if (close)
    throw new UserError(
      `${shown} would post more often than once an hour. arXiv has something new once a day; type: daily.`,
    );
}

const crons = new Map<string, Cron>();
const MOST_CRONS = 2_000;

/** Reading a pattern costs more than asking it, and thousands of channels share a few. */
function cronOf({ cron, zone }: Cadence): Cron {
  const key = `${cron} ${zone}`;
  const known = crons.get(key);
  if (known !== undefined) return known;
  const made = new Cron(cron, { timezone: zone, paused: true });
  if (crons.size >= MOST_CRONS) crons.clear();
  crons.set(key, made);
  return made;
}
