import type { Paper } from './core/paper.ts';
import type {
  IndexBatch,
  IndexedDocument,
  SearchIndex,
  SearchOptions,
  SearchResult,
  Store,
} from './core/ports.ts';
import type { Query } from './core/query.ts';
import { firstVersion, latestVersion } from './core/versions.ts';

/** Numbers of the library's state (about two for each new paper) that are caught up while somebody waits: a second or two. */
const FAR = 4_000;
/** Of more papers even the titles take too long: then what is indexed so far answers. */
const MANY = 25_000;

export type CatchUpOptions = {
  /** Papers in the index so far, after each batch. */
  readonly onProgress?: (papers: number) => void;
  readonly signal?: AbortSignal;
};

export type IndexingParts = {
  readonly store: Pick<Store, 'lastSeq' | 'papersAfter' | 'facts'>;
  /** Opens the index, once, when something is first looked up: whoever only adds papers never pays for it. */
  readonly openIndex: () => Promise<SearchIndex>;
  /** Makes the index of titles and names that answers while a large one is built; without it, questions wait. */
  readonly createSmallIndex?: () => SearchIndex;
};

/** Keeps an index in step with the store, and answers from what there is. */
export type Indexing = {
  /** Whether anything was looked up yet. */
  readonly used: boolean;
  /** Brings the index up to the store, whoever wrote to it. Rejects with the signal's reason when that fires first. */
  catchUp(options?: CatchUpOptions): Promise<void>;
  search(query: Query, options: SearchOptions): Promise<SearchResult>;
  /** Keeps the index for the next start and gives back what it holds, if it was opened. */
  close(): Promise<void>;
};

export function createIndexing({ store, openIndex, createSmallIndex }: IndexingParts): Indexing {
  let opening: Promise<SearchIndex> | undefined;
  let catchingUp: Promise<void> = Promise.resolve();
  let small: SearchIndex | undefined;
  let fillingSmall: Promise<void> = Promise.resolve();
  let growing: Promise<void> | undefined;
  const closing = new AbortController();

  const opened = (): Promise<SearchIndex> => (opening ??= openIndex());

  async function* batchesAfter(
    seq: number,
    toDocument: (paper: Paper) => IndexedDocument,
    signal: AbortSignal,
  ): AsyncGenerator<IndexBatch> {
    for await (const batch of store.papersAfter(seq)) {
      signal.throwIfAborted();
      const documents = batch.map(({ known }) => toDocument(known.paper));
      yield { documents, seq: batch.at(-1)?.seq ?? seq };
    }
  }

  const catchUp: Indexing['catchUp'] = (options = {}) => {
    // One at a time: two runs over the same papers would only do the work twice.
    catchingUp = catchingUp.catch(() => undefined).then(() => refresh(options));
    return catchingUp;
  };

  const refresh = async ({ signal, onProgress }: CatchUpOptions): Promise<void> => {
    const stop = AbortSignal.any([closing.signal, ...(signal === undefined ? [] : [signal])]);
    const batches = (seq: number): AsyncIterable<IndexBatch> => batchesAfter(seq, wholeDocument, stop);
    const behind = await distance();
    if (behind <= 0) return;
    if (behind > FAR) {
      await growing;
      const index = await opened();
      const better = await index.successor((await store.facts()).papers);
      await replace(await (better ?? index).putMany(batches, onProgress));
      small = undefined;
      return;
    }
    const index = await opened();
    for await (const { documents, seq } of batches(index.seq)) {
      await index.put(documents, seq);
      onProgress?.(index.size);
    }
    // Nobody waits for the better one: this one answers as long.
    growing ??= grow(index).finally(() => {
      growing = undefined;
    });
  };

  /** How far the index is behind the store. */
  const distance = async (): Promise<number> => {
    const index = await opened();
    return (await store.lastSeq()) - index.seq;
  };

  const grow = async (index: SearchIndex): Promise<void> => {
    try {
      const better = await index.successor(index.size);
      if (better === undefined) return;
      await replace(await better.putMany((seq) => batchesAfter(seq, wholeDocument, closing.signal)));
    } catch {
      // The one there is serves on; the next start begins with the better one.
    }
  };

  const replace = async (next: SearchIndex): Promise<void> => {
    const before = await opened();
    if (before === next) return;
    opening = Promise.resolve(next);
    await before.close();
  };

  /** An index of titles and names, which is made in a few seconds. */
  const smallIndex = async (): Promise<SearchIndex | undefined> => {
    if (createSmallIndex === undefined) return undefined;
    const index = (small ??= createSmallIndex());
    // One at a time, as above.
    const fill = async (): Promise<void> => {
      for await (const { documents, seq } of batchesAfter(index.seq, titleDocument, closing.signal))
        await index.put(documents, seq);
    };
    fillingSmall = fillingSmall.catch(() => undefined).then(fill);
    await fillingSmall;
    return index;
  };

  const search: Indexing['search'] = async (query, options) => {
    const behind = await distance();
    if (behind > FAR) {
      const building = catchUp();
      // Whoever comes next is told again what went wrong, if it did.
      building.catch(() => undefined);
      const index = await opened();
      const many = (await store.facts()).papers > MANY;
      if (many || index.seq > behind) return { ...(await index.search(query, options)), building: 'part' };
      const titles = await smallIndex();
      if (titles === undefined) await building;
      else return { ...(await titles.search(query, options)), building: 'titles' };
    }
    await catchUp();
    return (await opened()).search(query, options);
  };

  return {
    get used() {
      return opening !== undefined;
    },
    catchUp,
    search,
    async close() {
      closing.abort();
      await Promise.allSettled([catchingUp, growing, fillingSmall]);
      if (opening === undefined) return;
      const index = await opening;
      try {
        await index.save();
      } finally {
        await index.close();
      }
    },
  };
}

/** Papers as they are indexed, batch by batch. */
export async function* wholeDocuments(
  batches: AsyncIterable<readonly Paper[]>,
): AsyncGenerator<readonly IndexedDocument[]> {
  for await (const papers of batches) yield papers.map(wholeDocument);
}

function wholeDocument(paper: Paper): IndexedDocument {
  return {
    ...titleDocument(paper),
    ...(paper.abstract === undefined ? {} : { abstract: paper.abstract }),
    ...(paper.comments === undefined ? {} : { comments: paper.comments }),
    ...(paper.journalRef === undefined ? {} : { journalRef: paper.journalRef }),
  };
}

/** What there is to know of a paper without its long texts. */
function titleDocument(paper: Paper): IndexedDocument {
  const submitted = firstVersion(paper.versions)?.submitted;
  const updated = latestVersion(paper.versions)?.submitted ?? submitted;
  return {
    id: paper.id,
    ...(paper.title === undefined ? {} : { title: paper.title }),
    ...(paper.authors === undefined ? {} : { authors: paper.authors }),
    ...(paper.categories === undefined ? {} : { categories: paper.categories }),
    ...(submitted === undefined ? {} : { submitted }),
    ...(updated === undefined ? {} : { updated }),
  };
}
