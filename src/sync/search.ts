import { isPerson, parsePerson } from '../core/names.ts';
import type { PaperRecord } from '../core/paper.ts';
import type { SourceItem, SourceState } from '../core/ports.ts';
import { canHold, type Query, type Term } from '../core/query.ts';
import { fetchSearchPage } from '../sources/api-page.ts';
import { apiSearchOf } from '../sources/api-search.ts';
import { readRange } from './range.ts';
import { addPage, each, emptyReport, type GrowingReport, newestOf, type SyncReport } from './report.ts';
import { idOf, readFrom, type SyncParts, sinceOf, stopOf } from './state.ts';

/** A search that was never read begins with the papers of so many days. */
const FIRST_DAYS = 7;
/** Where somebody wants to be told from a day on, it begins with that, or with so many days: who wants more can back-fill a category. */
const MOST_DAYS = 92;
/** A paper is found only after its announcement, which weekends, holidays and moderators hold back for so many days. */
const HELD_BACK_DAYS = 14;
/** New versions are looked for newest first, so far down: arXiv serves 10,000 results of one question. */
const DEEPEST = 9_900;

const PREFIX = 'Search ';

/** The name under which a search's state is kept. */
export function searchState(query: Query): string {
  return `${PREFIX}${query.text}`;
}

export function isSearchState(name: string): boolean {
  return name.startsWith(PREFIX);
}

/** One reading of a search. */
type Reading = {
  readonly query: Query;
  readonly search: string;
  readonly state: SourceState;
  /** The minute from which on it is read, where that is earlier than what was read before. */
  readonly earlier?: string;
  readonly started: Date;
  readonly report: GrowingReport;
  readonly parts: SyncParts;
};

/**
 * Reads what a search finds that was submitted, or got a new version, since it was last read. The Atom API knows days of
 * submission only, so the last two weeks are always read again; what is known already changes nothing.
 */
export async function syncSearch(query: Query, parts: SyncParts): Promise<SyncReport> {
  return readFrom(searchState(query), parts, async (state) => {
    const search = apiSearchOf(query) ?? '';
    const started = parts.now();
    const earlier = await earlierOf(query, state, { ...parts, started });
    const reading = { query, search, state, started, report: emptyReport(), parts, ...earlier };
    let newestId = await readNew(reading);
    newestId = await readUpdated(reading, newestId);
    const { warning } = reading.report;
    await parts.store.saveSourceState({
      name: state.name,
      cursor: { from: overlap(reading) },
      ...sinceOf(reading.earlier ?? state.since),
      lastSuccess: reading.started.toISOString(),
      ...idOf(newestId),
      ...(warning === undefined ? {} : { warning }),
    });
    return reading.report;
  });
}

/** Where a search that was never read begins, and one of which somebody wants to be told from an earlier day on than it was read. */
async function earlierOf(
  query: Query,
  { cursor, since = cursor?.from }: SourceState,
  { started, wantedFrom }: SyncParts & Pick<Reading, 'started'>,
): Promise<Pick<Reading, 'earlier'>> {
  const day = await wantedFrom?.(query);
  const wanted = day === undefined ? undefined : laterOf(`${day}T00:00`, minuteBefore(started, MOST_DAYS));
  if (since !== undefined) return wanted !== undefined && wanted < since ? { earlier: wanted } : {};
  const first = minuteBefore(started, FIRST_DAYS);
  return { earlier: wanted !== undefined && wanted < first ? wanted : first };
}

async function readNew(reading: Reading): Promise<string | undefined> {
  const { search, state, started, earlier, parts } = reading;
  const from = earlier ?? state.cursor?.from ?? minuteBefore(started, FIRST_DAYS);
  const until = minuteBefore(started, 0);
  let { newestId } = state;
  for await (const page of readRange(search, { from, until }, { ...parts, apiUrl: parts.urls.api })) {
    newestId = await addItems(reading, page.items, newestId);
    const reached = page.reached === until ? overlap(reading) : page.reached;
    const cursor = { from: reached, begun: begun(reading) };
    await parts.store.saveSourceState({
      ...state,
      cursor,
      ...sinceOf(earlier ?? state.since),
      ...idOf(newestId),
    });
  }
  return newestId;
}

/** The papers whose current version came lately, newest first, as far back as the last reading could have missed one. */
async function readUpdated(reading: Reading, known: string | undefined): Promise<string | undefined> {
  const { search, state, earlier, report, parts } = reading;
  const missed =
    state.lastSuccess === undefined
      ? (state.since ?? minuteBefore(new Date(begun(reading)), FIRST_DAYS))
      : minuteBefore(new Date(state.lastSuccess), HELD_BACK_DAYS);
  const oldest = earlier !== undefined && earlier < missed ? earlier : missed;
  let newestId = known;
  for (let start = 0; ; ) {
    const page = await fetchSearchPage(
      parts.client,
      parts.urls.api,
      { search, start, sort: 'lastUpdatedDate', order: 'descending' },
      { seenAt: parts.now().toISOString(), ...stopOf(parts) },
    );
    const fresh = page.items.filter((item) => lastMinute(item) >= oldest);
    newestId = await addItems(reading, fresh, newestId);
    start += page.items.length;
    if (fresh.length < page.items.length || start >= page.total) return newestId;
    if (start >= DEEPEST) {
      report.warning = `arXiv shows no more than its newest ${start.toLocaleString('en-US')} papers of so wide a search; follow a category instead.`;
      return newestId;
    }
  }
}

async function addItems(
  { query, report, parts }: Reading,
  items: readonly SourceItem[],
  newestId: string | undefined,
): Promise<string | undefined> {
  const wanted = meant(query, items);
  addPage(report, await parts.library.add(each(wanted), stopOf(parts)));
  parts.onPage?.(report.papers);
  return newestOf(newestId, wanted);
}

/** When the first of the readings in a row that did not come to their end was begun. */
function begun({ state, started }: Reading): string {
  return state.cursor?.begun ?? started.toISOString();
}

/** Where the next reading has to begin, for the sake of papers that were submitted before and are announced later. */
function overlap({ started }: Reading): string {
  return minuteBefore(started, HELD_BACK_DAYS);
}

/** arXiv finds namesakes too: of a person's papers only those are wanted that the person can have written. */
export function meant(query: Query, items: readonly SourceItem[]): readonly SourceItem[] {
  const condition = query.condition ?? {
    all: query.terms.filter((term) => !term.excluded).map((term) => ({ term })),
  };
  return items.filter(
    (item) =>
      item.kind !== 'record' ||
      canHold(condition, (part) => ('term' in part ? canBeBy(part.term, item.record.paper) : undefined)),
  );
}

/** Undefined where a name does not decide. */
function canBeBy(term: Term, paper: PaperRecord['paper']): boolean | undefined {
  const person = term.field === 'author' ? parsePerson(term.text) : undefined;
  if (person === undefined) return undefined;
  return (paper.authors ?? []).some((printed) => isPerson(person, printed));
}

/** What could not be read is passed on, so that it is counted. */
function lastMinute(item: SourceItem): string {
  if (item.kind === 'skipped') return '9999';
  return item.record.paper.versions?.at(-1)?.submittedAt?.slice(0, 16) ?? '9999';
}

function minuteBefore(moment: Date, days: number): string {
  return new Date(moment.getTime() - days * 86_400_000).toISOString().slice(0, 16);
}

function laterOf(one: string, other: string): string {
  return one > other ? one : other;
}
