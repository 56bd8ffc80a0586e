import type { Kysely, Transaction } from 'kysely';
import type { Notes } from '../core/ports.ts';
import { beginsWith } from './begins-with.ts';
import { readJson } from './json.ts';
import type { Schema } from './schema.ts';
import type { Read, Transact } from './turns.ts';

const DAY_MS = 86_400_000;
/** Of a life as long as this, nobody minds how it ends within a day. */
const LONG_LIFE_MS = 30 * DAY_MS;

/** Notes as rows of the library. What has run out is never shown, and goes with the next note that is written. */
export function buildNotes(read: Read, transact: Transact, now: () => number = Date.now): Notes {
  const iso = (ms: number): string => new Date(ms).toISOString();

  const live = (db: Kysely<Schema>, space: string) =>
    db
      .selectFrom('notes')
      .select(['key', 'body'])
      .where('space', '=', space)
      .where((row) => row.or([row('expires_at', 'is', null), row('expires_at', '>', iso(now()))]));

  const sweep = (db: Transaction<Schema>) =>
    db.deleteFrom('notes').where('expires_at', '<=', iso(now())).execute();

  /** A long life ends with a day: of such notes there are many thousands, and the time stands in the row and in its index. */
  const endOf = (lifeMs: number): string => {
    const end = now() + lifeMs;
    return lifeMs < LONG_LIFE_MS ? iso(end) : iso(end + DAY_MS).slice(0, 'YYYY-MM-DD'.length);
  };

  const insert = (db: Transaction<Schema>, space: string, key: string, value: object, lifeMs?: number) =>
    db.insertInto('notes').values({
      space,
      key,
      body: JSON.stringify(value),
      expires_at: lifeMs === undefined ? null : endOf(lifeMs),
    });

  return {
    get: (space, key) =>
      read(async (db) => {
        const row = await live(db, space).where('key', '=', key).executeTakeFirst();
        return row === undefined ? undefined : readJson(row.body, `note ${space} ${key}`);
      }),
    list: (space) =>
      read(async (db) => {
        const rows = await live(db, space).execute();
        return rows
          .map((row) => ({ key: row.key, value: readJson(row.body, `note ${space} ${row.key}`) }))
          .toSorted((a, b) => (a.key < b.key ? -1 : 1));
      }),
    set: (space, key, value, lifeMs) =>
      transact(async (db) => {
        await sweep(db);
        await insert(db, space, key, value, lifeMs)
          .onConflict((conflict) =>
            conflict.columns(['space', 'key']).doUpdateSet((row) => ({
              body: row.ref('excluded.body'),
              expires_at: row.ref('excluded.expires_at'),
            })),
          )
          .execute();
      }),
    claim: (space, key, value, lifeMs) =>
      transact(async (db) => {
        await sweep(db);
        const put = await insert(db, space, key, value, lifeMs)
          .onConflict((conflict) => conflict.columns(['space', 'key']).doNothing())
          .executeTakeFirst();
        return put.numInsertedOrUpdatedRows === 1n;
      }),
    delete: (space, key) =>
      transact(async (db) => {
        await db.deleteFrom('notes').where('space', '=', space).where('key', '=', key).execute();
      }),
    deleteUnder: (space, prefix) =>
      transact(async (db) => {
        await db.deleteFrom('notes').where('space', '=', space).where(beginsWith('key', prefix)).execute();
      }),
  };
}
