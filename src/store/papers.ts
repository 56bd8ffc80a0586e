import { setImmediate } from 'node:timers/promises';
import type { Insertable, Kysely, Transaction } from 'kysely';
import type { KnownPaper, Paper } from '../core/paper.ts';
import type { StoredPaper } from '../core/ports.ts';
import { CHUNK, chunks } from './chunks.ts';
import { rowsInto } from './forms.ts';
import { readJson } from './json.ts';
import type { Schema } from './schema.ts';

/** The known papers among these ids. */
export async function readPapers(
  db: Kysely<Schema>,
  ids: readonly string[],
): Promise<Map<string, KnownPaper>> {
  const found = new Map<string, KnownPaper>();
  for (const [index, some] of chunks([...new Set(ids)]).entries()) {
    // An embedded engine answers without ever waiting; between pieces the rest of the process has its turn.
    if (index > 0) await setImmediate();
    const rows = await db
      .selectFrom('papers')
      .select(['id', 'paper', 'sightings'])
      .where('id', 'in', some)
      .execute();
    for (const row of rows) found.set(row.id, asKnown(row));
  }
  return found;
}

/** The papers with the next numbers after `seq`, ascending; fewer than a full batch only at the end. */
export async function readPapersAfter(db: Kysely<Schema>, seq: number): Promise<StoredPaper[]> {
  const rows = await db
    .selectFrom('papers')
    .select(['id', 'seq', 'paper', 'sightings'])
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(CHUNK)
    .execute();
  return rows.map((row) => ({ seq: row.seq, known: asKnown(row) }));
}

/** Writes papers over what was there, numbered from `first` in this order. No id may occur twice. */
export async function writePapers(
  db: Transaction<Schema>,
  papers: readonly KnownPaper[],
  first: number,
): Promise<void> {
  await overwritePapers(
    db,
    papers.map((known, index) => asRow(known, first + index)),
  );
  await writeSources(db, papers);
}

const overwritePapers = rowsInto('papers', (insert) =>
  insert.onConflict((conflict) =>
    conflict.column('id').doUpdateSet((row) => ({
      seq: row.ref('excluded.seq'),
      abstract_cut: row.ref('excluded.abstract_cut'),
      authors_cut: row.ref('excluded.authors_cut'),
      withdrawn: row.ref('excluded.withdrawn'),
      paper: row.ref('excluded.paper'),
      sightings: row.ref('excluded.sightings'),
    })),
  ),
);

const insertSources = rowsInto('paper_sources');

/** A source whose every fact was replaced by a better one is no source of the paper any more, so the rows are written anew. */
async function writeSources(db: Transaction<Schema>, papers: readonly KnownPaper[]): Promise<void> {
  for (const some of chunks(papers.map((known) => known.paper.id))) {
    await db.deleteFrom('paper_sources').where('paper_id', 'in', some).execute();
  }
  await insertSources(db, papers.flatMap(sourcesOf));
}

function sourcesOf(known: KnownPaper): Insertable<Schema['paper_sources']>[] {
  const latest = new Map<string, string>();
  for (const { source, seenAt } of Object.values(known.sightings)) {
    if (seenAt > (latest.get(source) ?? '')) latest.set(source, seenAt);
  }
  return [...latest].map(([source, seen_at]) => ({ paper_id: known.paper.id, source, seen_at }));
}

function asRow({ paper, sightings }: KnownPaper, seq: number): Insertable<Schema['papers']> {
  return {
    id: paper.id,
    seq,
    abstract_cut: Number((paper.abstractCut ?? 'no') !== 'no'),
    authors_cut: Number((paper.hiddenAuthors ?? 0) > 0),
    withdrawn: Number(paper.withdrawn === true),
    paper: JSON.stringify(paper),
    sightings: JSON.stringify(sightings),
  };
}

function asKnown(row: { id: string; paper: string; sightings: string }): KnownPaper {
  const what = `paper ${row.id}`;
  return {
    paper: readJson(row.paper, what) as Paper,
    sightings: readJson(row.sightings, what),
  };
}
