import type { Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

/** Who wants to be told of what, and who changed that when. */
export async function createSubscriptions(db: Transaction<Schema>): Promise<void> {
  await db.schema
    .createTable('subscriptions')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('query', 'text', (column) => column.notNull())
    .addColumn('seen', 'integer', (column) => column.notNull())
    .addColumn('due_at', 'text', (column) => column.notNull())
    .addColumn('idle', 'integer', (column) => column.notNull())
    .addColumn('open_digest', 'integer')
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('subscriptions_place')
    .on('subscriptions')
    .columns(['platform', 'channel'])
    .execute();
  await db.schema.createIndex('subscriptions_due').on('subscriptions').columns(['idle', 'due_at']).execute();

  await db.schema
    .createTable('audit')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('by', 'text', (column) => column.notNull())
    .addColumn('subscription', 'integer', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('audit_place').on('audit').columns(['platform', 'channel', 'id']).execute();
  await db
    .insertInto('sequences')
    .values(['subscriptions', 'audit'].map((name) => ({ name, value: 0 })))
    .execute();
}
