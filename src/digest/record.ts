import { type Asker, noticeOf } from '../core/digest/digests.ts';
import type { AuditRecord } from '../core/digest/ports.ts';
import { clip, collapse, stripControls } from '../core/text.ts';

const LONGEST_NAME = 40;

/** What is written down of a change, and the line that tells the channel: the same words, and who made it as far as that is known. */
export function recordOf(asker: Asker, at: string, text: string): AuditRecord {
  const name = nameOf(asker);
  const told = name === '' ? text : text.replace(/\.?$/, (end) => ` (by ${name})${end}`);
  return { ...untoldRecordOf(asker, at, text), notice: noticeOf(told) };
}

/** The same of what the channel need not be told, as it sees it. */
export function untoldRecordOf(asker: Asker, at: string, text: string): AuditRecord {
  const name = nameOf(asker);
  return { by: name === '' ? asker.user : `${name} (${asker.user})`, at, what: text };
}

function nameOf({ name = '' }: Asker): string {
  return clip(collapse(stripControls(name)), LONGEST_NAME);
}
