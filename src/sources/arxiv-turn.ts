import type { Clock } from '../core/clock.ts';
import type { Turns } from '../core/ports.ts';

/** arXiv's terms of use: no more than one request every three seconds, one connection at a time, over API, OAI-PMH and feeds. */
const SPACING_MS = 3_000;
/** Longer than this nobody sits in one question: a reader in the background comes back in another round. */
export const LONGEST_WAIT_MS = 600_000;
/** A rest of more than a day is more likely a mistake than a wish. */
export const LONGEST_REST_MS = 86_400_000;

type Parts = { readonly turns: Turns; readonly clock: Clock };

export type Waiting = {
  readonly holder: string;
  /** Give up then (ms by the clock). Who has such a moment waits for a person, and goes before readers in the background. */
  readonly deadline: number;
  /** The turn is lost to others when it is held for longer. */
  readonly longestMs: number;
  readonly signal?: AbortSignal;
};

export type Waited =
  | { readonly kind: 'taken' | 'stopped' }
  /** Others had the turn until the deadline came. */
  | { readonly kind: 'late' }
  /** Nobody is to ask for longer than it makes sense to wait, until that time (ms). */
  | { readonly kind: 'rest'; readonly until: number; readonly ms: number };

/** Waits for the turn with arXiv, of all processes of this installation; whoever does not get it leaves the queue. */
export async function waitForTurn(parts: Parts, waiting: Waiting): Promise<Waited> {
  const { turns, clock } = parts;
  for (;;) {
    const looked = await look(parts, waiting);
    if (looked.kind === 'taken') return looked;
    if (looked.kind !== 'wait') {
      await turns.end({ name: 'arxiv', holder: waiting.holder });
      return looked;
    }
    await clock.sleep(looked.ms, waiting.signal);
  }
}

async function look(
  { turns, clock }: Parts,
  { holder, deadline, longestMs, signal }: Waiting,
): Promise<Waited | { readonly kind: 'wait'; readonly ms: number }> {
  if (signal?.aborted === true) return { kind: 'stopped' };
  if (clock.now() >= deadline) return { kind: 'late' };
  const ms = await turns.take({
    name: 'arxiv',
    holder,
    leaseMs: longestMs + SPACING_MS,
    spacingMs: SPACING_MS,
    urgent: deadline !== Number.POSITIVE_INFINITY,
  });
  if (ms === 0) return { kind: 'taken' };
  const until = clock.now() + ms;
  if (ms <= LONGEST_WAIT_MS && until < deadline) return { kind: 'wait', ms };
  return ms > SPACING_MS ? { kind: 'rest', until, ms } : { kind: 'late' };
}

/** Gives the turn back, with the rest that everybody owes the server then. */
export async function endTurn({ turns }: Parts, holder: string, restMs?: number): Promise<void> {
  const pause = restMs === undefined ? {} : { pauseMs: Math.max(SPACING_MS, restMs) };
  await turns.end({ name: 'arxiv', holder, ...pause });
}
