import type { SourceItem } from '../core/ports.ts';
import { fetchSearchPage } from '../sources/api-page.ts';
import { submittedBetween } from '../sources/api-search.ts';
import type { ArxivClient } from '../sources/arxiv-client.ts';

export type RangeParts = {
  readonly client: ArxivClient;
  readonly apiUrl: string;
  readonly now: () => Date;
  readonly signal?: AbortSignal;
};

export type RangePage = {
  readonly items: readonly SourceItem[];
  /** Everything submitted before this minute (`YYYY-MM-DDTHH:MM`, GMT) has been yielded, with this page. */
  readonly reached: string;
  /** Papers that are still to come, as far as arXiv counts them. */
  readonly left: number;
};

/**
 * All papers that a search finds among those first submitted between two minutes (`YYYY-MM-DDTHH:MM`, GMT, both included),
 * oldest first, page by page. Each page begins with the minute that the one before it ended in, because arXiv serves no more
 * than 10,000 results of one question by their place; papers of that minute are yielded twice. A search of "" finds them all.
 */
export async function* readRange(
  search: string,
  range: { readonly from: string; readonly until: string },
  parts: RangeParts,
): AsyncGenerator<RangePage> {
  let { from } = range;
  let start = 0;
  let further = false;
  for (;;) {
    const period = submittedBetween(apiMinute(from), apiMinute(range.until));
    const page = await fetchSearchPage(
      parts.client,
      parts.apiUrl,
      {
        // In this order, for an ANDNOT holds to the end of the question.
        search: search === '' ? period : `${period} AND ${search}`,
        start,
        sort: 'submittedDate',
        order: 'ascending',
        // The minute that a further page begins with holds the paper that the page before it ended with.
        notEmpty: further,
      },
      {
        seenAt: parts.now().toISOString(),
        ...(parts.signal === undefined ? {} : { signal: parts.signal }),
      },
    );
    const count = start + page.items.length;
    const done = page.items.length === 0 || count >= page.total;
    const last = done ? undefined : lastMinute(page.items);
    if (last !== undefined && last > from) [from, start] = [last, 0];
    else start = count;
    yield { items: page.items, reached: done ? range.until : from, left: Math.max(0, page.total - count) };
    if (done) return;
    further = true;
  }
}

/** The minute of the last paper; undefined where they are not in order, for then it says nothing of those to come. */
function lastMinute(items: readonly SourceItem[]): string | undefined {
  const minutes = items.flatMap((item) => {
    const at = item.kind === 'record' ? item.record.paper.versions?.[0]?.submittedAt : undefined;
    return at === undefined ? [] : [at.slice(0, 16)];
  });
  const inOrder = minutes.every((minute, index) => index === 0 || minute >= (minutes[index - 1] ?? ''));
  return inOrder ? minutes.at(-1) : undefined;
}

/** `202511250830` from `2025-11-25T08:30`. */
function apiMinute(minute: string): string {
  return minute.replace(/\D/g, '');
}
