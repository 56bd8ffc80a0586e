import { formatDay } from '../core/day.ts';
import { UpstreamError } from '../core/errors.ts';
import type { SourceState } from '../core/ports.ts';
import { type FeedPage, fetchFeed, markOf } from '../sources/feed-page.ts';
import { categoryState } from './category.ts';
import { addPage, each, emptyReport, newestOf, type SyncReport } from './report.ts';
import { idOf, readFrom, type SyncParts, stateOf, stopOf } from './state.ts';

/** The name under which the state of a category's feed is kept. */
export function feedState(category: string): string {
  return `Feed ${category}`;
}

/**
 * Reads the daily feed of a category: a hint at new papers, for when OAI-PMH is late. No reading of OAI-PMH is ever spared for
 * it, because feeds hide versions from the sixth on, edits of the abstract page, and what goes beyond 2,000 items.
 *
 * Throws UpstreamError when the feed shows papers older than those that OAI-PMH had before the day of this feed: arXiv is known
 * to put a fresh date on a stale feed, and that must not look like a quiet day.
 */
export async function readFeedHint(category: string, parts: SyncParts): Promise<SyncReport> {
  return readFrom(feedState(category), parts, async (state) => {
    const report = emptyReport();
    const seenAt = parts.now().toISOString();
    const page = await fetchFeed(parts.client, parts.urls.rss, category, {
      seenAt,
      mark: markOf(state),
      ...stopOf(parts),
    });
    if (page !== undefined) {
      addPage(report, await parts.library.add(each(page.items), stopOf(parts)));
      parts.onPage?.(report.papers);
      refuseStale(category, page, await stateOf(categoryState(category), parts));
    }
    await parts.store.saveSourceState({
      name: state.name,
      lastSuccess: seenAt,
      ...idOf(newestOf(state.newestId, page?.items ?? [])),
      ...(page === undefined ? markOf(state) : page.mark),
    });
    return report;
  });
}

function refuseStale(category: string, feed: FeedPage, oai: SourceState): void {
  const { newestId, lastSuccess } = oai;
  if (feed.pubDate === undefined || feed.newestId === undefined) return;
  if (newestId === undefined || lastSuccess === undefined) return;
  if (feed.pubDate <= lastSuccess || feed.newestId >= newestId) return;
  throw new UpstreamError(
    `arXiv's feed of ${category} is dated ${formatDay(feed.pubDate.slice(0, 10))}, but its newest paper is ${feed.newestId} and OAI-PMH had ${newestId} before.`,
  );
}
