import { setTimeout } from 'node:timers/promises';
import { Cron } from 'croner';
import { UpstreamError } from '../core/errors.ts';
import type { Log, SourceState } from '../core/ports.ts';
import { ArxivBusy } from '../sources/arxiv-client.ts';
import type { Followed } from './round.ts';
import { isSearchState } from './search.ts';
import type { SyncParts } from './state.ts';
import { TOLD_STATE } from './told.ts';
import { WATCHED_STATE } from './watched.ts';

/**
 * When arXiv has something new (https://info.arxiv.org/help/availability.html): data in the evening, feeds after midnight. What is
 * looked at once a week is, some hours before it is Friday morning anywhere, for the digests of that day.
 */
const READY: Readonly<Record<Followed['kind'], Cron>> = {
  data: new Cron('45 22 * * 0-4', { timezone: 'America/New_York', paused: true }),
  feed: new Cron('20 0 * * 1-5', { timezone: 'America/New_York', paused: true }),
  weekly: new Cron('0 12 * * 4', { timezone: 'America/New_York', paused: true }),
};
/** What failed is tried again after so long. */
const RETRY_MS = 3_600_000;
const LOOK_EVERY_MS = 300_000;
/** What is long and in no hurry asks so many questions at a time: whatever else is due by then goes before the rest. */
const QUESTIONS = 20;

/**
 * Whether something is worth reading again: arXiv has published since the last success, and the last failure is an hour old.
 * However long nobody looked, that is one reading.
 */
export function isDue(
  kind: Followed['kind'],
  state: Pick<SourceState, 'lastSuccess' | 'lastError'>,
  now: Date,
): boolean {
  const { lastError } = state;
  const failed = lastError === undefined ? Number.NEGATIVE_INFINITY : Date.parse(lastError.at);
  // A time that has not come is that of a clock which was set wrong; it must not stop the reading until then.
  if (failed <= now.getTime() && now.getTime() - failed < RETRY_MS) return false;
  return hasMore(kind, state, now);
}

/** Whether arXiv may have something new since the last success. */
export function hasMore(
  kind: Followed['kind'],
  { lastSuccess }: Pick<SourceState, 'lastSuccess'>,
  now: Date,
): boolean {
  if (lastSuccess === undefined || Date.parse(lastSuccess) > now.getTime()) return true;
  const next = READY[kind].nextRun(new Date(lastSuccess));
  return next !== null && next <= now;
}

export type ScheduleOptions = {
  readonly followed: () => Promise<readonly Followed[]>;
  readonly parts: SyncParts & { readonly signal: AbortSignal };
  readonly log: Log;
};

/**
 * Reads what is due now, and from then on whenever something is, until the signal fires. A source that fails is logged and tried
 * again later; the others are read all the same.
 */
export async function runSchedule({ followed, parts, log }: ScheduleOptions): Promise<void> {
  const { signal } = parts;
  while (!signal.aborted) {
    try {
      await readDue({ followed, parts, log });
    } catch (err) {
      // A damaged row, a full disk: it may be mended while we run, and until then the library answers from what it has.
      log.error({ err }, 'what is followed could not be read');
    }
    await setTimeout(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

async function readDue({ followed, parts, log }: ScheduleOptions): Promise<void> {
  const states = await parts.store.sourceStates();
  const all = await followed();
  await forgetUnfollowed(parts.store, states, all);
  for (const one of all) {
    const state = states.find(({ name }) => name === one.name) ?? {};
    if (parts.signal.aborted || !isDue(one.kind, state, parts.now())) continue;
    if (!(await readOne(one, { ...parts, questions: QUESTIONS }, log))) return;
  }
}

/**
 * Forgets how far searches and papers were read that nobody follows any more, such as those of a workspace that is gone: their
 * states say what somebody looked for, and would be told of as old.
 */
async function forgetUnfollowed(
  store: Pick<SyncParts['store'], 'forgetSource'>,
  states: readonly SourceState[],
  followed: readonly Followed[],
): Promise<void> {
  const names = new Set(followed.map(({ name }) => name));
  for (const { name } of states) {
    const isFollowed = isSearchState(name) || name === WATCHED_STATE || name === TOLD_STATE;
    if (isFollowed && !names.has(name)) await store.forgetSource(name);
  }
}

/** False when arXiv asked to be left alone, so that asking for the others would be no use. */
async function readOne(one: Followed, parts: SyncParts, log: Log): Promise<boolean> {
  try {
    const report = await one.run(parts);
    log.info({ source: one.name, ...report }, 'arXiv was read');
    return true;
  } catch (error) {
    if (parts.signal?.aborted === true) return false;
    if (error instanceof UpstreamError)
      log.warn({ source: one.name, reason: error.message }, 'arXiv could not be read');
    else log.error({ source: one.name, err: error }, 'what arXiv sent could not be kept');
    return !(error instanceof ArxivBusy);
  }
}
