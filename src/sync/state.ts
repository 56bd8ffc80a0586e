import type { Day } from '../core/day.ts';
import { UpstreamError, UpstreamRefusal } from '../core/errors.ts';
import type { SourceState, Store } from '../core/ports.ts';
import type { Query } from '../core/query.ts';
import type { Library } from '../library.ts';
import type { ArxivClient } from '../sources/arxiv-client.ts';

/** What reading anything that is followed needs. */
export type SyncParts = {
  readonly client: ArxivClient;
  readonly library: Pick<Library, 'add' | 'get'>;
  readonly store: Pick<Store, 'sourceStates' | 'saveSourceState' | 'forgetSource' | 'notes'>;
  readonly urls: { readonly oai: string; readonly api: string; readonly rss: string };
  readonly now: () => Date;
  readonly signal?: AbortSignal;
  /** The first day of which somebody wants to be told for a search; absent, or undefined, where nobody named one. */
  readonly wantedFrom?: (query: Query) => Promise<Day | undefined>;
  /** So many questions at most, for what is long and in no hurry: the rest is read when it is looked at next. */
  readonly questions?: number;
  /** Told after every page how many papers have been read. */
  readonly onPage?: (papers: number) => void;
};

export async function stateOf(name: string, parts: Pick<SyncParts, 'store'>): Promise<SourceState> {
  return (await parts.store.sourceStates()).find((state) => state.name === name) ?? { name };
}

/**
 * Reads a source from where it stands. An UpstreamError is remembered as the source's last error, for /about and for whoever
 * wonders; where it stands, the reading keeps itself, page by page, so that it goes on there whatever broke it off.
 */
export async function readFrom<T>(
  name: string,
  parts: SyncParts,
  read: (state: SourceState) => Promise<T>,
): Promise<T> {
  try {
    return await read(await stateOf(name, parts));
  } catch (error) {
    if (error instanceof UpstreamError && parts.signal?.aborted !== true) {
      const state = await stateOf(name, parts);
      const at = parts.now().toISOString();
      const lastError = {
        since: state.lastError?.since ?? at,
        at,
        message: error.message,
        ...(error instanceof UpstreamRefusal ? { refused: true as const } : {}),
      };
      await parts.store.saveSourceState({ ...state, lastError });
    }
    throw error;
  }
}

/** The signal as an option of something below, where there is one. */
export function stopOf(parts: Pick<SyncParts, 'signal'>): { signal?: AbortSignal } {
  return parts.signal === undefined ? {} : { signal: parts.signal };
}

export function idOf(newestId: string | undefined): Pick<SourceState, 'newestId'> {
  return newestId === undefined ? {} : { newestId };
}

export function sinceOf(since: string | undefined): Pick<SourceState, 'since'> {
  return since === undefined ? {} : { since };
}
