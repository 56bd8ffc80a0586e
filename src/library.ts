import type { Change } from './core/change.ts';
import type { Clock } from './core/clock.ts';
import { UserError } from './core/errors.ts';
import { merge, sameFacts } from './core/merge.ts';
import { isPerson, parsePerson } from './core/names.ts';
import type { KnownPaper, Paper, PaperRecord } from './core/paper.ts';
import type {
  LibraryReader,
  SearchOptions,
  SearchResult,
  SourceItem,
  Store,
  StoreFacts,
} from './core/ports.ts';
import type { Query } from './core/query.ts';
import { bySimilarity, MOST_SIMILAR, similarQuery } from './core/similar.ts';
import { type CatchUpOptions, createIndexing, type IndexingParts } from './indexing.ts';

/** Records merged in one transaction: many enough to be quick, few enough that other writers get their turn. */
const BATCH = 500;
const REASONS_KEPT = 1_000;

/** What came of adding a source's records. `papers` are the records read; each is new, changed or unchanged. */
export type AddReport = {
  readonly papers: number;
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly skipped: readonly { readonly line: number; readonly reason: string }[];
  /** Skipped places beyond those listed. */
  readonly moreSkipped: number;
};

/** The group's papers: store and index in step. */
export type Library = LibraryReader & {
  /** Merges what a source brings, batch by batch, each in one transaction; what was stored before a fault stays. */
  add(items: AsyncIterable<SourceItem>, options?: AddOptions): Promise<AddReport>;
  /** Brings the index up to the store, whoever wrote to it. Rejects with the signal's reason when that fires first. */
  catchUp(options?: CatchUpOptions): Promise<void>;
  /** What the library holds, counted; needs no index. */
  counts(): Promise<StoreFacts>;
  /** Keeps the index for the next start and gives back what it holds, if it was opened. */
  closeIndex(): Promise<void>;
};

export type AddOptions = {
  /** Papers stored so far, after each batch. */
  readonly onProgress?: (papers: number) => void;
  /** Ends the work between two batches, rejecting with its reason; what is stored stays. */
  readonly signal?: AbortSignal;
};

export type LibraryParts = IndexingParts & {
  readonly store: Store;
  /** By which changes are dated; the machine's where absent. */
  readonly clock?: Pick<Clock, 'now'>;
};

/** Builds the library over a store and an index that shows a state of that store (an older one is caught up before it is asked). */
export function createLibrary(parts: LibraryParts): Library {
  const { store, clock = Date } = parts;
  const indexing = createIndexing(parts);
  const catchUp: Library['catchUp'] = (options) => indexing.catchUp(options);
  const search: LibraryReader['search'] = (query, options) =>
    query.similar === undefined
      ? indexing.search(query, options)
      : searchSimilar(query.similar.id, query, options);

  const searchSimilar = async (id: string, query: Query, options: SearchOptions): Promise<SearchResult> => {
    const paper = (await store.get([id])).get(id)?.paper;
    if (paper === undefined) {
      throw new UserError(
        `arXiv:${id} is not in this library, so nothing can be compared with it; /paper ${id} fetches it.`,
      );
    }
    const alike = similarQuery(paper, query);
    const { hits } = await indexing.search(alike, { sort: 'relevance', limit: MOST_SIMILAR, offset: 0 });
    const known = await store.get(hits.map((hit) => hit.id));
    const papers = new Map([...known].map(([key, { paper: one }]) => [key, one]));
    return bySimilarity(paper, hits, papers, options);
  };

  const papersOf = async (ids: readonly string[]): Promise<Paper[]> => {
    const known = await store.get(ids);
    return ids.flatMap((id) => known.get(id)?.paper ?? []);
  };

  return {
    search,
    catchUp,
    get: (ids) => store.get(ids),
    changesOf: (paperId) => store.changesOf(paperId),
    sourceStates: () => store.sourceStates(),
    async byAuthor(name) {
      const person = parsePerson(name);
      if (person === undefined) return [];
      const query: Query = {
        text: name,
        refs: [],
        terms: [{ text: name, phrase: true, field: 'author', excluded: false }],
        period: {},
      };
      const { hits } = await search(query, { sort: 'newest', limit: 10_000, offset: 0 });
      const papers = await papersOf(hits.map((hit) => hit.id));
      return papers.filter((paper) => (paper.authors ?? []).some((printed) => isPerson(person, printed)));
    },
    async facts() {
      const any: Query = { text: '', refs: [], terms: [], period: { from: '0001-01-01' } };
      const { hits } = await search(any, { sort: 'newest', limit: 1, offset: 0 });
      const [newest] = await papersOf(hits.map((hit) => hit.id));
      return { ...(await store.facts()), ...(newest === undefined ? {} : { newest }) };
    },
    async add(items, options = {}) {
      const report = await addAll({ store, clock }, items, options);
      // Somebody who has looked something up will again, and then should not wait.
      if (indexing.used) await catchUp(options.signal === undefined ? {} : { signal: options.signal });
      return report;
    },
    counts: () => store.facts(),
    closeIndex: () => indexing.close(),
  };
}

/** Reasons word for word, as many as are worth reading; the others are counted, so that a hopeless file cannot fill the memory. */
export type SkippedList = {
  readonly listed: readonly { readonly line: number; readonly reason: string }[];
  readonly more: number;
  add(line: number, reason: string): void;
};

export function createSkippedList(): SkippedList {
  const listed: { line: number; reason: string }[] = [];
  let more = 0;
  return {
    listed,
    get more() {
      return more;
    },
    add(line, reason) {
      if (listed.length < REASONS_KEPT) listed.push({ line, reason });
      else more += 1;
    },
  };
}

async function addAll(
  parts: Required<Pick<LibraryParts, 'store' | 'clock'>>,
  items: AsyncIterable<SourceItem>,
  options: AddOptions,
): Promise<AddReport> {
  const totals = { papers: 0, new: 0, changed: 0, unchanged: 0 };
  const skipped = createSkippedList();
  let batch: PaperRecord[] = [];
  const flush = async (): Promise<void> => {
    const outcome = await addBatch(parts, batch);
    totals.papers += batch.length;
    totals.new += outcome.new;
    totals.changed += outcome.changed;
    totals.unchanged += outcome.unchanged;
    batch = [];
    options.onProgress?.(totals.papers);
  };
  for await (const item of items) {
    options.signal?.throwIfAborted();
    if (item.kind === 'record') batch.push(item.record);
    else skipped.add(item.line, item.reason);
    if (batch.length >= BATCH) await flush();
  }
  if (batch.length > 0) await flush();
  return { ...totals, skipped: skipped.listed, moreSkipped: skipped.more };
}

async function addBatch(
  { store, clock }: Required<Pick<LibraryParts, 'store' | 'clock'>>,
  records: readonly PaperRecord[],
): Promise<{ new: number; changed: number; unchanged: number }> {
  return store.transaction(async (writer) => {
    const outcome = { new: 0, changed: 0, unchanged: 0 };
    const known = await writer.get([...new Set(records.map((record) => record.paper.id))]);
    const touched = new Map<string, KnownPaper>();
    const changes: Change[] = [];
    for (const record of records) {
      const before = known.get(record.paper.id);
      const merged = merge(before, record);
      if (before === undefined) outcome.new += 1;
      else if (sameFacts(before.paper, merged.paper.paper)) outcome.unchanged += 1;
      else outcome.changed += 1;
      known.set(record.paper.id, merged.paper);
      // A fact seen again only gets a later sighting; that is kept too, it says how fresh the fact is.
      if (JSON.stringify(before) !== JSON.stringify(merged.paper)) touched.set(record.paper.id, merged.paper);
      changes.push(...merged.changes);
    }
    if (touched.size > 0)
      await writer.put([...touched.values()], changes, new Date(clock.now()).toISOString());
    return outcome;
  });
}
