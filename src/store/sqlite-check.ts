import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { SetupError } from '../core/errors.ts';
import { refuseNewer } from './migrate.ts';
import { whenFree } from './node-sqlite.ts';
import { cannotOpenWords, damagedWords, explainSqliteError } from './sqlite-errors.ts';

/**
 * Up to this size (some 90,000 papers) every page is looked at, at each start: half a millisecond per megabyte once the file
 * is in memory. Of a larger one SQLite itself still compares the length with what its header says; damage further inside is
 * told when it is met.
 */
const FULL_CHECK_BYTES = 200 * 1024 * 1024;

/** Bytes; no database is smaller. */
const SMALLEST_PAGE = 512;

/**
 * Looks at a database before anything is written to it, through a connection that cannot write. The file is never read in
 * any other way: closing a second handle would drop the locks that this process holds on it.
 *
 * @returns the database version; 0 when there is nothing yet
 * @throws SetupError when the file is damaged, of another program, or of a newer release
 */
export async function checkSqliteFile(file: string, fullCheckBytes = FULL_CHECK_BYTES): Promise<number> {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined || (stats.isFile() && stats.size === 0)) return 0;
  if (!stats.isFile()) throw new SetupError(cannotOpenWords(file));
  // SQLite takes a file of one byte for an empty one and would write over it.
  if (stats.size < SMALLEST_PAGE) throw new SetupError(damagedWords(file));
  try {
    return await whenFree(() => check(file, stats.size <= fullCheckBytes));
  } catch (error) {
    const explained = explainSqliteError(error, file);
    // The few questions asked here can fail in no other way than by tables that are not what they should be.
    throw explained instanceof SetupError ? explained : new SetupError(damagedWords(file), { cause: error });
  }
}

function check(file: string, fully: boolean): number {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const version = versionOf(database);
    if (version === undefined) throw new SetupError(damagedWords(file));
    // A newer release may have built its tables otherwise, so its words come before any doubt about them.
    refuseNewer(version);
    if (fully && !isSound(database)) throw new SetupError(damagedWords(file));
    return version;
  } finally {
    database.close();
  }
}

/** Undefined for the database of another program: it has tables, but not ours. */
function versionOf(database: DatabaseSync): number | undefined {
  const tables = database.prepare("select name from sqlite_master where type = 'table'").all();
  if (tables.length === 0) return 0;
  if (!tables.some((table) => table['name'] === 'database_version')) return undefined;
  return Number(database.prepare('select version from database_version').get()?.['version'] ?? 0);
}

function isSound(database: DatabaseSync): boolean {
  return database.prepare('pragma quick_check(1)').get()?.['quick_check'] === 'ok';
}
