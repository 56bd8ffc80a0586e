import type { Kysely } from 'kysely';
import type { StoreFacts } from '../core/ports.ts';
import type { Schema } from './schema.ts';

/** Counts what the library holds. Both queries are answered by an index alone. */
export async function readFacts(db: Kysely<Schema>): Promise<StoreFacts> {
  const papers = await db
    .selectFrom('papers')
    .select(({ fn }) => [
      fn.countAll().as('papers'),
      fn.sum('abstract_cut').as('cutAbstracts'),
      fn.sum('authors_cut').as('cutAuthorLists'),
      fn.sum('withdrawn').as('withdrawn'),
    ])
    .executeTakeFirstOrThrow();
  const sources = await db
    .selectFrom('paper_sources')
    .select(({ fn }) => ['source', fn.countAll().as('papers'), fn.max('seen_at').as('lastSeenAt')])
    .groupBy('source')
    .execute();
  // Sums come as null over no rows, and as text from engines whose integers are larger than a number; sorted here because
  // engines order text by different rules.
  return {
    papers: Number(papers.papers),
    cutAbstracts: Number(papers.cutAbstracts ?? 0),
    cutAuthorLists: Number(papers.cutAuthorLists ?? 0),
    withdrawn: Number(papers.withdrawn ?? 0),
    sources: sources
      .map((row) => ({ name: row.source, papers: Number(row.papers), lastSeenAt: row.lastSeenAt }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
