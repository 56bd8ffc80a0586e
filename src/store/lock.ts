import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SetupError } from '../core/errors.ts';
import { checkWritable, prepareFolder } from './folder.ts';
import { explainSqliteError, isBusy } from './sqlite-errors.ts';

const LOCK_FILE = 'paperthread.lock';

/** Enough for a holder to write its name twice over; whoever holds the lock longer means it. */
const PATIENCE_MS = 400;

type Holder = { readonly token: string; readonly pid: number; readonly since: string };

/**
 * Takes a data folder for this process until `release()` or the end of the process, however it ends: the lock is an open
 * write transaction on a small database, which the operating system drops with the process.
 *
 * @throws SetupError naming the process that has the folder, or saying why the folder cannot be used
 */
export function lockDataFolder(folder: string): { release(): void } {
  prepareFolder(folder);
  const file = join(folder, LOCK_FILE);
  checkWritable(file);
  let database: DatabaseSync | undefined;
  try {
    const opened = new DatabaseSync(file, { timeout: 0 });
    database = opened;
    if (!take(opened)) throw new SetupError(takenWords(readHolder(opened)));
    return {
      release: () => {
        if (opened.isOpen) opened.close();
      },
    };
  } catch (error) {
    database?.close();
    throw explainLockError(error, file);
  }
}

/**
 * A name that others can read must be committed, and committing ends the transaction that is the lock. So: write the name,
 * begin again, and hold only if the name is still ours. Two that start together can overwrite each other's name, never both hold.
 */
function take(database: DatabaseSync): boolean {
  const me: Holder = { token: randomUUID(), pid: process.pid, since: new Date().toISOString() };
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      database.exec('begin immediate');
      if (readHolder(database)?.token === me.token) return true;
      writeHolder(database, me);
      database.exec('commit');
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (database.isTransaction) database.exec('rollback');
      // Only what somebody else holds is waited for in vain: a slow disk may take longer than that.
      if (Date.now() > end) return false;
      pause(5 + Math.random() * 25);
    }
  }
}

function writeHolder(database: DatabaseSync, holder: Holder): void {
  database.exec('create table if not exists holder (token text, pid integer, since text)');
  database.exec('delete from holder');
  database.prepare('insert into holder values (?, ?, ?)').run(holder.token, holder.pid, holder.since);
}

function readHolder(database: DatabaseSync): Holder | undefined {
  const known = database.prepare("select 1 from sqlite_master where name = 'holder'").get();
  if (known === undefined) return undefined;
  const row = database.prepare('select token, pid, since from holder').get();
  if (row === undefined) return undefined;
  return { token: String(row['token']), pid: Number(row['pid']), since: String(row['since']) };
}

function takenWords(holder: Holder | undefined): string {
  const who = holder === undefined ? '' : ` (process ${holder.pid}, since ${localMinute(holder.since)})`;
  return `Paperthread already runs on this data folder${who}. Stop it first, or give this one its own DATA_DIR.`;
}

/** `2026-11-23 09:12` by the clock of this machine, as the person at it reads it. */
function localMinute(iso: string): string {
  const date = new Date(iso);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** The caller starts the process and has nothing else to do yet. */
function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function explainLockError(error: unknown, file: string): unknown {
  if (isBusy(error)) return new SetupError(takenWords(undefined), { cause: error });
  const explained = explainSqliteError(error, file);
  if (explained === error) return error;
  return new SetupError(
    `The lock file ${file} cannot be used. It holds nothing of value: delete it, check that Paperthread may write in its folder, and start again.`,
    { cause: error },
  );
}
