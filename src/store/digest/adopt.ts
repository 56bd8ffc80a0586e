import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { Workspace } from '../../core/digest/subscription.ts';
import type { Schema } from '../schema.ts';
import { bodyOf } from './delivery-rows.ts';
import { asSubscription, updateSubscription } from './subscription-rows.ts';

/** A name that tells its workspace. */
const WHOLE = '%/%';

/**
 * Puts the workspace before all names of channels and people that tell none, in notes those that their keys are made of. Where the
 * whole name is there, too, of two threads of a paper the older one stays, and of two notes that under the whole name.
 */
export async function adopt(
  db: Transaction<Schema>,
  workspace: Workspace,
  spaces: readonly string[],
): Promise<void> {
  const { platform, within } = workspace;
  const whole = (column: 'channel' | 'by' | 'owner') => sql<string>`${within} || ${sql.ref(column)}`;
  await adoptSubscriptions(db, workspace);
  await adoptNotices(db, workspace);
  await adoptRoots(db, platform, whole('channel'));
  await adoptNotes(db, within, spaces);
  for (const table of ['digests', 'deliveries'] as const)
    await db
      .updateTable(table)
      .set({ channel: whole('channel') })
      .where('platform', '=', platform)
      .where('channel', 'not like', WHOLE)
      .execute();
  await db
    .updateTable('audit')
    .set({ channel: whole('channel'), by: whole('by') })
    .where('platform', '=', platform)
    .where('channel', 'not like', WHOLE)
    .execute();
  await db
    .updateTable('owner_words')
    .set({ owner: whole('owner') })
    .where('platform', '=', platform)
    .where('owner', 'not like', WHOLE)
    .execute();
}

/** One revision on, so that a plan for the old name is void. */
async function adoptSubscriptions(db: Transaction<Schema>, { platform, within }: Workspace): Promise<void> {
  const rows = await db
    .selectFrom('subscriptions')
    .selectAll()
    .where('platform', '=', platform)
    .where('channel', 'not like', WHOLE)
    .execute();
  for (const row of rows) {
    const { channel, owner, paused, ...rest } = asSubscription(row);
    const by = paused?.by === undefined ? {} : { by: within + paused.by };
    await updateSubscription(db, row, {
      ...rest,
      channel: within + channel,
      owner: within + owner,
      ...(paused === undefined ? {} : { paused: { ...paused, ...by } }),
    });
  }
}

/** The lines that tell of changes, which say who made them until they are posted. */
async function adoptNotices(db: Transaction<Schema>, { platform, within }: Workspace): Promise<void> {
  const rows = await db
    .selectFrom('deliveries')
    .select(['id', 'body'])
    .where((row) => row('open', '=', row.lit(1)))
    .where('platform', '=', platform)
    .where('channel', 'not like', WHOLE)
    .where('digest', 'is', null)
    .execute();
  for (const row of rows) {
    const { by, ...body } = bodyOf(row);
    if (by === undefined) continue;
    await db
      .updateTable('deliveries')
      .set({ body: JSON.stringify({ ...body, by: within + by }) })
      .where('id', '=', row.id)
      .execute();
  }
}

async function adoptRoots(
  db: Transaction<Schema>,
  platform: string,
  channel: RawBuilder<string>,
): Promise<void> {
  await db
    .insertInto('thread_roots')
    .columns(['platform', 'channel', 'paper', 'message', 'at', 'subscription'])
    .expression((from) =>
      from
        .selectFrom('thread_roots')
        .select(['platform', channel.as('channel'), 'paper', 'message', 'at', 'subscription'])
        .where('platform', '=', platform)
        .where('channel', 'not like', WHOLE),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['platform', 'channel', 'paper'])
        .doUpdateSet((row) => ({
          message: row.ref('excluded.message'),
          at: row.ref('excluded.at'),
          subscription: row.ref('excluded.subscription'),
        }))
        .whereRef('excluded.at', '<', 'thread_roots.at'),
    )
    .execute();
  await db
    .deleteFrom('thread_roots')
    .where('platform', '=', platform)
    .where('channel', 'not like', WHOLE)
    .execute();
}

async function adoptNotes(db: Transaction<Schema>, within: string, spaces: readonly string[]): Promise<void> {
  const rows = await db
    .selectFrom('notes')
    .selectAll()
    .where('space', 'in', spaces)
    .where('key', 'not like', WHOLE)
    .execute();
  for (const { space, key, ...note } of rows) {
    const whole = key.replaceAll(/\S+/g, (name) => within + name);
    await db
      .insertInto('notes')
      .values({ ...note, space, key: whole })
      .onConflict((conflict) => conflict.columns(['space', 'key']).doNothing())
      .execute();
    await db.deleteFrom('notes').where('space', '=', space).where('key', '=', key).execute();
  }
}
