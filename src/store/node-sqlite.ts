import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type SqliteStatement,
} from 'kysely';
import { explainSqliteError, isBusy } from './sqlite-errors.ts';

/** How long a writer waits for the writers of other processes before it gives up. */
const TURN_LIMIT_MS = 30_000;

/** Statements that are kept as they were prepared, as most are asked again and again; long ones have hundreds of values, seldom as many. */
const MOST_KEPT = 200;
const LONGEST_KEPT = 3_000;

/**
 * Kysely's SQLite dialect over node:sqlite instead of better-sqlite3. Every fault leaves it in words where there are any.
 *
 * @param name what messages call the database
 */
export function nodeSqliteDialect(database: DatabaseSync, name: string): Dialect {
  return {
    createDriver: () => new NodeSqliteDriver(database, name),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

/**
 * Repeats what SQLite refuses because another connection is at work. SQLite's own waiting would block the whole process,
 * and with it the very transaction of this process that is waited for.
 *
 * @throws whatever `attempt` throws, also "busy" once `limitMs` are over
 */
export async function whenFree<T>(attempt: () => T, limitMs = TURN_LIMIT_MS): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || Date.now() >= end) throw error;
    }
    // Uneven pauses, so that two who wait do not meet again and again.
    await sleep(1 + Math.random() * 9);
  }
}

class NodeSqliteDriver extends SqliteDriver {
  readonly #database: DatabaseSync;
  readonly #name: string;

  constructor(database: DatabaseSync, name: string) {
    super({ database: asKyselyDatabase(database, name) });
    this.#database = database;
    this.#name = name;
  }

  /**
   * A deferred transaction that reads before it writes fails as soon as somebody else wrote in between, and waiting does not
   * help it. Taking the write lock at the beginning makes writers take turns.
   */
  override async beginTransaction(_connection: DatabaseConnection): Promise<void> {
    try {
      await whenFree(() => this.#database.exec('begin immediate'));
    } catch (error) {
      throw explainSqliteError(error, this.#name);
    }
  }

  /** SQLite rolls back by itself after some faults (a full disk); a second rollback would hide the first fault. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.isTransaction) await super.rollbackTransaction(connection);
  }
}

function asKyselyDatabase(database: DatabaseSync, name: string): SqliteDatabase {
  function inWords<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw explainSqliteError(error, name);
    }
  }
  const known = new Map<string, SqliteStatement>();
  return {
    close: () => inWords(() => database.close()),
    prepare(sql) {
      const before = known.get(sql);
      if (before !== undefined) return before;
      const statement = asKyselyStatement(() => inWords(() => database.prepare(sql)), inWords);
      if (sql.length > LONGEST_KEPT) return statement;
      if (known.size >= MOST_KEPT) known.clear();
      known.set(sql, statement);
      return statement;
    },
  };
}

function asKyselyStatement(prepare: () => StatementSync, inWords: <T>(work: () => T) => T): SqliteStatement {
  const statement = prepare();
  return {
    // Kysely asks better-sqlite3's flag whether a statement yields rows.
    reader: statement.columns().length > 0,
    all: (parameters) => inWords(() => statement.all(...parameters.map(bindable))),
    run: (parameters) => inWords(() => statement.run(...parameters.map(bindable))),
    // Of its own, as the same statement may be asked anew meanwhile.
    iterate: (parameters) => prepare().iterate(...parameters.map(bindable)),
  };
}

function bindable(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value;
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`SQLite has no column for a value of type ${typeof value}.`);
}
