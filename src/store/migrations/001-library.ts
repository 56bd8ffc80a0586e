import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

/** Papers, their sources, their changes, the one sequence that numbers them, and the library's identity. */
export async function createLibrary(db: Transaction<Schema>): Promise<void> {
  await db.schema
    .createTable('papers')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('seq', 'integer', (column) => column.notNull().unique())
    .addColumn('abstract_cut', 'integer', (column) => column.notNull())
    .addColumn('authors_cut', 'integer', (column) => column.notNull())
    .addColumn('withdrawn', 'integer', (column) => column.notNull())
    .addColumn('paper', 'text', (column) => column.notNull())
    .addColumn('sightings', 'text', (column) => column.notNull())
    .execute();
  // Counting reads this small index and none of the texts.
  await db.schema
    .createIndex('papers_flags')
    .on('papers')
    .columns(['abstract_cut', 'authors_cut', 'withdrawn'])
    .execute();

  await db.schema
    .createTable('paper_sources')
    .addColumn('paper_id', 'text', (column) => column.notNull().references('papers.id').onDelete('cascade'))
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('seen_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('paper_sources_key', ['paper_id', 'source'])
    .execute();
  await db.schema
    .createIndex('paper_sources_seen')
    .on('paper_sources')
    .columns(['source', 'seen_at'])
    .execute();

  // No reference to papers: what happened stays true whatever becomes of the paper's row.
  await db.schema
    .createTable('changes')
    .addColumn('seq', 'integer', (column) => column.primaryKey())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('paper_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('changes_of_paper').on('changes').columns(['paper_id', 'seq']).execute();

  await db.schema
    .createTable('sequences')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'integer', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('library')
    .addColumn('identity', 'text', (column) => column.notNull())
    .execute();
  await db.insertInto('library').values({ identity: randomUUID() }).execute();
  await db.insertInto('sequences').values({ name: 'library', value: 0 }).execute();
}
