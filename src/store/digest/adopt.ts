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
  const whole = (column: 'channel' | 'thread_roots.channel' | 'by' | 'owner') =>
    sql<string>`${within} || ${sql.ref(column)}`;
  await adoptSubscriptions(db, workspace);
  await adoptNotices(db, workspace);
  await leaveOneRoot(db, platform, whole('thread_roots.channel'));
  await adoptNotes(db, within, spaces);
  for (const table of ['digests', 'deliveries', 'thread_roots'] as const)
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

/** The older of two threads of a paper stays, as there can be one in a channel. */
async function leaveOneRoot(
  db: Transaction<Schema>,
  platform: string,
  channel: RawBuilder<string>,
): Promise<void> {
  const twice = await db
    .selectFrom('thread_roots')
    .innerJoin('thread_roots as whole', (join) =>
      join
        .onRef('whole.platform', '=', 'thread_roots.platform')
        .on('whole.channel', '=', channel)
        .onRef('whole.paper', '=', 'thread_roots.paper'),
    )
    .select(['thread_roots.channel', 'thread_roots.paper', 'thread_roots.at'])
    .select(['whole.channel as wholeChannel', 'whole.at as wholeAt'])
    .where('thread_roots.platform', '=', platform)
    .where('thread_roots.channel', 'not like', WHOLE)
    .execute();
  for (const root of twice)
    await db
      .deleteFrom('thread_roots')
      .where('platform', '=', platform)
      .where('channel', '=', root.at < root.wholeAt ? root.wholeChannel : root.channel)
      .where('paper', '=', root.paper)
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
