import type { Change, StoredChange } from '../core/change.ts';
import type { ToldPaper } from '../core/digest/paper-news.ts';
import type { Entry } from '../core/digest/select.ts';
import type { Store } from '../core/ports.ts';
import { remembered } from '../core/remembered.ts';

const NO_HISTORY: readonly Change[] = [];

/** Of many channels that are told of the same paper. */
const changesIn = remembered((history: readonly StoredChange[]) => history.map(({ change }) => change));

/** The papers of entries with what the library saw happen to them; one that is gone is left out. */
export async function toldPapers(
  store: Pick<Store, 'get' | 'changesOf'>,
  entries: readonly Entry[],
): Promise<ToldPaper[]> {
  const known = entries.length === 0 ? new Map() : await store.get(entries.map(({ paperId }) => paperId));
  const told: ToldPaper[] = [];
  for (const entry of entries) {
    const paper = known.get(entry.paperId)?.paper;
    if (paper === undefined) continue;
    // A new paper is told as it stands; only of others it matters what they were.
    const history = entry.items.every(({ kind }) => kind === 'new-paper')
      ? NO_HISTORY
      : changesIn(await store.changesOf(entry.paperId));
    told.push({ entry, paper, history });
  }
  return told;
}
