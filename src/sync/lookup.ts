import { inTime } from '../core/in-time.ts';
import type { Paper } from '../core/paper.ts';
import { formatRef } from '../core/paper-id.ts';
import type { ArxivLookup, SourceItem } from '../core/ports.ts';
import type { Query } from '../core/query.ts';
import { type ApiPage, type ApiQuestion, fetchApiPage } from '../sources/api-page.ts';
import { apiSearchOf } from '../sources/api-search.ts';
import { each } from './report.ts';
import { meant } from './search.ts';
import { type SyncParts, stopOf } from './state.ts';

/** Somebody waits for the answer, but a chat lets it come late. */
const PATIENCE_MS = 120_000;
const TRIES = 2;

export type LookupParts = Pick<SyncParts, 'client' | 'library' | 'urls' | 'now' | 'signal'>;

/** Asks arXiv's Atom API while somebody waits. */
export function createArxivLookup(parts: LookupParts): ArxivLookup {
  const ask = (question: ApiQuestion): Promise<ApiPage> =>
    fetchApiPage(parts.client, parts.urls.api, question, {
      seenAt: parts.now().toISOString(),
      patienceMs: PATIENCE_MS,
      tries: TRIES,
      ...stopOf(parts),
    });

  return {
    async paper(id) {
      const { items } = await ask({ ids: [id], size: 1 });
      await parts.library.add(each(items));
      return papersOf(items).find((paper) => paper.id === id);
    },
    async version(id, number) {
      const { items } = await ask({ ids: [formatRef({ id, version: number })], size: 1 });
      return papersOf(items).find(
        (paper) => paper.id === id && paper.versions?.some((version) => version.number === number),
      );
    },
    async find(query, limit) {
      const search = apiSearchOf(query);
      const ids = query.refs.map(formatRef);
      const { items, total } = await ask({
        ...(search === undefined ? {} : { search }),
        ...(ids.length === 0 ? {} : { ids }),
        size: limit,
        sort: 'relevance',
        order: 'descending',
      });
      const wanted = meant(query, items);
      const papers = papersOf(wanted);
      const known = await parts.library.get(papers.map((paper) => paper.id));
      await parts.library.add(each(wanted));
      const fresh = papers.map((paper) => paper.id).filter((id) => !known.has(id));
      return { papers, fresh: new Set(fresh), total };
    },
  };
}

/** How many papers arXiv has for a query; undefined when it cannot be asked for it, or does not answer within `patienceMs`. */
export async function countAtArxiv(
  arxiv: Pick<ArxivLookup, 'find'>,
  query: Query,
  patienceMs: number,
): Promise<number | undefined> {
  const asked = arxiv.find(query, 1).then(
    ({ total }) => total,
    () => undefined,
  );
  return inTime(asked, patienceMs);
}

function papersOf(items: readonly SourceItem[]): Paper[] {
  return items.flatMap((item) => (item.kind === 'record' ? [item.record.paper] : []));
}
