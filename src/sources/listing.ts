import type { PaperReader, SourceItem } from '../core/ports.ts';
import { splitLines } from './lines.ts';
import { isDatesLine } from './listing-fields.ts';
import { hasResultCount, isPagePart } from './listing-furniture.ts';
import { type ListingHead, parseHead } from './listing-head.ts';
import {
  type Draft,
  type End,
  excerpt,
  finishDraft,
  MAX_ITEM_LENGTH,
  newDraft,
  PARTS,
} from './listing-item.ts';
import { addText, canStart, isAuthorsLine, type Line } from './listing-parts.ts';

/**
 * Reads a search page of arXiv that was copied or dumped as text, in every dialect that browsers, text browsers and extractors
 * make of it. A record is yielded as soon as the next result (or the end) is seen; what is not understood is yielded as
 * skipped with its line. Holds one result at a time, of at most 256 KB of text, and what one batch of lines brought.
 */
export const listingReader: PaperReader = {
  format: 'listing',
  async *read(text, seenAt) {
    const parser = new ListingParser(seenAt);
    for await (const lines of splitLines(text)) {
      for (const line of lines) parser.push(line);
      yield* parser.take();
    }
    parser.end();
    yield* parser.take();
  },
};

/** A title has one line, or a few when a text browser wrapped it. */
const MAX_TITLE_LINES = 12;
/** How far behind a doubtful first line its Authors line may stand. */
const AUTHORS_WITHIN = 12;

class ListingParser {
  readonly #seenAt: string;
  #found: SourceItem[] = [];
  #lines = 0;
  #draft: Draft | undefined;
  /** Outside of results: the tail of a result without its beginning has been told of already. */
  #toldOrphan = false;
  /** A record or a reason was found; the page's heading counts results. */
  #told = false;
  #promised = false;
  /** Lines from one on that is either the first of a result or the wrapped text of the one before; undecided. */
  #doubt: { readonly head: ListingHead; readonly lines: Line[] } | undefined;

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
    this.#line({ number: this.#lines, text: oneBlank(raw).trim() });
  }

  end(): void {
    while (this.#doubt !== undefined) this.#settle(false);
    this.#finish('end');
    if (this.#told || !this.#promised) return;
    this.#tell({
      kind: 'skipped',
      line: 1,
      reason: 'there is no result on this page; select the whole page of results, copy it again',
    });
  }

  #line(line: Line): void {
    if (this.#doubt !== undefined) this.#weigh(this.#doubt, line);
    else if (line.text === '') this.#blank();
    else this.#content(line);
  }

  #blank(): void {
    if (this.#draft === undefined) return;
    this.#draft.afterBlank = true;
    this.#draft.closed = true;
  }

  #content(line: Line): void {
    const head = canBeHead(line.text) ? parseHead(line.text) : undefined;
    if (head === undefined) this.#text(line);
    else if (this.#isSure(head)) this.#open(line, head);
    else if (this.#isPossible()) this.#doubt = { head, lines: [line] };
    else this.#text(line);
  }

  /** Links, a list number or a blank line before it make a first line sure; a bare id may be wrapped text. */
  #isSure(head: ListingHead): boolean {
    const draft = this.#draft;
    if (head.formats !== undefined || draft === undefined || draft.afterBlank) return true;
    return head.numbered && canStart(draft);
  }

  #isPossible(): boolean {
    const draft = this.#draft;
    return draft !== undefined && partOf(draft) >= PARTS.indexOf('authors') && canStart(draft);
  }

  #weigh(doubt: { readonly head: ListingHead; readonly lines: Line[] }, line: Line): void {
    doubt.lines.push(line);
    if (isAuthorsLine(line.text)) this.#settle(true);
    else if (doubt.lines.length > AUTHORS_WITHIN || isDatesLine(line.text)) this.#settle(false);
    else if (canBeHead(line.text) && parseHead(line.text)?.formats !== undefined) this.#settle(false);
  }

  #settle(isHead: boolean): void {
    const doubt = this.#doubt;
    const first = doubt?.lines[0];
    if (doubt === undefined || first === undefined) return;
    this.#doubt = undefined;
    if (isHead) this.#open(first, doubt.head);
    else this.#text(first);
    for (const line of doubt.lines.slice(1)) this.#line(line);
  }

  #open(line: Line, head: ListingHead): void {
    this.#finish('next');
    this.#draft = newDraft(line.number, head);
    this.#toldOrphan = false;
  }

  #finish(end: End): void {
    if (this.#draft === undefined) return;
    this.#tell(...finishDraft(this.#draft, end, this.#seenAt));
    this.#draft = undefined;
  }

  #text(line: Line): void {
    const draft = this.#draft;
    if (draft === undefined) {
      this.#outside(line);
      return;
    }
    draft.size += line.text.length;
    if (draft.size > MAX_ITEM_LENGTH) {
      this.#abandon('too-long');
    } else if (isPagePart(line.text)) {
      this.#finish('end');
    } else if (isOfAnother(draft, line.text)) {
      this.#toldOrphan = draft.inStray;
      this.#finish('next');
      this.#outside(line);
    } else {
      addText(draft, line);
      if (draft.texts.title.length > MAX_TITLE_LINES) this.#abandon('no-authors');
      draft.afterBlank = false;
    }
  }

  /** Gives a result up and waits for the next one; its remaining lines are told of with it. */
  #abandon(end: End): void {
    this.#finish(end);
    this.#toldOrphan = true;
  }

  #tell(...items: readonly SourceItem[]): void {
    this.#found.push(...items);
    if (items.length > 0) this.#told = true;
  }

  #outside({ number, text }: Line): void {
    if (hasResultCount(text)) this.#promised = true;
    const dates = isDatesLine(text);
    if (!dates && !isAuthorsLine(text)) return;
    const told = this.#toldOrphan;
    // One report for each paper: its dates line comes after its authors, and whose authors come next is another.
    this.#toldOrphan = !dates;
    if (told) return;
    this.#tell({
      kind: 'skipped',
      line: number,
      reason: `a paper without the line that begins with arXiv: and its id ("${excerpt(text, 60)}"); the page seems to be cut above, so copy the whole page again`,
    });
  }
}

/** Every kind of blank becomes the plain one, as the words of labels are looked for with it. */
function oneBlank(line: string): string {
  return /[^\S ]/.test(line) ? line.replace(/[^\S ]/g, ' ') : line;
}

/** Cheap test before the costly one. */
function canBeHead(text: string): boolean {
  const at = text.indexOf('arXiv:');
  return at >= 0 && at < 20;
}

function partOf(draft: Draft): number {
  return PARTS.indexOf(draft.part);
}

/** A second Authors or Submitted line in one result: the first line of the next result was lost. */
function isOfAnother(draft: Draft, text: string): boolean {
  return (
    partOf(draft) >= PARTS.indexOf('dates') && canStart(draft) && (isAuthorsLine(text) || isDatesLine(text))
  );
}
