import { PAPER_ID_PATTERN } from '../core/paper-id.ts';
import type { PaperReader, SourceItem } from '../core/ports.ts';
import { NOT_TEXT, splitLines } from './lines.ts';
import { excerpt } from './listing-item.ts';
import { readMailDate } from './mail-date.ts';
import { addFieldLine, type EntryEnd, finishEntry, type MailEntry, newEntry } from './mail-entry.ts';

/**
 * Reads arXiv's e-mail listings: the daily message (new papers, cross-lists, replacements), and the monthly and past-week lists
 * of the same shape. What stands round the papers is ignored; a paper that is cut or not understood is told of with its line.
 * Holds one paper at a time, of at most 256 KB.
 */
export const mailReader: PaperReader = {
  format: 'e-mail listing',
  async *read(text, seenAt) {
    const parser = new MailParser(seenAt);
    for await (const lines of splitLines(text)) {
      for (const line of lines) parser.push(line);
      yield* parser.take();
    }
    parser.end();
    yield* parser.take();
  },
};

const MAX_ENTRY_LENGTH = 262_144;

/** Rules between papers, before cross-lists, before replacements, and behind the last. */
const RULE = /^(?:-{12,}|(?:%-){6,}|(?:%%--){3,}|(?:%%%---){2,})/;
const ID_LINE =
  /^(?:arXiv:\s?(\S{1,60})(?:\s*\(\*cross-listing\*\))?|Paper(?:\s*\(\*cross-listing\*\))?:\s?(?:arXiv:)?(\S{1,60}))\s*$/;

class MailParser {
  #seenAt: string;
  #found: SourceItem[] = [];
  #lines = 0;
  #entry: MailEntry | undefined;
  /** The line before was `\\` or a rule, so a paper can begin. */
  #afterMark = false;
  /** The tail of a paper without its id has been told of already. */
  #toldOrphan = false;

  constructor(seenAt: string) {
    this.#seenAt = seenAt;
  }

  take(): SourceItem[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  push(raw: string): void {
    this.#lines += 1;
    const line = raw.replace(/^\ufeff/, '').trimEnd();
    const isMark = line === '\\\\' || RULE.test(line);
    if (isMark) this.#mark(line);
    else if (/^\\\\ ?\(/.test(line)) this.#close();
    else if (this.#begins(line)) this.#open(line);
    else if (this.#entry === undefined) this.#outside(line);
    else this.#inside(this.#entry, line);
    if (line !== '') this.#afterMark = isMark;
  }

  /** What has no end of its own, as in the monthly lists, ends with the text. */
  end(): void {
    const isBare = this.#entry?.abstract?.every((line) => line === '') === true;
    this.#finish(isBare ? 'whole' : 'cut');
  }

  #mark(line: string): void {
    const entry = this.#entry;
    this.#toldOrphan = false;
    if (entry === undefined) return;
    if (line === '\\\\' && entry.abstract === undefined) entry.abstract = [];
    else this.#finish('whole');
  }

  /** `\\ ( https://… , 14kb)` is the end of a paper; a replacement has it in place of the `\\` behind the fields. */
  #close(): void {
    if (this.#entry !== undefined) this.#entry.abstract ??= [];
    this.#finish('whole');
  }

  /** An id alone on its line begins a paper, but inside of one it can be wrapped text when no mark stands before it. */
  #begins(line: string): boolean {
    if (!this.#afterMark && this.#entry !== undefined) return false;
    return (line.startsWith('arXiv:') || line.startsWith('Paper')) && ID_LINE.test(line);
  }

  #open(line: string): void {
    const entry = this.#entry;
    // After `\\` this is the next paper, whose end and rule are missing.
    if (entry !== undefined) this.#finish('whole');
    const match = ID_LINE.exec(line);
    this.#entry = newEntry(this.#lines, match?.[1] ?? match?.[2] ?? '');
  }

  #inside(entry: MailEntry, line: string): void {
    entry.size += line.length;
    entry.damaged ||= line.includes(NOT_TEXT);
    if (entry.size > MAX_ENTRY_LENGTH) {
      this.#finish('too-long');
      this.#toldOrphan = true;
    } else if (entry.abstract === undefined) addFieldLine(entry, line);
    else entry.abstract.push(line);
  }

  #outside(line: string): void {
    const date = /^Date:\s+(.{1,60})$/.exec(line)?.[1];
    if (date !== undefined && !this.#afterMark) this.#seenAt = readMailDate(date)?.at ?? this.#seenAt;
    if (this.#toldOrphan || !line.startsWith('Title:')) return;
    this.#toldOrphan = true;
    this.#found.push({
      kind: 'skipped',
      line: this.#lines,
      reason: `a paper without the line that begins with arXiv: and its id ("${excerpt(line, 60)}")`,
    });
  }

  #finish(end: EntryEnd): void {
    if (this.#entry === undefined) return;
    this.#found.push(finishEntry(this.#entry, end, this.#seenAt));
    this.#entry = undefined;
  }
}

const ENTRY = new RegExp(
  String.raw`^\\\\[ \t]*\r?\n(?:arXiv:|Paper(?:[ \t]*\(\*cross-listing\*\))?:[ \t]?)${PAPER_ID_PATTERN}(?:[ \t]*\(\*cross-listing\*\))?[ \t]*\r?\n(?:From:|Date:|replaced with revised version|figures added|part added)`,
  'im',
);
const PERIOD = /^[ \t]*received from[ \t]+\w{3}[ \t]+\d{1,2}[ \t]\w{3}[ \t]\d{2}\b[^\n]{0,40}\bto[ \t]/m;

/** True for the text (about its first 64 KB) of an e-mail listing: it holds a paper, or the period of a message that has none. */
export function looksLikeMail(head: string): boolean {
  return ENTRY.test(head) || (PERIOD.test(head) && /^-{60,}\s*$/m.test(head));
}
