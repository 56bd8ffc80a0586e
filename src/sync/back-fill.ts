import type { Day } from '../core/day.ts';
import { categoryPart } from '../sources/api-search.ts';
import { readRange } from './range.ts';
import { addPage, each, emptyReport, type SyncReport } from './report.ts';
import { type SyncParts, stopOf } from './state.ts';

const SPACE = 'back-fill';

/** The papers of a category whose first version was submitted on these days (GMT), both included; until today when it names no end. */
export type BackFill = { readonly category: string; readonly from: Day; readonly until?: Day };

export type BackFillParts = Omit<SyncParts, 'onPage'> & {
  readonly onPage?: (progress: BackFillProgress) => void;
};

export type BackFillProgress = {
  /** Papers read in this run. */
  readonly done: number;
  /** Papers still to be read, as arXiv counts them. */
  readonly left: number;
  /** How long that takes at the pace of this run; unknown before the second page. */
  readonly leftMs: number | undefined;
};

/**
 * Reads the papers of a category and a period through the Atom API, oldest first. How far it came is kept after every page, so
 * that it may be interrupted at any moment and goes on there. OAI-PMH cannot do this: it knows no days of submission.
 */
export async function backFill(wanted: BackFill, parts: BackFillParts): Promise<SyncReport> {
  const { category, from, until } = wanted;
  const key = `${category} ${from} ${until ?? 'today'}`;
  const last = until === undefined ? parts.now().toISOString().slice(0, 16) : `${until}T23:59`;
  const begun = (await parts.store.notes.get(SPACE, key)) as { readonly reached: string } | undefined;
  const report = emptyReport();
  const started = parts.now().getTime();
  let asked = 0;
  const pages = readRange(
    categoryPart(category),
    { from: begun?.reached ?? `${from}T00:00`, until: last },
    { ...parts, apiUrl: parts.urls.api },
  );
  for await (const { items, reached, left } of pages) {
    addPage(report, await parts.library.add(each(items), stopOf(parts)));
    await parts.store.notes.set(SPACE, key, { reached });
    asked += 1;
    const pace = (parts.now().getTime() - started) / Math.max(1, report.papers);
    parts.onPage?.({ done: report.papers, left, leftMs: asked < 2 ? undefined : pace * left });
  }
  await parts.store.notes.delete(SPACE, key);
  return report;
}
