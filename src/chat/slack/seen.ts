import { createHash } from 'node:crypto';
import type { Log, Notes } from '../../core/ports.ts';

const SPACE = 'slack-seen';
const DAY_MS = 24 * 60 * 60_000;

/**
 * What tells one interaction from every other: its trigger, and whatever else came with it, for servers that are less careful
 * with triggers than Slack. Undefined where there is no trigger.
 */
export function interactionId(trigger: string | undefined, ...more: readonly unknown[]): string | undefined {
  return trigger === undefined ? undefined : JSON.stringify([trigger, ...more]);
}

/** True the first time a delivery is seen, by any process; Slack delivers the same one again when it doubts the first. */
export type FirstTime = (team: string, id: string | undefined) => Promise<boolean>;

/** Remembers deliveries for a day. */
export function createFirstTime(notes: Notes, log: Log): FirstTime {
  // A second delivery is known at once, however slow the database is: nobody is told then that it takes its time.
  const asked = new Set<string>();
  return async (team, id) => {
    if (id === undefined) return true;
    // Hashed, as an id may hold an address at which anybody could answer.
    const key = createHash('sha256').update(`${team}:${id}`).digest('hex');
    if (asked.has(key)) return false;
    asked.add(key);
    try {
      return await notes.claim(SPACE, key, {}, DAY_MS);
    } catch (err) {
      // An answer given twice is better than none.
      log.warn({ err }, 'a delivery could not be remembered');
      return true;
    } finally {
      asked.delete(key);
    }
  };
}
