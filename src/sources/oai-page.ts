import { UpstreamRefusal } from '../core/errors.ts';
import type { SourceItem } from '../core/ports.ts';
import { clip } from '../core/text.ts';
import { type ArxivClient, UnusableAnswer } from './arxiv-client.ts';
import { createTolerance, textOf } from './body.ts';
import { readOai } from './oai.ts';

/** A list of records: one that is begun on a day, or one that goes on behind a token. */
export type OaiQuestion = { readonly set: string; readonly from: string } | { readonly token: string };

export type OaiPage = {
  readonly items: readonly SourceItem[];
  /** When the server answered, by its clock. ISO. */
  readonly responseDate?: string;
  /** Where the list goes on; absent at its end. */
  readonly token?: string;
  /** The token is no good any more: the list is to be begun again. */
  readonly expired: boolean;
};

const GROUPED =
  /^(?:astro-ph|cond-mat|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math-ph|nlin|nucl-ex|nucl-th|physics|quant-ph)(?:\.|$)/;

/** The OAI-PMH set of a category, as arXiv names them since March 2025: `cs:cs:LG`, `physics:hep-th`. */
export function oaiSetOf(category: string): string {
  const [archive = '', subject] = category.split('.');
  // The archive of that name, not the whole group with astro-ph and hep-th.
  if (category === 'physics') return 'physics:physics';
  const group = GROUPED.test(category) ? 'physics' : archive;
  return subject === undefined
    ? group === archive
      ? archive
      : `${group}:${archive}`
    : `${group}:${archive}:${subject}`;
}

/**
 * Asks for one page of records with their versions (`arXivRaw`). A page that is damaged (cut XML, an HTML page in its place) is
 * asked for again; a place in a whole page that stays damaged is a skipped item. Throws UpstreamError in words when the page
 * stays cut, or when arXiv refuses the question.
 */
export async function fetchOaiPage(
  client: ArxivClient,
  baseUrl: string,
  question: OaiQuestion,
  options: { readonly seenAt: string; readonly signal?: AbortSignal },
): Promise<OaiPage> {
  const tolerates = createTolerance('</OAI-PMH>');
  return client.read(
    {
      url: urlOf(baseUrl, question),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    },
    (answer) =>
      readPage(answer.kind === 'answer' ? answer.body : new Uint8Array(), {
        seenAt: options.seenAt,
        continued: 'token' in question,
        tolerates,
      }),
  );
}

function urlOf(baseUrl: string, question: OaiQuestion): string {
  const url = new URL(baseUrl);
  url.searchParams.set('verb', 'ListRecords');
  if ('token' in question) url.searchParams.set('resumptionToken', question.token);
  else {
    url.searchParams.set('metadataPrefix', 'arXivRaw');
    url.searchParams.set('set', question.set);
    url.searchParams.set('from', question.from);
  }
  return url.href;
}

type Reading = {
  readonly seenAt: string;
  /** It was asked for by a token, so the list is known to go on. */
  readonly continued: boolean;
  readonly tolerates: (body: Uint8Array) => boolean;
};

/** Errors that make a token useless. Asked for by its day, the same list can be had from its beginning. */
const TOKEN_ERRORS = new Set(['badResumptionToken', 'badArgument', 'noRecordsMatch']);

/** Of a damaged page nothing counts, least of all a missing token; unless it is only a record that stays damaged. */
async function readPage(body: Uint8Array, { seenAt, continued, tolerates }: Reading): Promise<OaiPage> {
  const items: SourceItem[] = [];
  for await (const item of readOai(textOf(body), seenAt)) {
    if (item.kind !== 'envelope') {
      items.push(item);
      continue;
    }
    const { faults, error, responseDate, resumptionToken } = item;
    const isOai = responseDate !== undefined || error !== undefined || resumptionToken !== undefined;
    // A list without a record does not end like this: then arXiv says that no records match.
    const isEmpty = items.length === 0 && error === undefined && resumptionToken === undefined;
    if (!isOai || isEmpty || (faults > 0 && !tolerates(body))) break;
    const expired = error !== undefined && continued && TOKEN_ERRORS.has(error.code);
    if (error !== undefined && error.code !== 'noRecordsMatch' && !expired) {
      throw new UpstreamRefusal(
        `arXiv (OAI-PMH) answered "${clip(error.message, 200)}" (${clip(error.code, 40)}).`,
      );
    }
    return {
      items: error === undefined ? items : [],
      expired,
      ...(responseDate === undefined ? {} : { responseDate }),
      ...(resumptionToken === undefined ? {} : { token: resumptionToken }),
    };
  }
  throw new UnusableAnswer('sent a damaged page of OAI-PMH');
}
