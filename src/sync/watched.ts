import { clip } from '../core/text.ts';
import { IDS_AT_ONCE } from '../sources/api-page.ts';
import { readByIds } from './by-ids.ts';
import { addPage, each, emptyReport, newestOf, type SyncReport } from './report.ts';
import { idOf, readFrom, type SyncParts, stopOf } from './state.ts';

/** The name under which the state of single papers is kept. */
export const WATCHED_STATE = 'Single papers';

/**
 * Reads the current state of single papers, many in one question. Ids that arXiv does not know are told in the report: it drops
 * them without a word. Throws UpstreamError when answers stay short of what arXiv counts.
 */
export async function syncPapers(ids: readonly string[], parts: SyncParts): Promise<SyncReport> {
  return readFrom(WATCHED_STATE, parts, async (state) => {
    const report = emptyReport();
    const started = parts.now();
    const unknown: string[] = [];
    let { newestId } = state;
    for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
      const { items, missing } = await readByIds(ids.slice(start, start + IDS_AT_ONCE), parts);
      addPage(report, await parts.library.add(each(items), stopOf(parts)));
      newestId = newestOf(newestId, items);
      parts.onPage?.(report.papers);
      // A paper that is here exists, whatever its record was damaged by this time.
      const here = await parts.library.get(missing);
      unknown.push(...missing.filter((id) => !here.has(id)));
    }
    if (unknown.length > 0) report.warning = `arXiv does not know ${clip(unknown.join(', '), 300)}.`;
    await parts.store.saveSourceState({
      name: state.name,
      lastSuccess: started.toISOString(),
      ...idOf(newestId),
      ...(report.warning === undefined ? {} : { warning: report.warning }),
    });
    return report;
  });
}
