import type { Log, Notes } from '../../core/ports.ts';

const SPACE = 'slack-signature';
/** Longer than a signature is good: it may be five minutes old, or as far ahead. */
const LIFE_MS = 11 * 60_000;

/** The signatures of requests that were let in. */
export type Signatures = {
  /** Learns what was let in before this process began. */
  load(): Promise<void>;
  /** True the first time; decided at once, as Slack waits three seconds and a database may not answer in that time. */
  isFirst(signature: string): boolean;
};

/**
 * Kept in memory, and written to the notes behind that for the time after a restart. Should another process let the same
 * request in, or the note not be written, the delivery itself is still known by its id and has one effect.
 */
export function createSignatures(notes: Notes, log: Log, now: () => number = Date.now): Signatures {
  /** When each may be forgotten, oldest first. */
  const seen = new Map<string, number>();
  const warn = (err: unknown): void => log.warn({ err }, 'signatures of requests could not be kept');
  return {
    async load() {
      try {
        for (const { key } of await notes.list(SPACE)) seen.set(key, now() + LIFE_MS);
      } catch (err) {
        warn(err);
      }
    },
    isFirst(signature) {
      for (const [known, until] of seen) {
        if (until > now()) break;
        seen.delete(known);
      }
      if (seen.has(signature)) return false;
      seen.set(signature, now() + LIFE_MS);
      notes.set(SPACE, signature, {}, LIFE_MS).catch(warn);
      return true;
    },
  };
}
