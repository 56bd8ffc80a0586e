import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { migrate } from '../../src/store/migrate.ts';
import { nodeSqliteDialect } from '../../src/store/node-sqlite.ts';
import type { Schema } from '../../src/store/schema.ts';
import { buildTurns } from '../../src/store/turns.ts';

const HOUR = 3_600_000;
const turn = { name: 'service', leaseMs: 60_000, spacingMs: 3_000 };
const me = { ...turn, holder: 'me' };
const you = { ...turn, holder: 'you' };

/** Turns whose clock stands where `clock.at` says. */
async function setUp() {
  const database = new DatabaseSync(':memory:');
  const db = new Kysely<Schema>({ dialect: nodeSqliteDialect(database, 'in memory') });
  onTestFinished(() => db.destroy());
  await migrate(db);
  const clock = { at: Date.parse('2026-11-23T09:00:00Z') };
  const turns = buildTurns(
    (work) => db.transaction().execute(work),
    () => clock.at,
  );
  return { database, clock, turns };
}

test('a place in the queue outlives the wait it was told, and is lost soon after', async () => {
  const { clock, turns } = await setUp();
  expect(await turns.take(me)).toBe(0);
  await turns.end({ ...me, pauseMs: HOUR });
  expect(await turns.take({ ...you, urgent: true })).toBe(HOUR);
  clock.at += HOUR;
  expect(await turns.take(me)).toBeGreaterThan(0);
  clock.at += 10_000;
  expect(await turns.take(me)).toBe(0);
});

test('a clock set back while a turn is held does not hold it for longer than its lease', async () => {
  const { clock, turns } = await setUp();
  expect(await turns.take(me)).toBe(0);
  clock.at -= 24 * HOUR;
  expect(await turns.take(you)).toBeGreaterThan(0);
  clock.at += 60_000;
  expect(await turns.take(you)).toBe(0);
});

test('a clock set back does not make a pause longer or shorter', async () => {
  const { clock, turns } = await setUp();
  expect(await turns.take(me)).toBe(0);
  await turns.end({ ...me, pauseMs: 2 * HOUR });
  clock.at -= 10 * HOUR;
  expect(await turns.take(you)).toBe(2 * HOUR);
  clock.at += HOUR;
  expect(await turns.take(you)).toBe(HOUR);
  clock.at += HOUR;
  expect(await turns.take(you)).toBe(0);
});

test('a clock set back keeps nobody waiting behind one who died', async () => {
  const { clock, turns } = await setUp();
  expect(await turns.take(me)).toBe(0);
  expect(await turns.take({ ...turn, holder: 'dead', urgent: true })).toBeGreaterThan(0);
  await turns.end(me);
  clock.at -= 24 * HOUR;
  expect(await turns.take(you)).toBeGreaterThan(0);
  clock.at += 10_000;
  expect(await turns.take(you)).toBe(0);
});

test('a look that finds nothing new writes nothing', async () => {
  const { database, clock, turns } = await setUp();
  const writes = (): unknown => database.prepare('select total_changes() as n').get()?.['n'];
  expect(await turns.take(me)).toBe(0);
  expect(await turns.take(you)).toBe(3_000);
  clock.at += 500;
  const before = writes();
  expect(await turns.take(you)).toBe(2_500);
  expect(writes()).toBe(before);
});

test('a row of an earlier release is kept to', async () => {
  const { database, clock, turns } = await setUp();
  const soon = new Date(clock.at + 2_000).toISOString();
  database
    .prepare('insert into turns (name, holder, held_until, not_before) values (?, ?, ?, ?)')
    .run('service', '', soon, soon);
  expect(await turns.take(me)).toBe(2_000);
  clock.at += 2_000;
  expect(await turns.take(me)).toBe(0);
});
