import { easternDay, shiftDay } from '../core/day.ts';
import type { PaperReader, SourceItem } from '../core/ports.ts';
import { collapse } from '../core/text.ts';
import { type AnnounceType, type FeedForm, fullText, readItem } from './feed-item.ts';
import { readMailDate } from './mail-date.ts';
import { readXml, textOf, type XmlElement } from './xml.ts';

/** A paper with what only a feed tells: why it is in it, and when it was announced (ISO). */
export type FeedRecord = Extract<SourceItem, { kind: 'record' }> & {
  readonly announceType?: AnnounceType;
  readonly published?: string;
};

/** What the feed says of itself; always the last thing that is yielded. */
export type FeedChannel = {
  readonly kind: 'channel';
  /** Absent when it was no feed at all. */
  readonly form?: FeedForm;
  /** When the feed was made (ISO). arXiv is known to put a fresh time on stale papers. */
  readonly lastBuildDate?: string;
  /** The moment (ISO) of the announcement: midnight in US Eastern time. */
  readonly pubDate?: string;
  /** arXiv's message in place of papers. Not an empty day. */
  readonly error?: string;
  /** False when the feed is cut, damaged, or no feed: nobody may take it that all of the day was seen. */
  readonly complete: boolean;
};

export type FeedItem = FeedRecord | Extract<SourceItem, { kind: 'skipped' }> | FeedChannel;

/** Reads the daily feeds of rss.arxiv.org (RSS 2.0 and Atom) and the RSS 1.0 of before 2024 as papers. */
export const feedReader: PaperReader = {
  format: 'feed',
  async *read(text, seenAt) {
    for await (const item of readFeed(text, seenAt)) {
      if (item.kind === 'record') yield { kind: 'record', record: item.record };
      else if (item.kind === 'skipped') yield item;
    }
  },
};

/**
 * Reads a feed with what a sync has to know beside the papers: what each is announced as, and at the end whether the feed is
 * whole, when it was made and whether arXiv put an error in its place. One item is held at a time.
 */
export async function* readFeed(text: AsyncIterable<string>, seenAt: string): AsyncGenerator<FeedItem> {
  const feed = new FeedState();
  for await (const item of readXml(text, (path, name) => feed.wants(path, name))) {
    if (item.kind === 'fault') {
      feed.damaged = true;
      yield { kind: 'skipped', line: item.line, reason: `not well-formed: ${item.reason}` };
    } else if (ITEMS.has(item.element.name)) {
      yield feed.read(item.element, seenAt);
    } else {
      feed.note(item.element);
    }
  }
  yield* feed.end();
}

const FORMS: ReadonlyMap<string, FeedForm> = new Map([
  ['rss', 'rss'],
  ['feed', 'atom'],
  ['RDF', 'rdf'],
]);
const ITEMS: ReadonlySet<string> = new Set(['item', 'entry']);
/** Where papers stand, and what else is read there. */
const WANTED: Readonly<Record<FeedForm, { readonly path: string; readonly names: readonly string[] }>> = {
  rss: { path: 'rss/channel', names: ['item', 'title', 'description', 'lastBuildDate', 'pubDate'] },
  atom: { path: 'feed', names: ['entry', 'title', 'subtitle', 'updated'] },
  rdf: { path: 'RDF', names: ['item', 'channel'] },
};

class FeedState {
  damaged = false;
  #root: string | undefined;
  #form: FeedForm | undefined;
  #lastBuildDate: string | undefined;
  #pubDate: string | undefined;
  #description = '';
  #isError = false;
  #titleLine = 1;
  #error: string | undefined;

  wants(path: readonly string[], name: string): boolean {
    if (path.length === 0) {
      this.#root = name;
      this.#form = FORMS.get(name);
    }
    if (this.#form === undefined) return false;
    const wanted = WANTED[this.#form];
    return wanted.names.includes(name) && path.join('/') === wanted.path;
  }

  note(element: XmlElement): void {
    const text = collapse(element.text);
    if (element.name === 'title') this.#isError = isErrorTitle(text);
    if (element.name === 'title' || element.name === 'channel') this.#titleLine = element.line;
    if (element.name === 'description' || element.name === 'subtitle') this.#description = text;
    if (element.name === 'lastBuildDate' || element.name === 'updated') this.#lastBuildDate = momentOf(text);
    if (element.name === 'pubDate') this.#pubDate = momentOf(text);
    if (element.name === 'channel') {
      this.#lastBuildDate = momentOf(textOf(element, 'date') ?? '');
      this.#isError = isErrorTitle(textOf(element, 'title') ?? '');
      this.#description = textOf(element, 'description') ?? '';
    }
  }

  read(element: XmlElement, seenAt: string): FeedItem {
    const form = this.#form ?? 'rss';
    if (this.#isError || isErrorItem(element)) {
      const own = element.children.find(({ name }) => name === 'description' || name === 'summary');
      this.#error = (own === undefined ? '' : collapse(fullText(own))) || this.#description || NO_MESSAGE;
      return this.#told(element.line, this.#error);
    }
    const item = readItem(element, form);
    if ('problem' in item) return { kind: 'skipped', line: element.line, reason: item.problem };
    const published = momentOf(textOf(element, 'pubDate') ?? textOf(element, 'published') ?? '');
    if (form === 'atom') this.#pubDate ??= published;
    return {
      kind: 'record',
      record: { paper: item.paper, source: 'feed', seenAt, ...asOf(item.announceType, published) },
      ...(item.announceType === undefined ? {} : { announceType: item.announceType }),
      ...(published === undefined ? {} : { published }),
    };
  }

  *end(): Generator<FeedItem> {
    if (this.#form === undefined && !this.damaged) {
      const what = this.#root === undefined ? 'there is nothing in it' : `it begins with <${this.#root}>`;
      yield { kind: 'skipped', line: 1, reason: `not a feed of arXiv: ${what}` };
    }
    if (this.#isError && this.#error === undefined) {
      this.#error = this.#description || NO_MESSAGE;
      yield this.#told(this.#titleLine, this.#error);
    }
    const [form, lastBuildDate, pubDate, error] = [
      this.#form,
      this.#lastBuildDate,
      this.#pubDate,
      this.#error,
    ];
    yield {
      kind: 'channel',
      ...(form === undefined ? {} : { form }),
      ...(lastBuildDate === undefined ? {} : { lastBuildDate }),
      ...(pubDate === undefined ? {} : { pubDate }),
      ...(error === undefined ? {} : { error }),
      complete: form !== undefined && error === undefined && !this.damaged,
    };
  }

  #told(line: number, message: string): FeedItem {
    return { kind: 'skipped', line, reason: `arXiv sent an error in place of papers: ${message}` };
  }
}

const NO_MESSAGE = 'it does not say which';

function isErrorTitle(text: string): boolean {
  return /^Feed error for query\b/i.test(text);
}

function isErrorItem(element: XmlElement): boolean {
  return (
    isErrorTitle(textOf(element, 'title') ?? '') || (textOf(element, 'id') ?? '').includes('/api/errors')
  );
}

/**
 * The first day on which what is announced at an Eastern midnight can have been submitted: two days before (what comes until
 * 14:00 is announced that evening), and four on Monday and Tuesday. Not the day of the announcement: the exact record of the same
 * version, and what is changed in it later, must not count as older. A cross-list can be of a paper of any age.
 */
function asOf(type: AnnounceType | undefined, published: string | undefined): { asOf?: string } {
  if (published === undefined || type === undefined || type === 'cross') return {};
  const day = easternDay(published);
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return { asOf: shiftDay(day, weekday === 1 || weekday === 2 ? -4 : -2) };
}

/** RSS writes times as e-mail does, Atom and RDF as ISO. */
function momentOf(text: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)$/.test(text)) return readMailDate(text)?.at;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
