import type { SourceItem } from '../core/ports.ts';
import type { AddReport } from '../library.ts';

/** What came of reading one followed thing. */
export type SyncReport = Pick<AddReport, 'papers' | 'new' | 'changed' | 'unchanged'> & {
  readonly skipped: number;
  /** Why the first of them were skipped. */
  readonly reasons: readonly string[];
  /** What whoever follows this should know: ids that arXiv does not know, papers that were not looked at. */
  readonly warning?: string;
};

const MOST_REASONS = 5;

/** A report that grows page by page. */
export type GrowingReport = { -readonly [key in keyof SyncReport]: SyncReport[key] };

export function emptyReport(): GrowingReport {
  return { papers: 0, new: 0, changed: 0, unchanged: 0, skipped: 0, reasons: [] };
}

export function addPage(total: GrowingReport, page: AddReport): void {
  total.papers += page.papers;
  total.new += page.new;
  total.changed += page.changed;
  total.unchanged += page.unchanged;
  total.skipped += page.skipped.length + page.moreSkipped;
  total.reasons = [...total.reasons, ...page.skipped.map(({ reason }) => reason)].slice(0, MOST_REASONS);
}

/** The newest id among those known before and these. Ids of today's form grow with time; older ones say nothing of it. */
export function newestOf(known: string | undefined, items: readonly SourceItem[]): string | undefined {
  return items.reduce((best, item) => {
    const id = item.kind === 'record' ? item.record.paper.id : '';
    return /^\d{4}\.\d{5}$/.test(id) && id > (best ?? '') ? id : best;
  }, known);
}

export async function* each<T>(items: readonly T[]): AsyncIterable<T> {
  yield* items;
}
