import type { ChatAdapter, FindOutcome, PostOutcome } from '../core/chat.ts';
import type { Clock } from '../core/clock.ts';
import type { Delivery, Settlement, Taken } from '../core/digest/delivery.ts';
import type { Lease, Ledger } from '../core/digest/ports.ts';
import type { Place } from '../core/digest/subscription.ts';
import type { Log } from '../core/ports.ts';
import {
  CLOCK_SKEW_MS,
  LEASE_MARGIN_MS,
  LEASE_MS,
  MOST_FULL,
  MOST_REFUSALS,
  MOST_TRIES,
  PACE_MS,
  restAfter,
  SETTLE_MS,
} from './pace.ts';
import { afterLook } from './reconcile.ts';
import { goneWord, refusedWord } from './words.ts';

/** What the engine needs of a chat platform. */
export type Chat = Pick<ChatAdapter, 'post' | 'find'>;

export type DeliveryParts = {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
  /** Names whoever takes a delivery; never the same twice, in no process. */
  readonly newHolder: () => string;
};

/**
 * Does the one thing that is next in a channel: posts a message, or looks whether it is there. The ledger says so before the
 * call, and what came of it after; a process that dies in between leaves a lease behind, and whoever comes after that has run
 * out looks before anything is posted. A process that only slept (a laptop that was shut) begins no call once its lease may be
 * somebody else's. There is no time limit on a call (platforms' own calls have theirs): while one may still be under way, nothing is
 * posted again. False when there was nothing to do.
 */
export async function deliverNext(place: Place, chat: Chat, parts: DeliveryParts): Promise<boolean> {
  const { ledger, clock, log } = parts;
  const holder = parts.newHolder();
  const lease = leaseOf(holder, clock);
  const taken = await ledger.take(place, lease);
  if (taken === undefined) return false;
  const { delivery } = taken;
  const kept = keepLease(delivery, lease, parts);
  const settlement = await act(taken, chat, kept.mayBegin, parts).finally(() => kept.end());
  const now = clock.now();
  const when = { holder, now: iso(now), next: iso(Math.max(now + PACE_MS, timeOf(settlement))) };
  const settled = await ledger.settle(delivery.id, settlement, when);
  const fields = { ...place, marker: delivery.marker, attempts: delivery.attempts, outcome: settlement.kind };
  if (!settled) log.warn(fields, 'a post was settled by somebody else, or is not wanted any more');
  else if (settlement.kind === 'sent') log.info(fields, 'a post is there');
  else log.warn(fields, 'a post is not there yet');
  return true;
}

async function act(
  { task, delivery }: Taken,
  chat: Chat,
  mayBegin: () => boolean,
  { clock, log }: DeliveryParts,
): Promise<Settlement> {
  const { channel, marker, thread, reply } = delivery;
  if (task === 'post') {
    const options = { marker, mayBegin, ...(thread === undefined ? {} : { thread }) };
    const outcome = await chat.post(channel, reply, options).catch((err: unknown): PostOutcome => {
      log.error({ err, marker }, 'posting ended in an unforeseen way');
      return { kind: 'unknown', reason: 'Something went wrong while it was posted.' };
    });
    return afterPost(delivery, outcome, clock.now());
  }
  const since = iso(Date.parse(delivery.triedAt) - CLOCK_SKEW_MS);
  const outcome = await chat.find(channel, marker, since, thread).catch((err: unknown): FindOutcome => {
    log.error({ err, marker }, 'looking for a post ended in an unforeseen way');
    return { kind: 'unknown', reason: 'Something went wrong while I looked for it.' };
  });
  return afterLook(delivery, outcome, clock.now());
}

/** What is written down after a call, at `now` (ms). */
function afterPost(delivery: Delivery, outcome: PostOutcome, now: number): Settlement {
  switch (outcome.kind) {
    case 'sent':
      return outcome;
    case 'later':
      return again(outcome, Math.max(outcome.afterMs, restAfter(delivery.attempts)), now);
    case 'refused':
      if (outcome.mayPass === true && delivery.doubts + 1 < mostTries(outcome))
        return { ...again(outcome, restAfter(delivery.doubts + 1), now), refused: true };
      if (outcome.thread === 'full') return { kind: 'rootless', full: true };
      if (outcome.thread === 'gone') return { kind: 'rootless' };
      // What is there of it must not be taken for nothing.
      return { ...refused(delivery, outcome), ...(outcome.id === undefined ? {} : { inDoubt: true }) };
    case 'unknown':
      if (delivery.doubts + 1 >= MOST_TRIES) return { ...refused(delivery, outcome), inDoubt: true };
      return { kind: 'look', at: iso(now + SETTLE_MS) };
  }
}

function mostTries({ thread }: Extract<PostOutcome, { kind: 'refused' }>): number {
  return thread === 'full' ? MOST_FULL : MOST_REFUSALS;
}

function again(
  { id }: { readonly id?: string },
  afterMs: number,
  now: number,
): Extract<Settlement, { kind: 'again' }> {
  return { kind: 'again', at: iso(now + afterMs), ...(id === undefined ? {} : { id }) };
}

function refused(
  delivery: Delivery,
  { reason, gone }: { readonly reason: string; readonly gone?: true },
): Extract<Settlement, { kind: 'refused' }> {
  if (gone === undefined) return { kind: 'refused', reason, word: refusedWord(delivery, reason) };
  return { kind: 'refused', reason, gone, word: goneWord(delivery, reason) };
}

/** Prolongs the lease until `end`. Meanwhile it tells whether a call may begin. */
function keepLease(
  delivery: Delivery,
  first: Lease,
  parts: DeliveryParts,
): { readonly mayBegin: () => boolean; end(): void } {
  const { ledger, clock, log } = parts;
  const over = new AbortController();
  let lease = first;
  const keep = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(LEASE_MS / 3, over.signal);
      if (over.signal.aborted) return;
      const next = leaseOf(first.holder, clock);
      if (!(await ledger.extend(delivery.id, next))) return;
      lease = next;
    }
  };
  keep().catch((err: unknown) => log.error({ err }, 'the lease of a post could not be prolonged'));
  return {
    mayBegin: () => clock.now() < Date.parse(lease.until) - LEASE_MARGIN_MS,
    end: () => over.abort(),
  };
}

function leaseOf(holder: string, clock: Clock): Lease {
  const now = clock.now();
  return { holder, now: iso(now), until: iso(now + LEASE_MS) };
}

function timeOf(settlement: Settlement): number {
  return 'at' in settlement && settlement.kind !== 'unproven' ? Date.parse(settlement.at) : 0;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
