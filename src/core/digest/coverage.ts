import { formatDay } from '../day.ts';
import type { SourceState } from '../ports.ts';
import { clip, count, listAnd } from '../text.ts';
import { announcementsBetween } from './announcements.ts';
import { dayIn } from './period.ts';

const HOUR_MS = 3_600_000;
/** Reading what was announced takes a while, of which nobody need hear. */
const GRACE_MS = 3 * HOUR_MS;
/** What is read once a week has time: only when nothing could be read for so long it is told of. */
const LONG_MS = 7 * 24 * HOUR_MS;
const MOST_NAMED = 3;
const LONGEST_NAME = 60;
const LONGEST_CAUSE = 100;
const LATER = 'What is missing comes in a later digest.';

/** How far something that is followed has been read. A feed is only a hint of what is read as data anyway. */
export type ReadState = SourceState & {
  readonly kind: 'feed' | 'data' | 'weekly';
  /** Whether it brings all that a query looks for, whatever else is read. */
  readonly own?: boolean;
};

/**
 * What keeps a digest of a period from being whole, in a sentence or two; undefined when nothing does. Sources are late when arXiv has announced
 * something since they were last read, and failing when their last reading failed. A daily feed is only a hint of what OAI-PMH
 * brings, so it counts only as far as it fails; what is read once a week, only when it has been failing for a week.
 */
export function describeCoverage(
  states: readonly ReadState[],
  now: string,
  zone: string,
  /** Where the period begins. ISO. */
  from: string,
  /** Of a digest that is only looked at: no later one will bring what is missing. */
  isOver = false,
): string | undefined {
  const late = describeLate(states, now, zone);
  const words = [
    late,
    late === undefined || states.length === 0 || isOver ? undefined : LATER,
    describeBeginning(states, from),
  ];
  const told = words.filter((one) => one !== undefined);
  return told.length === 0 ? undefined : told.join(' ');
}

/** What it says of papers that were submitted before anything was read for this. */
function describeBeginning(states: readonly ReadState[], from: string): string | undefined {
  const read = states.some(({ own }) => own === true) ? states.filter(({ own }) => own === true) : states;
  const since = read
    .flatMap((state) => (state.kind === 'data' && state.lastSuccess !== undefined ? (state.since ?? []) : []))
    .toSorted()
    .at(-1);
  if (since === undefined || since.slice(0, 10) <= from.slice(0, 10)) return undefined;
  return `arXiv was read from ${formatDay(since.slice(0, 10))} on; what came before is here only as far as it was read for others.`;
}

function describeLate(all: readonly ReadState[], now: string, zone: string): string | undefined {
  const states = all.filter((state) => state.kind !== 'weekly' || failsForLong(state, now));
  if (states.length === 0)
    return 'Nothing of arXiv is being read here: only what somebody imports can be news. An administrator can follow it with ARXIV_CATEGORIES.';
  const reads = states
    .flatMap(({ kind, lastSuccess }) => (kind === 'weekly' ? [] : (lastSuccess ?? [])))
    .toSorted();
  const newest = reads.at(-1);
  const failing = states.filter(({ lastError }) => lastError !== undefined);
  const late = states.filter((state) => state.lastError === undefined && isLate(state, beforeGrace(now)));
  if (failing.length === 0 && late.length === 0) return undefined;
  const parts = [
    newest === undefined ? 'arXiv has not been read yet' : `arXiv last read ${ago(newest, now)}`,
    ...(failing.length === 0 ? [] : [named(failing, zone)]),
    ...(newest === undefined || late.length === 0 || late.length === states.length
      ? []
      : [`not yet: ${some(late, ({ name }) => clip(name, LONGEST_NAME))}`]),
  ];
  return `${parts.join('; ')}.`;
}

/** Whether all that is read was read since the last announcement. */
export function isWhole(states: readonly ReadState[], now: string): boolean {
  return states.every(
    (state) => state.kind !== 'data' || (state.lastError === undefined && !isLate(state, beforeGrace(now))),
  );
}

/**
 * Why something is unread that was announced more than a day ago, or was never read at all: nobody must take that for a quiet week.
 * Empty when nothing is.
 */
export function brokenCauses(states: readonly ReadState[], now: string): string[] {
  const dayBefore = new Date(Date.parse(now) - 24 * HOUR_MS).toISOString();
  return [...new Set(states.filter((state) => isLate(state, dayBefore)).map(causeOf))];
}

/**
 * When arXiv is down everything fails, one source after the other and each in other words, or has no turn: whoever heard of one has
 * heard of all. What arXiv refuses is a matter of that source, and so is one that has never been read.
 */
function causeOf({ name, lastSuccess, lastError }: ReadState): string {
  if (lastError?.refused === true) return clip(lastError.message, LONGEST_CAUSE);
  return lastError === undefined && lastSuccess === undefined ? clip(name, LONGEST_CAUSE) : 'arXiv';
}

/**
 * Whether something has been announced that is still to be read, and nothing is known to be in the way of reading it: what has only
 * just begun to fail is tried again within the hour.
 */
export function isCatchingUp(states: readonly ReadState[], now: string): boolean {
  return states.some((state) => isLate(state, now) && !isFailing(state, beforeGrace(now)));
}

/** Whether its readings have failed since then at least, or arXiv does not want to answer. */
function isFailing({ lastError }: ReadState, then: string): boolean {
  return lastError !== undefined && (lastError.refused === true || lastError.since <= then);
}

function isLate({ kind, lastSuccess }: ReadState, now: string): boolean {
  if (kind !== 'data') return false;
  if (lastSuccess === undefined) return true;
  return announcementsBetween(new Date(lastSuccess), new Date(now)) > 0;
}

function failsForLong({ lastError }: ReadState, now: string): boolean {
  return lastError !== undefined && Date.parse(now) - Date.parse(lastError.since) >= LONG_MS;
}

function beforeGrace(now: string): string {
  return new Date(Date.parse(now) - GRACE_MS).toISOString();
}

function named(failing: readonly ReadState[], zone: string): string {
  return some(failing, ({ name, lastError }) => {
    const since = lastError === undefined ? '' : ` since ${formatDay(dayIn(lastError.since, zone))}`;
    return `${clip(name, LONGEST_NAME)} failing${since}`;
  });
}

/** A few in words, and how many others there are. */
function some(states: readonly ReadState[], inWords: (state: ReadState) => string): string {
  const shown = states.slice(0, MOST_NAMED).map(inWords);
  const more = states.length - shown.length;
  return listAnd(more > 0 ? [...shown, count(more, 'other')] : shown);
}

/** `20 minutes ago`, `3 hours ago`, `4 days ago`. */
function ago(moment: string, now: string): string {
  const minutes = Math.max(0, Math.round((Date.parse(now) - Date.parse(moment)) / 60_000));
  if (minutes < 60) return `${count(minutes, 'minute')} ago`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${count(hours, 'hour')} ago` : `${count(Math.round(hours / 24), 'day')} ago`;
}
