import type { Log, Notes } from '../../core/ports.ts';

const SPACE = 'slack-seen';
const DAY_MS = 24 * 60 * 60_000;

/** True the first time a delivery is seen, by any process; Slack delivers the same one again when it doubts the first. */
export type FirstTime = (team: string, id: string | undefined) => Promise<boolean>;

/** Remembers deliveries for a day. */
export function createFirstTime(notes: Notes, log: Log): FirstTime {
  return async (team, id) => {
    if (id === undefined) return true;
    try {
      return await notes.claim(SPACE, `${team}:${id}`, {}, DAY_MS);
    } catch (err) {
      // An answer given twice is better than none.
      log.warn({ err }, 'a delivery could not be remembered');
      return true;
    }
  };
}
