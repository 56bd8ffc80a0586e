import { UpstreamRefusal } from '../core/errors.ts';
import type { SourceItem } from '../core/ports.ts';
import { clip } from '../core/text.ts';
import { type ArxivClient, UnusableAnswer } from './arxiv-client.ts';
import { textOf } from './body.ts';
import { readFeed } from './feed.ts';

/** It is only a hint: nobody waits long for it. */
const TRIES = 2;

export type FeedPage = {
  /** The papers that are new, and the places that were not understood. */
  readonly items: readonly SourceItem[];
  /** The moment (ISO) of the announcement it is for. */
  readonly pubDate?: string;
  /** The newest id among new and cross-listed papers; absent when none is new, for then it says nothing. */
  readonly newestId?: string;
  /** What the answer says of itself, by which the next question can ask for another one only. */
  readonly mark: Mark;
};

export type Mark = { readonly etag?: string; readonly lastModified?: string };

export type FeedOptions = {
  readonly seenAt: string;
  /** What the last answer said of itself. */
  readonly mark: Mark;
  readonly signal?: AbortSignal;
};

/**
 * Asks for the daily feed of a category; undefined when it is the one that was seen last. Only new papers are taken from it: of a
 * new version it tells too little, and what it leaves out (comments, journal reference) would be missing from the news for good. A feed that is cut or damaged counts
 * for nothing and is asked for again. Throws UpstreamError in words when arXiv put an error in its place.
 */
export async function fetchFeed(
  client: ArxivClient,
  baseUrl: string,
  category: string,
  { seenAt, mark, signal }: FeedOptions,
): Promise<FeedPage | undefined> {
  const request = {
    url: `${baseUrl.replace(/\/$/, '')}/${category}`,
    tries: TRIES,
    ...mark,
    ...(signal === undefined ? {} : { signal }),
  };
  return client.read(request, async (answer) => {
    if (answer.kind === 'unchanged') return undefined;
    return { ...(await readPage(answer.body, seenAt)), mark: markOf(answer) };
  });
}

/** The mark in an answer, or of what is remembered of one. */
export function markOf({ etag, lastModified }: Mark): Mark {
  return {
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  };
}

async function readPage(body: Uint8Array, seenAt: string): Promise<Omit<FeedPage, 'mark'>> {
  const items: SourceItem[] = [];
  let newest = '';
  let hasNew = false;
  for await (const item of readFeed(textOf(body), seenAt)) {
    if (item.kind === 'record') {
      const { id } = item.record.paper;
      const isNew = item.announceType === 'new';
      if (isNew) items.push({ kind: 'record', record: item.record });
      if ((isNew || item.announceType === 'cross') && id > newest) newest = id;
      hasNew ||= isNew;
    } else if (item.kind === 'skipped') items.push(item);
    else {
      if (item.error !== undefined)
        throw new UpstreamRefusal(`arXiv (feed) answered "${clip(item.error, 200)}".`);
      if (!item.complete) break;
      return {
        items,
        ...(item.pubDate === undefined ? {} : { pubDate: item.pubDate }),
        ...(hasNew ? { newestId: newest } : {}),
      };
    }
  }
  throw new UnusableAnswer('sent a damaged feed');
}
