import { isPerson, parsePerson } from '../core/names.ts';
import type { SourceItem, SourceState } from '../core/ports.ts';
import type { Query } from '../core/query.ts';
import { fetchApiPage } from '../sources/api-page.ts';
import { apiSearchOf } from '../sources/api-search.ts';
import { readRange } from './range.ts';
import { addPage, each, emptyReport, type GrowingReport, newestOf, type SyncReport } from './report.ts';
import { idOf, readFrom, type SyncParts, stopOf } from './state.ts';

/** A search that was never read begins with the papers of so many days. */
const FIRST_DAYS = 7;
/** A paper is found only after its announcement, which weekends, holidays and moderators hold back for so many days. */
const HELD_BACK_DAYS = 14;
/** New versions are looked for on so many pages, newest first; a search that has more of them is one for a category. */
const MOST_UPDATES = 5;
const PAGE = 100;

/** The name under which a search's state is kept. */
export function searchState(query: Query): string {
  return `Search ${query.text}`;
}

/**
 * Reads what a search finds that was submitted, or got a new version, since it was last read. The Atom API knows days of
 * submission only, so the last two weeks are always read again; what is known already changes nothing.
 */
export async function syncSearch(query: Query, parts: SyncParts): Promise<SyncReport> {
  return readFrom(searchState(query), parts, async (state) => {
    const report = emptyReport();
    const until = parts.now();
    let newestId = await readNew(query, state, until, report, parts);
    newestId = await readUpdated(query, state, until, newestId, report, parts);
    await parts.store.saveSourceState({
      name: state.name,
      cursor: { from: minuteBefore(until, HELD_BACK_DAYS) },
      lastSuccess: parts.now().toISOString(),
      ...idOf(newestId),
    });
    return report;
  });
}

async function readNew(
  query: Query,
  state: SourceState,
  until: Date,
  report: GrowingReport,
  parts: SyncParts,
): Promise<string | undefined> {
  const from = state.cursor?.from ?? minuteBefore(until, FIRST_DAYS);
  let { newestId } = state;
  const pages = readRange(
    apiSearchOf(query) ?? '',
    { from, until: minuteBefore(until, 0) },
    { ...parts, apiUrl: parts.urls.api },
  );
  for await (const page of pages) {
    newestId = await addItems(meant(query, page.items), newestId, report, parts);
    await parts.store.saveSourceState({ ...state, cursor: { from: page.reached }, ...idOf(newestId) });
  }
  return newestId;
}

/** The papers whose current version came lately, newest first, as far back as the last reading could have missed one. */
async function readUpdated(
  query: Query,
  state: SourceState,
  until: Date,
  known: string | undefined,
  report: GrowingReport,
  parts: SyncParts,
): Promise<string | undefined> {
  const last = state.lastSuccess === undefined ? until : new Date(state.lastSuccess);
  const oldest = minuteBefore(last, state.lastSuccess === undefined ? FIRST_DAYS : HELD_BACK_DAYS);
  let newestId = known;
  let start = 0;
  for (let pages = 0; pages < MOST_UPDATES; pages += 1) {
    const page = await fetchApiPage(
      parts.client,
      parts.urls.api,
      {
        search: apiSearchOf(query) ?? '',
        start,
        size: PAGE,
        sort: 'lastUpdatedDate',
        order: 'descending',
      },
      { seenAt: parts.now().toISOString(), ...stopOf(parts) },
    );
    const fresh = page.items.filter((item) => lastMinute(item) >= oldest);
    newestId = await addItems(meant(query, fresh), newestId, report, parts);
    start += page.items.length;
    if (fresh.length < page.items.length || start >= page.total) break;
  }
  return newestId;
}

async function addItems(
  items: readonly SourceItem[],
  newestId: string | undefined,
  report: GrowingReport,
  parts: SyncParts,
): Promise<string | undefined> {
  addPage(report, await parts.library.add(each(items), stopOf(parts)));
  parts.onPage?.(report.papers);
  return newestOf(newestId, items);
}

/** arXiv finds namesakes too: of a person's papers only those are wanted that the person can have written. */
export function meant(query: Query, items: readonly SourceItem[]): readonly SourceItem[] {
  const people = query.terms
    .filter((term) => term.field === 'author' && !term.excluded)
    .map((term) => parsePerson(term.text));
  return items.filter(
    (item) =>
      item.kind !== 'record' ||
      people.every(
        (person) =>
          person === undefined ||
          (item.record.paper.authors ?? []).some((printed) => isPerson(person, printed)),
      ),
  );
}

/** What could not be read is passed on, so that it is counted. */
function lastMinute(item: SourceItem): string {
  if (item.kind === 'skipped') return '9999';
  return item.record.paper.versions?.at(-1)?.submittedAt?.slice(0, 16) ?? '9999';
}

function minuteBefore(moment: Date, days: number): string {
  return new Date(moment.getTime() - days * 86_400_000).toISOString().slice(0, 16);
}
