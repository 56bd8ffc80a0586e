import type { PaperReader, SourceItem } from '../core/ports.ts';
import { fieldText } from './listing-fields.ts';
import { readStamp } from './oai-fields.ts';
import { dayOfState, readOaiRecord } from './oai-record.ts';
import { readXml, type XmlElement } from './xml.ts';

/** What a document says about itself. It comes last, once, also when the document is broken. */
export type OaiEnvelope = {
  readonly kind: 'envelope';
  /** ISO time of the answer. */
  readonly responseDate?: string;
  /** Where the list goes on. Absent at the end of a list, but also when the document is cut: look at `faults`. */
  readonly resumptionToken?: string;
  /** `noRecordsMatch` means nothing new, `badResumptionToken` that the list is to be begun again. */
  readonly error?: { readonly code: string; readonly message: string };
  /** How many places were no proper XML; the document is complete when there are none. */
  readonly faults: number;
};

type Writable = { -readonly [key in keyof OaiEnvelope]: OaiEnvelope[key] };

/** OAI-PMH documents of arXiv, `arXivRaw` and `arXiv`, from its old and its new server, lists and single records. */
export const oaiReader: PaperReader = {
  format: 'OAI-PMH',
  async *read(text, seenAt) {
    for await (const item of readOai(text, seenAt)) {
      if (item.kind !== 'envelope') yield item;
      else if (item.error !== undefined && item.error.code !== 'noRecordsMatch') {
        yield {
          kind: 'skipped',
          line: 1,
          reason: `arXiv answered "${item.error.message}" (${item.error.code})`,
        };
      }
    }
  },
};

/**
 * Reads an OAI-PMH document as it comes in: records and skipped places in their order, then its envelope. Records carry the
 * document's own response date, or `seenAt` when it gives none. Holds one record at a time; never throws for what the text holds.
 */
export async function* readOai(
  text: AsyncIterable<string>,
  seenAt: string,
): AsyncGenerator<SourceItem | OaiEnvelope> {
  const envelope: Writable = { kind: 'envelope', faults: 0 };
  let isEmpty = true;
  for await (const item of readXml(text, isWanted)) {
    if (item.kind === 'fault') {
      envelope.faults += 1;
      yield { kind: 'skipped', line: item.line, reason: item.reason };
      continue;
    }
    isEmpty = false;
    if (item.element.name === 'record') yield readItem(item.element, envelope.responseDate ?? seenAt);
    else note(envelope, item.element);
  }
  if (isEmpty && envelope.faults === 0) {
    yield { kind: 'skipped', line: 1, reason: 'nothing of OAI-PMH in this XML' };
  }
  yield envelope;
}

function isWanted(path: readonly string[], name: string): boolean {
  if (name === 'record') return true;
  if (name === 'responseDate' || name === 'error') return path.length === 1 && path[0] === 'OAI-PMH';
  return name === 'resumptionToken' && path.length === 2;
}

function readItem(element: XmlElement, seenAt: string): SourceItem {
  const paper = readOaiRecord(element);
  if ('problem' in paper) return { kind: 'skipped', line: element.line, reason: paper.problem };
  const asOf = dayOfState(element);
  return { kind: 'record', record: { paper, source: 'oai', seenAt, ...(asOf !== undefined && { asOf }) } };
}

function note(envelope: Writable, element: XmlElement): void {
  const text = fieldText([element.text]);
  if (element.name === 'responseDate') {
    const moment = readStamp(text);
    if (moment !== undefined) envelope.responseDate = moment.at;
  } else if (element.name === 'error') {
    envelope.error ??= { code: element.attributes['code'] ?? '', message: text };
  } else if (text !== '') envelope.resumptionToken = text;
}
