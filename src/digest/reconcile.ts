import type { FindOutcome } from '../core/chat.ts';
import type { Delivery, Settlement } from '../core/digest/delivery.ts';
import { ASK_AFTER_MS, LOOK_AGAIN_MS, restAfter } from './pace.ts';
import { unprovenWord } from './words.ts';

/**
 * What follows from a look at the channel, at `now` (ms): what is there is adopted, what is not, or not whole, is posted (again),
 * what the platform does not tell just now is waited for, in order, and what cannot be looked up is asked of a person once it has
 * been tried for a while. Nothing is ever posted on a guess.
 */
export function afterLook(delivery: Delivery, outcome: FindOutcome, now: number): Settlement {
  const at = (ms: number): string => new Date(now + ms).toISOString();
  switch (outcome.kind) {
    case 'found':
      return { kind: 'sent', id: outcome.id };
    case 'partly':
    case 'absent':
      return {
        kind: 'again',
        // At once after a first fault; who fails again and again has time. Looks that met an outage are no fault of the message.
        at: at(delivery.doubts > 1 ? restAfter(2 * delivery.doubts - 2) : 0),
        ...(outcome.kind === 'partly' ? { id: outcome.id } : {}),
      };
    case 'later':
      return { kind: 'look', at: at(Math.max(outcome.afterMs, restAfter(delivery.attempts))) };
    case 'unknown':
      if (now - Date.parse(delivery.doubtAt ?? delivery.triedAt) < ASK_AFTER_MS)
        return { kind: 'look', at: at(restAfter(delivery.attempts)) };
      return { kind: 'unproven', at: at(LOOK_AGAIN_MS), word: unprovenWord(delivery, outcome.reason) };
  }
}
