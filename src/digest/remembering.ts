import type { StoredChange } from '../core/change.ts';
import type { KnownPaper } from '../core/paper.ts';
import type { Store } from '../core/ports.ts';

/** Papers, and what happened to them, that are kept in mind while planning. */
const MOST_REMEMBERED = 5_000;

type PaperStore = Pick<Store, 'changesAfter' | 'changesOf' | 'get'>;

/** Thousands of subscriptions tell of the same papers: within a round each is read once. */
export function remembering(store: PaperStore): PaperStore {
  const papers = new Map<string, KnownPaper>();
  const histories = new Map<string, readonly StoredChange[]>();
  return {
    changesAfter: (seq, limit) => store.changesAfter(seq, limit),
    async get(ids) {
      if (papers.size > MOST_REMEMBERED) papers.clear();
      const missing = ids.filter((id) => !papers.has(id));
      if (missing.length > 0) for (const [id, known] of await store.get(missing)) papers.set(id, known);
      const found = new Map<string, KnownPaper>();
      for (const id of ids) {
        const known = papers.get(id);
        if (known !== undefined) found.set(id, known);
      }
      return found;
    },
    async changesOf(paperId) {
      if (histories.size > MOST_REMEMBERED) histories.clear();
      const history = histories.get(paperId) ?? (await store.changesOf(paperId));
      histories.set(paperId, history);
      return history;
    },
  };
}
