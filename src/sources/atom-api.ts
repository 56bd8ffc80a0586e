import type { PaperReader, SourceItem } from '../core/ports.ts';
import { type EntryProblem, readEntry } from './atom-api-entry.ts';
import { fieldText } from './listing-fields.ts';
import { withStatement } from './withdrawn.ts';
import { readXml, type XmlElement } from './xml.ts';

/** What an answer says about itself. It comes last, once, also when the answer is broken. */
export type AtomEnvelope = {
  readonly kind: 'envelope';
  /** How many papers match. More than came, with an empty page, is a known fault of arXiv: ask for the page again. */
  readonly totalResults?: number;
  readonly startIndex?: number;
  /** The number asked for, not the number that came. */
  readonly itemsPerPage?: number;
  /** arXiv's message when it refused the question. */
  readonly error?: string;
  /** How many places were no proper XML; the answer is complete when there are none. */
  readonly faults: number;
};

type Writable = { -readonly [key in keyof AtomEnvelope]: AtomEnvelope[key] };

const COUNTS = ['totalResults', 'startIndex', 'itemsPerPage'] as const;

/** Answers of arXiv's Atom API, of today's shape and of the one before 2025. */
export const atomApiReader: PaperReader = {
  format: 'Atom API',
  async *read(text, seenAt) {
    for await (const item of readAtomApi(text, seenAt)) if (item.kind !== 'envelope') yield item;
  },
};

/**
 * Reads an answer as it comes in: records and skipped places in their order, then its envelope. Holds one entry at a time; never
 * throws for what the text holds.
 */
export async function* readAtomApi(
  text: AsyncIterable<string>,
  seenAt: string,
): AsyncGenerator<SourceItem | AtomEnvelope> {
  const envelope: Writable = { kind: 'envelope', faults: 0 };
  let isEmpty = true;
  for await (const item of readXml(text, isWanted)) {
    if (item.kind === 'fault') {
      envelope.faults += 1;
      yield { kind: 'skipped', line: item.line, reason: item.reason };
      continue;
    }
    isEmpty = false;
    if (item.element.name !== 'entry') noteCount(envelope, item.element);
    else yield readItem(envelope, item.element, seenAt);
  }
  if (isEmpty && envelope.faults === 0) {
    yield { kind: 'skipped', line: 1, reason: 'no answer of the Atom API in this XML' };
  }
  yield envelope;
}

function isWanted(path: readonly string[], name: string): boolean {
  return name === 'entry' || (path.length === 1 && COUNTS.some((count) => count === name));
}

function readItem(envelope: Writable, element: XmlElement, seenAt: string): SourceItem {
  const paper = readEntry(element);
  if (!('problem' in paper)) {
    return { kind: 'record', record: { paper: withStatement(paper), source: 'api', seenAt } };
  }
  return { kind: 'skipped', line: element.line, reason: reasonOf(envelope, paper) };
}

function reasonOf(envelope: Writable, { problem, isError }: EntryProblem): string {
  if (isError === undefined) return problem;
  envelope.error ??= problem;
  return `arXiv answered "${problem}"`;
}

function noteCount(envelope: Writable, element: XmlElement): void {
  const name = COUNTS.find((count) => count === element.name);
  const text = fieldText([element.text]);
  if (name !== undefined && /^\d{1,12}$/.test(text)) envelope[name] = Number(text);
}
