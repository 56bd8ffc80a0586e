import { rmSync } from 'node:fs';
import { FullTextDatabase, isDamage } from './database.ts';
import { createTables, FORMAT, setState } from './schema.ts';

/** What an index on disk must have been built from, and by, to be believed. */
export type Built = { readonly config: string; readonly library: string; readonly seq: number };

/**
 * Opens the index, or makes a new empty one in its place when there is none or it cannot be used; `log` is told why in the latter
 * case.
 */
export function openDatabase(file: string, now: Built, log: (reason: string) => void): FullTextDatabase {
  try {
    const database = new FullTextDatabase(file);
    const reason = unusable(database, now);
    if (reason === undefined) return database;
    database.close();
    if (reason !== '') log(`The kept search index ${reason}; it is built again.`);
  } catch (error) {
    if (!isDamage(error)) throw error;
    log('The kept search index is damaged; it is built again.');
  }
  return emptyDatabase(file, now);
}

/** Puts an empty index in the place of whatever is there. It is a cache: nothing is lost but time. */
export function emptyDatabase(file: string, { config, library }: Omit<Built, 'seq'>): FullTextDatabase {
  if (file !== ':memory:')
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${end}`, { force: true });
  const database = new FullTextDatabase(file);
  createTables(database);
  setState(database, { format: FORMAT, config, library, seq: 0, documents: 0, tokens: 0 });
  return database;
}

/** Why an index cannot be used, in words; empty for one that has nothing in it, undefined for one that can. */
function unusable(database: FullTextDatabase, now: Built): string | undefined {
  const tables = database.all("select name from sqlite_master where type = 'table'");
  if (tables.length === 0) return '';
  if (!tables.some(({ name }) => name === 'state')) return 'is some other file';
  const state = database.get('select * from state');
  if (state?.['format'] !== FORMAT) return 'is of another version of Paperthread';
  if (state['config'] !== now.config) return 'was built with other search settings';
  if (state['library'] !== now.library) return 'was built from another library';
  // A database put back from a copy is older than the index that was built before.
  if (Number(state['seq']) > now.seq) return 'is newer than the library';
  return undefined;
}
