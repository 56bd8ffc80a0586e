import { type Asker, noticeOf } from '../core/digest/digests.ts';
import type { AuditRecord } from '../core/digest/ports.ts';
import { clip, collapse, stripControls } from '../core/text.ts';

const LONGEST_NAME = 40;

/** What is written down of a change, and the line that tells the channel: the same words, and who made it as far as that is known. */
export function recordOf({ user, name = '' }: Asker, at: string, text: string): AuditRecord {
  const known = clip(collapse(stripControls(name)), LONGEST_NAME);
  if (known === '') return { by: user, at, what: text, notice: noticeOf(text) };
  const told = text.replace(/\.?$/, (end) => ` (by ${known})${end}`);
  return { by: `${known} (${user})`, at, what: text, notice: noticeOf(told) };
}
