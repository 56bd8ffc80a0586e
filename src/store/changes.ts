import type { Kysely, Transaction } from 'kysely';
import type { Change, StoredChange } from '../core/change.ts';
import { rowsInto } from './forms.ts';
import { readJson } from './json.ts';
import type { Schema } from './schema.ts';

/** Changes after a number, oldest first, at most `limit`. */
export async function readChangesAfter(
  db: Kysely<Schema>,
  seq: number,
  limit: number,
): Promise<StoredChange[]> {
  const rows = await changesInOrder(db).where('seq', '>', seq).limit(limit).execute();
  return rows.map(asStored);
}

/** Changes of one paper, oldest first. */
export async function readChangesOf(db: Kysely<Schema>, paperId: string): Promise<StoredChange[]> {
  const rows = await changesInOrder(db).where('paper_id', '=', paperId).execute();
  return rows.map(asStored);
}

const insertChanges = rowsInto('changes');

/** Adds changes, numbered from `first` in this order. */
export async function writeChanges(
  db: Transaction<Schema>,
  changes: readonly Change[],
  first: number,
  at: string,
): Promise<void> {
  const rows = changes.map((change, index) => ({
    seq: first + index,
    at,
    paper_id: change.paperId,
    kind: change.kind,
    body: JSON.stringify(change),
  }));
  await insertChanges(db, rows);
}

function changesInOrder(db: Kysely<Schema>) {
  return db.selectFrom('changes').select(['seq', 'at', 'body']).orderBy('seq');
}

function asStored(row: { seq: number; at: string; body: string }): StoredChange {
  return { seq: row.seq, at: row.at, change: readJson(row.body, `change ${row.seq}`) as Change };
}
