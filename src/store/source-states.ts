import type { Kysely, Transaction } from 'kysely';
import type { SourceState } from '../core/ports.ts';
import { readJson } from './json.ts';
import type { Schema } from './schema.ts';

/** What is remembered of all sources, by name. */
export async function readSourceStates(db: Kysely<Schema>): Promise<SourceState[]> {
  const rows = await db.selectFrom('source_states').selectAll().orderBy('name').execute();
  return rows.map((row) => readJson(row.body, `source ${row.name}`) as SourceState);
}

/** Puts it in place of what was remembered of this source. */
export async function writeSourceState(db: Transaction<Schema>, state: SourceState): Promise<void> {
  const body = JSON.stringify(state);
  await db
    .insertInto('source_states')
    .values({ name: state.name, body })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ body }))
    .execute();
}

export async function deleteSourceState(db: Transaction<Schema>, name: string): Promise<void> {
  await db.deleteFrom('source_states').where('name', '=', name).execute();
}
