import { fetchApiPage, IDS_AT_ONCE } from '../sources/api-page.ts';
import { addPage, each, emptyReport, newestOf, type SyncReport } from './report.ts';
import { idOf, readFrom, type SyncParts, stopOf } from './state.ts';

/** The name under which the state of single papers is kept. */
export const WATCHED_STATE = 'Single papers';

/**
 * Reads the current state of single papers, many in one question. Ids that arXiv does not know are told in the report: it drops
 * them without a word.
 */
export async function syncPapers(ids: readonly string[], parts: SyncParts): Promise<SyncReport> {
  return readFrom(WATCHED_STATE, parts, async (state) => {
    const report = emptyReport();
    const answered = new Set<string>();
    let { newestId } = state;
    for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
      const some = ids.slice(start, start + IDS_AT_ONCE);
      const { items } = await fetchApiPage(
        parts.client,
        parts.urls.api,
        { ids: some, size: some.length },
        { seenAt: parts.now().toISOString(), ...stopOf(parts) },
      );
      for (const item of items) if (item.kind === 'record') answered.add(item.record.paper.id);
      addPage(report, await parts.library.add(each(items), stopOf(parts)));
      newestId = newestOf(newestId, items);
      parts.onPage?.(report.papers);
    }
    await parts.store.saveSourceState({
      name: state.name,
      lastSuccess: parts.now().toISOString(),
      ...idOf(newestId),
    });
    const unknown = ids.filter((id) => !answered.has(id));
    return unknown.length === 0 ? report : { ...report, unknown };
  });
}
