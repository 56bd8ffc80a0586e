import { shiftDay } from '../core/day.ts';
import { UpstreamError } from '../core/errors.ts';
import type { SourceItem, SourceState, Store } from '../core/ports.ts';
import type { AddReport, Library } from '../library.ts';
import type { ArxivClient } from '../sources/arxiv-client.ts';
import { fetchOaiPage, type OaiPage, oaiSetOf } from '../sources/oai-page.ts';

/** A category that was never read begins with the changes of so many days; older papers are what a back-fill is for. */
const FIRST_DAYS = 7;

export type SyncParts = {
  readonly client: ArxivClient;
  readonly library: Pick<Library, 'add'>;
  readonly store: Pick<Store, 'sourceStates' | 'saveSourceState'>;
  readonly oaiUrl: string;
  readonly now: () => Date;
  readonly signal?: AbortSignal;
  /** Told after every page. */
  readonly onPage?: (category: string, papers: number) => void;
};

export type SyncReport = Pick<AddReport, 'papers' | 'new' | 'changed' | 'unchanged'> & {
  readonly skipped: number;
};

/** The name under which a category's state is kept. */
export function sourceNameOf(category: string): string {
  return `OAI-PMH ${category}`;
}

/**
 * Reads what changed in a category since it was last read: OAI-PMH by its own days, with one day of overlap, page by page. Where
 * it stands is kept after every page, so that a reading that breaks off, by whatever, goes on there. Throws UpstreamError in
 * words when arXiv does not play along; that is remembered too, and what came before is kept.
 */
export async function syncCategory(category: string, parts: SyncParts): Promise<SyncReport> {
  const name = sourceNameOf(category);
  const known = (await parts.store.sourceStates()).find((state) => state.name === name) ?? { name };
  try {
    return await readPages(category, known, parts);
  } catch (error) {
    if (error instanceof UpstreamError && parts.signal?.aborted !== true) {
      const last = (await parts.store.sourceStates()).find((state) => state.name === name) ?? known;
      const lastError = { at: parts.now().toISOString(), message: error.message };
      await parts.store.saveSourceState({ ...last, lastError });
    }
    throw error;
  }
}

async function readPages(category: string, state: SourceState, parts: SyncParts): Promise<SyncReport> {
  const total = { papers: 0, new: 0, changed: 0, unchanged: 0, skipped: 0 };
  const from = state.cursor?.from ?? shiftDay(parts.now().toISOString().slice(0, 10), -FIRST_DAYS);
  let { token, begun } = state.cursor ?? {};
  let { newestId } = state;
  const tokens = new Set<string>();
  let restarted = false;
  for (;;) {
    const page = await ask(category, from, token, parts);
    if (page.expired) {
      // Tokens live a day. The list is begun again; what is known already changes nothing.
      if (token === undefined || restarted)
        throw new UpstreamError('arXiv (OAI-PMH) does not take its own token.');
      restarted = true;
      [token, begun] = [undefined, undefined];
      continue;
    }
    const report = await parts.library.add(
      each(page.items),
      parts.signal === undefined ? {} : { signal: parts.signal },
    );
    add(total, report);
    newestId = newest(newestId, page.items);
    begun ??= page.responseDate ?? parts.now().toISOString();
    parts.onPage?.(category, total.papers);
    if (page.token === undefined) break;
    if (tokens.has(page.token))
      throw new UpstreamError('arXiv (OAI-PMH) sends the same page again and again.');
    tokens.add(page.token);
    token = page.token;
    await parts.store.saveSourceState({ ...state, cursor: { from, token, begun }, ...idOf(newestId) });
  }
  // A success takes the last error away. The next reading begins a day before this one did: its changes may still have been
  // coming in.
  await parts.store.saveSourceState({
    name: state.name,
    cursor: { from: shiftDay(begun.slice(0, 10), -1) },
    lastSuccess: parts.now().toISOString(),
    ...idOf(newestId),
  });
  return total;
}

function idOf(newestId: string | undefined): Pick<SourceState, 'newestId'> {
  return newestId === undefined ? {} : { newestId };
}

async function ask(
  category: string,
  from: string,
  token: string | undefined,
  parts: SyncParts,
): Promise<OaiPage> {
  const question = token === undefined ? { set: oaiSetOf(category), from } : { token };
  const seenAt = parts.now().toISOString();
  return fetchOaiPage(parts.client, parts.oaiUrl, question, {
    seenAt,
    ...(parts.signal === undefined ? {} : { signal: parts.signal }),
  });
}

function add(total: { -readonly [key in keyof SyncReport]: SyncReport[key] }, report: AddReport): void {
  total.papers += report.papers;
  total.new += report.new;
  total.changed += report.changed;
  total.unchanged += report.unchanged;
  total.skipped += report.skipped.length + report.moreSkipped;
}

/** Ids of today's form grow with time. */
function newest(known: string | undefined, items: readonly SourceItem[]): string | undefined {
  return items.reduce((best, item) => {
    const id = item.kind === 'record' ? item.record.paper.id : '';
    return /^\d{4}\.\d{5}$/.test(id) && id > (best ?? '') ? id : best;
  }, known);
}

async function* each(items: readonly SourceItem[]): AsyncIterable<SourceItem> {
  yield* items;
}
