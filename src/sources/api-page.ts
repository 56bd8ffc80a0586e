import { UpstreamError, UpstreamRefusal } from '../core/errors.ts';
import type { SourceItem } from '../core/ports.ts';
import { clip } from '../core/text.ts';
import { type Answer, ArxivBusy, type ArxivClient, UnusableAnswer } from './arxiv-client.ts';
import { readAtomApi } from './atom-api.ts';
import { createTolerance, textOf } from './body.ts';

/** Papers by search or by id (`2505.15811v2` is that version, `2505.15811` the current one). */
export type ApiQuestion = {
  readonly search?: string;
  readonly ids?: readonly string[];
  readonly start?: number;
  /** Papers on a page. */
  readonly size: number;
  readonly sort?: 'relevance' | 'submittedDate' | 'lastUpdatedDate';
  readonly order?: 'ascending' | 'descending';
  /** Papers are known to be there, so an empty page is a fault, whatever arXiv counts. */
  readonly notEmpty?: boolean;
};

export type ApiPage = {
  readonly items: readonly SourceItem[];
  /** Papers that match, on all pages. */
  readonly total: number;
};

export type ApiOptions = {
  /** ISO time written on the records. */
  readonly seenAt: string;
  readonly signal?: AbortSignal;
  readonly patienceMs?: number;
  readonly tries?: number;
};

/** The most ids in one question; with more the address gets too long for some servers on the way. */
export const IDS_AT_ONCE = 100;

/**
 * Asks arXiv's Atom API for one page. A damaged answer, and an empty one where papers were counted (a known fault), is asked
 * for again. Throws UpstreamError in words when that does not help, or when arXiv refuses the question.
 */
export async function fetchApiPage(
  client: ArxivClient,
  baseUrl: string,
  question: ApiQuestion,
  { seenAt, ...how }: ApiOptions,
): Promise<ApiPage> {
  const tolerates = createTolerance('</feed>');
  return client.read({ url: urlOf(baseUrl, question), ...how }, (answer) =>
    readPage(answer, question, seenAt, tolerates),
  );
}

const PAGE = 100;
const OTHER_PAGE = 60;

/** A page of a search. Some pairs of place and page size fail for good on arXiv's side; another size goes on. */
export async function fetchSearchPage(
  client: ArxivClient,
  baseUrl: string,
  question: Omit<ApiQuestion, 'ids' | 'size'>,
  options: ApiOptions,
): Promise<ApiPage> {
  try {
    return await fetchApiPage(client, baseUrl, { ...question, size: PAGE }, options);
  } catch (error) {
    const other = error instanceof UpstreamError && !(error instanceof ArxivBusy);
    if (!other || options.signal?.aborted === true) throw error;
    return await fetchApiPage(client, baseUrl, { ...question, size: OTHER_PAGE }, { ...options, tries: 2 });
  }
}

function urlOf(baseUrl: string, { search, ids, start, size, sort, order }: ApiQuestion): string {
  const url = new URL(baseUrl);
  const set = (name: string, value: string | number | undefined): void => {
    if (value !== undefined) url.searchParams.set(name, String(value));
  };
  set('search_query', search);
  set('id_list', ids?.join(','));
  set('start', start);
  set('max_results', size);
  set('sortBy', sort);
  set('sortOrder', order);
  return url.href;
}

async function readPage(
  answer: Answer,
  { start = 0, notEmpty = false }: ApiQuestion,
  seenAt: string,
  tolerates: (body: Uint8Array) => boolean,
): Promise<ApiPage> {
  const items: SourceItem[] = [];
  const body = answer.kind === 'answer' ? answer.body : new Uint8Array();
  for await (const item of readAtomApi(textOf(body), seenAt)) {
    if (item.kind !== 'envelope') {
      items.push(item);
      continue;
    }
    if (item.error !== undefined)
      throw new UpstreamRefusal(`arXiv (API) answered "${clip(item.error, 200)}".`);
    if (item.totalResults === undefined || (item.faults > 0 && !tolerates(body)))
      throw new UnusableAnswer('sent a damaged answer of its API');
    if (items.length === 0 && (item.totalResults > start || notEmpty))
      throw new UnusableAnswer('sent no papers where there are some');
    return { items, total: item.totalResults };
  }
  throw new UnusableAnswer('sent a damaged answer of its API');
}
