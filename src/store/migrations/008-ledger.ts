import { sql, type Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

/** Digests, their messages, where papers appeared first, and words to owners. */
export async function createLedger(db: Transaction<Schema>): Promise<void> {
  await db.schema
    .createTable('digests')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('subscription', 'integer', (column) => column.notNull())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('up_to', 'integer', (column) => column.notNull())
    .addColumn('settled_at', 'text')
    .addColumn('body', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('digests_place').on('digests').columns(['platform', 'channel', 'id']).execute();
  await db.schema
    .createIndex('digests_reach')
    .on('digests')
    .columns(['platform', 'channel', 'up_to'])
    .execute();
  await db.schema.createIndex('digests_subscription').on('digests').columns(['subscription', 'id']).execute();

  await db.schema
    .createTable('deliveries')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('digest', 'integer')
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('marker', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('open', 'integer', (column) => column.notNull())
    .addColumn('held', 'integer', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('not_before', 'text')
    .addColumn('holder', 'text')
    .addColumn('lease_until', 'text')
    .addColumn('tried_at', 'text')
    .addColumn('doubt_at', 'text')
    .addColumn('thread', 'text')
    .addColumn('message', 'text')
    .addColumn('settled_at', 'text')
    .addColumn('body', 'text')
    .execute();
  // What is settled is in no index but the first: it grows for ever, and what is open is looked at every few seconds.
  await db.schema
    .createIndex('deliveries_open')
    .on('deliveries')
    .columns(['platform', 'channel', 'id'])
    .where(sql.ref('open'), '=', 1)
    .execute();
  await db.schema
    .createIndex('deliveries_waiting')
    .on('deliveries')
    .columns(['not_before', 'held', 'platform', 'channel'])
    .where(sql.ref('open'), '=', 1)
    .execute();
  await db.schema.createIndex('deliveries_digest').on('deliveries').column('digest').execute();

  await db.schema
    .createTable('thread_roots')
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('paper', 'text', (column) => column.notNull())
    .addColumn('message', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('thread_roots_key', ['platform', 'channel', 'paper'])
    .execute();

  await db.schema
    .createTable('owner_words')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('reply', 'text', (column) => column.notNull())
    .execute();
  await db
    .insertInto('sequences')
    .values(['digests', 'deliveries', 'words'].map((name) => ({ name, value: 0 })))
    .execute();
}
