import { type Asker, noticeOf } from '../core/digest/digests.ts';
import type { AuditRecord } from '../core/digest/ports.ts';

/** What is written down of a change, and the line that tells the channel: the same words. */
export function recordOf({ user }: Asker, at: string, text: string): AuditRecord {
  return { by: user, at, what: text, notice: noticeOf(text) };
}
