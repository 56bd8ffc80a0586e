import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

/** SQLite's result codes (https://www.sqlite.org/rescode.html). */
const BUSY = 5;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;
/** In WAL mode a read only ever waits while another process opens or closes the file. */
const READ_WAIT_MS = 5_000;
/** Writers of other processes take a second at most. */
const TURN_LIMIT_MS = 30_000;
/** Statements that are kept ready; those with a list of their own in them are many. */
const MOST_STATEMENTS = 100;

export type Row = Readonly<Record<string, SQLOutputValue>>;

/** The file of the full-text index. */
export class FullTextDatabase {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** `:memory:` gives one that is gone when closed. Throws SQLite's error when it cannot be used. */
  constructor(file: string) {
    this.#database = new DatabaseSync(file, { timeout: READ_WAIT_MS });
    try {
      this.#database.exec('pragma journal_mode = wal');
      // A commit may be lost when the power fails, never half of it: the index then shows an earlier state and catches up.
      this.#database.exec('pragma synchronous = normal');
      this.#database.exec(
        `pragma temp_store = memory; create temp table allowed (number integer primary key);
         create temp table met (number integer primary key)`,
      );
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  all(sql: string, ...values: readonly SQLInputValue[]): Row[] {
    return this.#prepare(sql).all(...values);
  }

  get(sql: string, ...values: readonly SQLInputValue[]): Row | undefined {
    return this.#prepare(sql).get(...values);
  }

  run(sql: string, ...values: readonly SQLInputValue[]): number {
    return Number(this.#prepare(sql).run(...values).lastInsertRowid);
  }

  exec(sql: string): void {
    this.#database.exec(sql);
  }

  /** All or nothing; the writers of other processes take turns without stopping this one. */
  async transaction<T>(work: () => T): Promise<T> {
    await this.#begin();
    try {
      const result = work();
      this.#database.exec('commit');
      return result;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('rollback');
      throw error;
    }
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  async #begin(): Promise<void> {
    const end = Date.now() + TURN_LIMIT_MS;
    for (;;) {
      try {
        // Waiting inside SQLite would stop the whole process.
        this.#database.exec('pragma busy_timeout = 0');
        this.#database.exec('begin immediate');
        return;
      } catch (error) {
        if (resultCode(error) !== BUSY || Date.now() >= end) throw error;
      } finally {
        this.#database.exec(`pragma busy_timeout = ${READ_WAIT_MS}`);
      }
      await sleep(1 + Math.random() * 9);
    }
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    if (this.#statements.size >= MOST_STATEMENTS) this.#statements.clear();
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** Whether SQLite met something that is not, or not any more, a sound database. */
export function isDamage(error: unknown): boolean {
  const code = resultCode(error);
  return code === CORRUPT || code === NOT_A_DATABASE;
}

/** node:sqlite puts SQLite's extended code on the error; its low byte is the primary one. */
function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}
