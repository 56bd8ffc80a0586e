import { setImmediate } from 'node:timers/promises';
import { UpstreamError } from '../core/errors.ts';
import { isPublished } from '../core/merge.ts';
import type { Paper } from '../core/paper.ts';
import type { SourceState } from '../core/ports.ts';
import { IDS_AT_ONCE } from '../sources/api-page.ts';
import { ArxivBusy } from '../sources/arxiv-client.ts';
import { readByIds } from './by-ids.ts';
import { categoryState } from './category.ts';
import { addPage, each, emptyReport, type SyncReport } from './report.ts';
import { readFrom, type SyncParts, stopOf } from './state.ts';

/** A paper that is asked for only to see whether arXiv answers: that it knows none of this id would be an answer, too. */
const PROBE = '0704.0001';
/** The name under which the state of papers that channels were told of is kept. */
export const TOLD_STATE = 'Papers told of (weekly)';

/** Papers that channels were told of, and what else is read of them. */
export type ToldPapers = {
  /** Their ids, each once, in any order. */
  readonly papers: () => Promise<readonly string[]>;
  /** Those that are read one by one anyway. */
  readonly single: ReadonlySet<string>;
  /** The categories of which OAI-PMH tells every change. */
  readonly categories: readonly string[];
};

/**
 * Reads once more the papers that channels were told of, as a journal reference, or a withdrawal without a new version, is seen by no
 * search. A round goes by their ids, and where it stands is kept after every question, so that it goes on there whatever broke it off.
 * Left out are papers of which nothing more is to be heard this way: those that are published or withdrawn, for what may still come,
 * a new version, searches see.
 *
 * Throws UpstreamError when arXiv does not play along. What failed is asked for in half the question the next time, and alone it is
 * left out of this round if arXiv answers for another paper and then still not for it: so that one paper never keeps the others, and
 * an outage costs none.
 */
export async function syncTold(told: ToldPapers, parts: SyncParts): Promise<SyncReport> {
  return readFrom(TOLD_STATE, parts, async (before) => {
    const report = emptyReport();
    const { name, lastSuccess, cursor: broken } = before;
    const success = lastSuccess === undefined ? {} : { lastSuccess };
    const begun = broken?.begun ?? parts.now().toISOString();
    let [reached, size] = [broken?.from ?? '', broken?.size ?? IDS_AT_ONCE];
    let state: SourceState = before;
    const ids = (await told.papers()).filter((id) => id > reached && !told.single.has(id)).toSorted();
    const covered = await coveredBy(told.categories, lastSuccess, parts);
    let questions = 0;
    for await (const some of inQuestions(ids, () => size, covered, parts)) {
      if (questions === parts.questions) return report;
      const answer = await readByIds(some, parts).catch((error: unknown) => ({ error }));
      if ('error' in answer) {
        const { error } = answer;
        if (!isAboutThese(error, parts)) throw error;
        const [one = reached, ...others] = some;
        const from = others.length === 0 && (await isItsFault(one, parts)) ? one : reached;
        const cursor = { from, begun, size: Math.ceil(some.length / 2) };
        await parts.store.saveSourceState({ ...state, cursor });
        throw error;
      }
      // Ids that arXiv does not know are no news: somebody imported them.
      addPage(report, await parts.library.add(each(answer.items), stopOf(parts)));
      questions += 1;
      reached = some.at(-1) ?? reached;
      size = Math.min(IDS_AT_ONCE, 2 * size);
      // An answer takes the last error away: a round may well take days.
      state = { name, ...success, cursor: { from: reached, begun, size } };
      await parts.store.saveSourceState(state);
      parts.onPage?.(report.papers);
    }
    await parts.store.saveSourceState({ name, lastSuccess: begun });
    return report;
  });
}

/** Whether asking for fewer of them may help. */
function isAboutThese(error: unknown, { signal }: SyncParts): boolean {
  return error instanceof UpstreamError && !(error instanceof ArxivBusy) && signal?.aborted !== true;
}

/** Whether a paper that failed fails again while arXiv answers for another one. */
async function isItsFault(id: string, parts: SyncParts): Promise<boolean> {
  return !(await fails(PROBE, parts)) && (await fails(id, parts));
}

/** Throws where it is not about the paper, such as when arXiv asks to be left alone. */
async function fails(id: string, parts: SyncParts): Promise<boolean> {
  try {
    await readByIds([id], parts);
    return false;
  } catch (error) {
    if (isAboutThese(error, parts)) return true;
    throw error;
  }
}

/** The categories of which OAI-PMH tells whatever has changed since the last round began; not those where it fails. */
async function coveredBy(
  categories: readonly string[],
  lastRound: string | undefined,
  { store }: SyncParts,
): Promise<ReadonlySet<string>> {
  if (lastRound === undefined) return new Set();
  const states = new Map((await store.sourceStates()).map((state) => [state.name, state]));
  return new Set(
    categories.filter((category) => {
      const { since, lastError } = states.get(categoryState(category)) ?? {};
      return since !== undefined && since <= lastRound && lastError === undefined;
    }),
  );
}

/** Those of which more is to be heard, as many at a time as go into one question. */
async function* inQuestions(
  ids: readonly string[],
  size: () => number,
  covered: ReadonlySet<string>,
  { library, signal }: SyncParts,
): AsyncIterable<readonly string[]> {
  const open: string[] = [];
  for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
    signal?.throwIfAborted();
    const some = ids.slice(start, start + IDS_AT_ONCE);
    const known = await library.get(some);
    open.push(...some.filter((id) => isOpen(known.get(id)?.paper, covered)));
    while (open.length >= size()) yield open.splice(0, size());
    // A database in the same process never makes anybody wait, and people are to be answered in between.
    await setImmediate();
  }
  while (open.length > 0) yield open.splice(0, size());
}

function isOpen(paper: Paper | undefined, covered: ReadonlySet<string>): boolean {
  if (paper === undefined || isPublished(paper) || paper.withdrawn === true) return false;
  const [primary = ''] = paper.categories ?? [];
  return !covered.has(primary);
}
