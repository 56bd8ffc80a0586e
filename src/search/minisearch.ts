import { setImmediate } from 'node:timers/promises';
import type {
  IndexBatch,
  IndexedDocument,
  SearchHit,
  SearchIndex,
  SearchOptions,
  SearchResult,
} from '../core/ports.ts';
import type { Query, Sort, Term } from '../core/query.ts';
import { fold } from '../core/text.ts';
import { buildInThread, putAll } from './build.ts';
import { lexiconOf } from './correct.ts';
import { applyFilters, isAuthor, isFilter } from './filters.ts';
import { GiveBack } from './give-back.ts';
import { emptyIndexes, type Indexes } from './indexes.ts';
import type { KeptIndex } from './kept-index.ts';
import { patient } from './lexicon.ts';
import { type Finder, matchedIn, matchedWords, termFinders, unitFinder } from './matched.ts';
import { type Ranking, rankWords, type Scored } from './rank.ts';
import { ReadDocuments } from './read-documents.ts';
import { DEEPEST, favourRecent } from './recency.ts';
import { loadSnapshot, saveSnapshot } from './snapshot.ts';
import { withNames } from './typed-names.ts';
import { type Correction, exactUnits, resolveUnits, type Unit } from './units.ts';
import { warmUp } from './warm-up.ts';

/** Words of a longer text are taken as they are: each one unknown takes milliseconds to correct, and the others say enough. */
const MOST_MENDED = 12;
/** Documents between two breaths of the event loop (about 20 ms). */
const BATCH = 20;

/** An empty index at state 0, in memory only: `save()` does nothing. */
export function createMiniSearchIndex(): SearchIndex {
  return new InMemoryIndex();
}

/** The same, for papers that thousands of queries are asked about: it keeps in mind which words they have. */
export function createIndexForMany(): SearchIndex {
  return new InMemoryIndex(undefined, { indexes: { ...emptyIndexes(), read: new ReadDocuments() }, seq: 0 });
}

/**
 * The index as it was last saved, or an empty one at state 0 when there is none or it cannot be used (damaged, of another
 * version, of another library). Never fails because of the file.
 */
export async function openMiniSearchIndex(kept: KeptIndex): Promise<SearchIndex> {
  const loaded = await loadSnapshot(kept.file, kept);
  if (!('indexes' in loaded)) {
    if (!loaded.missing) kept.log?.(loaded.reason);
    return new InMemoryIndex(kept);
  }
  await warmUp(loaded.indexes.documents, (query) => answerWhole(loaded.indexes, query));
  return new InMemoryIndex(kept, loaded);
}

/** Answers as a page of hits needs it. */
function answerWhole(indexes: Indexes, query: Query): void {
  const { hits } = searchIndexes(indexes, query, { sort: 'relevance', limit: 10, offset: 0 });
  for (const hit of hits) void hit.matched;
}

class InMemoryIndex implements SearchIndex {
  readonly #indexes: Indexes;
  readonly #kept: KeptIndex | undefined;
  #seq: number;
  #changed: boolean;
  /** Writers take turns: a put that waits between batches must not be overtaken. */
  #turn: Promise<void> = Promise.resolve();
  readonly #giveBack = new GiveBack();

  constructor(kept?: KeptIndex, loaded?: { readonly indexes: Indexes; readonly seq: number }) {
    this.#kept = kept;
    this.#indexes = loaded?.indexes ?? emptyIndexes();
    this.#seq = loaded?.seq ?? 0;
    this.#changed = loaded === undefined;
  }

  get seq(): number {
    return this.#seq;
  }

  get size(): number {
    return this.#indexes.documents.size;
  }

  put(documents: readonly IndexedDocument[], seq: number): Promise<void> {
    return this.#inTurn(async () => {
      for (const [index, document] of documents.entries()) {
        if (index > 0 && index % BATCH === 0) await setImmediate();
        if (putDocument(this.#indexes, document)) this.#changed = true;
      }
      settle(this.#indexes);
      if (seq !== this.#seq) this.#changed = true;
      this.#seq = seq;
      await this.worked(documents.length);
      await warmUp(this.#indexes.documents, (query) => answerWhole(this.#indexes, query));
    });
  }

  /** A kept index is built beside this one, by way of its file. */
  async putMany(
    batchesAfter: (seq: number) => AsyncIterable<IndexBatch>,
    onProgress?: (documents: number) => void,
  ): Promise<SearchIndex> {
    const kept = this.#kept;
    if (kept === undefined) return putAll(this, batchesAfter, onProgress);
    if (this.size > 0) await this.save();
    const seq = await buildInThread('minisearch', kept, batchesAfter, onProgress);
    const built = await openMiniSearchIndex({ ...kept, seq });
    this.#giveBack.worked(built.size);
    return built;
  }

  async successor(papers: number): Promise<SearchIndex | undefined> {
    return this.#kept?.successor?.(papers);
  }

  async search(query: Query, options: SearchOptions): Promise<SearchResult> {
    return searchIndexes(this.#indexes, query, options);
  }

  save(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#kept === undefined || !this.#changed) return;
      await saveSnapshot(this.#kept.file, this.#indexes, { library: this.#kept.library, seq: this.#seq });
      this.#changed = false;
    });
  }

  async close(): Promise<void> {
    await this.#turn;
  }

  /** After documents were indexed. */
  async worked(documents: number): Promise<void> {
    this.#giveBack.worked(documents);
    await this.#giveBack.between();
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work);
    // The next in turn does not care how this one ended; the caller of this one is told.
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

/** Adds or replaces; false when the very same document is already there. */
function putDocument(indexes: Indexes, document: IndexedDocument): boolean {
  const { documents, title, topic } = indexes;
  if (!documents.put(document)) return false;
  for (const index of [title, topic]) {
    if (index.has(document.id)) index.discard(document.id);
    index.add(document);
  }
  return true;
}

/** What came last takes its place among the words: the first question should not wait for that. */
function settle({ title, topic }: Indexes): void {
  for (const index of [title, topic]) index.settle();
}

function searchIndexes(indexes: Indexes, typed: Query, options: SearchOptions): SearchResult {
  const read = withNames(typed, (name) => isAuthor(indexes, name));
  const query = { ...read, terms: withoutRepeats(read.terms) };
  const { every = false } = options;
  const lexicon = patient(lexiconOf(indexes));
  const { ids, corrections } = applyFilters(indexes, lexicon, query, every);
  const plain = query.terms.filter((term) => !isFilter(term));
  // Then the filters have decided already, and the words only say in which order.
  const decided = every || query.condition !== undefined;
  const mendName = mender(corrections);
  const units = plain.flatMap((term, index) =>
    decided || plain.length > MOST_MENDED
      ? exactUnits(lexicon, mendName(term.text))
      : resolveUnits(lexicon, term.text, index === plain.length - 1),
  );
  const used = [...corrections, ...units.flatMap((unit) => unit.correction ?? [])];
  const named = namedBy(indexes, query, ids);
  const mend = mender(used);
  const byDayOnly = options.sort !== 'relevance';
  // No more than are looked at, but where some are taken out of them or all are put in another order.
  const wanted = Math.max(DEEPEST, options.offset + options.limit);
  const most = byDayOnly || named.length > 0 ? Number.POSITIVE_INFINITY : wanted;
  const found: Ranking = onlyIds(query)
    ? { total: 0, best: [] }
    : decided || units.length === 0
      ? rankAll(indexes, query, ids ?? new Set(), mend)
      : rankWords(indexes, units, ids, { most, byDay: byDayOnly });
  const others = found.best.filter(({ id }) => !named.some((one) => one.id === id));
  const ordered =
    options.sort === 'relevance'
      ? [...named, ...favourRecent(others, ({ id }) => indexes.documents.facts(id)?.submitted)]
      : byDay(indexes, [...named, ...others], options.sort);
  const page = ordered.slice(options.offset, options.offset + options.limit);
  const finders = page.length === 0 ? [] : findersOf(query, units, mend);
  return {
    total: named.length === 0 ? found.total : ordered.length,
    hits: page.map((hit) => toHit(indexes, hit, finders)),
    corrections: distinct(used),
  };
}

/** A filter that is typed twice is looked up once; a word that is typed twice counts twice. */
function withoutRepeats(terms: readonly Term[]): Term[] {
  const seen = new Set<string>();
  return terms.filter((term) => {
    const key = JSON.stringify(term);
    const again = isFilter(term) && seen.has(key);
    seen.add(key);
    return !again;
  });
}

/** An id asks for its paper; nothing else is looked for unless words or a plain filter stand beside it. */
export function onlyIds(query: Query): boolean {
  return query.refs.length > 0 && query.condition === undefined && query.terms.every(isFilter);
}

/** The papers whose ids were typed, in that order, if the filters beside them let them pass. */
function namedBy(indexes: Indexes, query: Query, allowed: ReadonlySet<string> | undefined): Scored[] {
  const ids = [...new Set(query.refs.map((ref) => ref.id))];
  return ids
    .filter((id) => indexes.documents.has(id) && (allowed === undefined || allowed.has(id)))
    .map((id, index) => ({ id, score: 1_000_000 - index }));
}

/** All papers that passed the filters: those that have most of the typed text first, then the newest. */
function rankAll(
  indexes: Indexes,
  query: Query,
  allowed: ReadonlySet<string>,
  mend: (text: string) => string,
): Ranking {
  const texts = query.terms.filter(
    (term) => !term.excluded && term.field !== 'author' && term.field !== 'category',
  );
  const units = texts.flatMap((term) => exactUnits(lexiconOf(indexes), mend(term.text)));
  const { best } = rankWords(indexes, units, allowed, { most: Number.POSITIVE_INFINITY });
  const scores = new Map(best.map(({ id, score }) => [id, score]));
  const all = Array.from(allowed, (id) => ({ id, score: scores.get(id) ?? 0 }));
  const inOrder = byDay(indexes, all, 'newest').toSorted((a, b) => b.score - a.score);
  return { total: inOrder.length, best: inOrder };
}

/** Newest day first; papers without a day last; of the same day the later id first. */
function byDay(
  { documents }: Indexes,
  hits: readonly Scored[],
  sort: Exclude<Sort, 'relevance'>,
): readonly Scored[] {
  const dated = hits.map((hit) => {
    const facts = documents.facts(hit.id);
    return { hit, day: (sort === 'updated' ? (facts?.updated ?? facts?.submitted) : facts?.submitted) ?? '' };
  });
  return dated
    .toSorted((a, b) => (a.day === b.day ? (a.hit.id > b.hit.id ? -1 : 1) : a.day > b.day ? -1 : 1))
    .map(({ hit }) => hit);
}

/** Puts the words that were looked up in place of those that were typed. */
export function mender(corrections: readonly Correction[]): (text: string) => string {
  const used = new Map(corrections.map((one) => [one.typed, one.used]));
  return (text) =>
    used.size === 0
      ? text
      : fold(text).replace(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu, (word) => used.get(word) ?? word);
}

/** What to look for in the papers of the page, in the order of the query. */
export function findersOf(query: Query, units: readonly Unit[], mend: (text: string) => string): Finder[] {
  const filters = query.terms.filter((term) => isFilter(term) && !term.excluded);
  return [
    ...units.filter((unit) => !unit.stop || units.every((one) => one.stop)).map((unit) => unitFinder(unit)),
    ...filters.flatMap((term) => termFinders(term, mend(term.text))),
  ];
}

function toHit(indexes: Indexes, { id, score }: Scored, finders: readonly Finder[]): SearchHit {
  return {
    id,
    score,
    // Worked out when it is asked for: that costs more than finding and ranking the paper.
    get matched() {
      const { documents, read } = indexes;
      if (read !== undefined) return matchedIn(read.of(documents, id), finders);
      const document = documents.get(id);
      return document === undefined ? [] : matchedWords(document, finders);
    },
  };
}

export function distinct(corrections: readonly Correction[]): Correction[] {
  return [...new Map(corrections.map((one) => [one.typed, one])).values()];
}
