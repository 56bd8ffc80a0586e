import { UpstreamRefusal } from '../core/errors.ts';
import type { SourceItem } from '../core/ports.ts';
import { fetchApiPage } from '../sources/api-page.ts';
import { type SyncParts, stopOf } from './state.ts';

/** An answer may come short; what is missing is asked for again so often. */
const TRIES = 3;

/**
 * The current state of papers, as many as go into one question (`IDS_AT_ONCE`). Missing are those that arXiv does not know, or sent
 * damaged: it drops them without a word. Throws UpstreamError when answers stay short of what arXiv counts.
 */
export async function readByIds(
  ids: readonly string[],
  parts: SyncParts,
): Promise<{ readonly items: readonly SourceItem[]; readonly missing: readonly string[] }> {
  const items: SourceItem[] = [];
  let missing = ids;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const page = await fetchApiPage(
      parts.client,
      parts.urls.api,
      { ids: missing, size: missing.length },
      { seenAt: parts.now().toISOString(), ...stopOf(parts) },
    );
    items.push(...page.items);
    const came = new Set(
      page.items.flatMap((item) => (item.kind === 'record' ? [item.record.paper.id] : [])),
    );
    missing = missing.filter((id) => !came.has(id));
    if (missing.length === 0 || page.items.length >= page.total) return { items, missing };
  }
  throw new UpstreamRefusal('arXiv (API) sends only a part of the papers that it was asked for.');
}
