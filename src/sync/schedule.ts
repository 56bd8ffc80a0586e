import { setTimeout } from 'node:timers/promises';
import { Cron } from 'croner';
import { UpstreamError } from '../core/errors.ts';
import type { Log, SourceState } from '../core/ports.ts';
import type { Followed } from './round.ts';
import type { SyncParts } from './state.ts';

/** When arXiv has something new (https://info.arxiv.org/help/availability.html): data in the evening, feeds after midnight. */
const READY: Readonly<Record<Followed['kind'], Cron>> = {
  data: new Cron('45 22 * * 0-4', { timezone: 'America/New_York', paused: true }),
  feed: new Cron('20 0 * * 1-5', { timezone: 'America/New_York', paused: true }),
};
/** What failed is tried again after so long. */
const RETRY_MS = 3_600_000;
const LOOK_EVERY_MS = 300_000;

/**
 * Whether something is worth reading again: arXiv has published since the last success, and the last failure is an hour old.
 * However long nobody looked, that is one reading.
 */
export function isDue(
  kind: Followed['kind'],
  state: Pick<SourceState, 'lastSuccess' | 'lastError'>,
  now: Date,
): boolean {
  const { lastSuccess, lastError } = state;
  if (lastError !== undefined && now.getTime() - Date.parse(lastError.at) < RETRY_MS) return false;
  if (lastSuccess === undefined) return true;
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
    const states = await parts.store.sourceStates();
    for (const one of await followed()) {
      const state = states.find(({ name }) => name === one.name) ?? {};
      if (signal.aborted || !isDue(one.kind, state, parts.now())) continue;
      await readOne(one, parts, log);
    }
    await setTimeout(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

async function readOne(one: Followed, parts: SyncParts, log: Log): Promise<void> {
  try {
    const report = await one.run(parts);
    log.info({ source: one.name, ...report }, 'arXiv was read');
  } catch (error) {
    if (parts.signal?.aborted === true) return;
    if (error instanceof UpstreamError)
      log.warn({ source: one.name, reason: error.message }, 'arXiv could not be read');
    // A full disk, say: it may be mended while we run, and until then the library answers from what it has.
    else log.error({ source: one.name, err: error }, 'what arXiv sent could not be kept');
  }
}
