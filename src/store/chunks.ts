/**
 * How many ids or rows go into one statement. Engines limit the values of a statement (SQLite 32,766, PostgreSQL 65,535);
 * beyond a few hundred a larger one is no faster.
 */
export const CHUNK = 500;

/** Cuts a list into pieces of at most `size`. */
export function chunks<T>(items: readonly T[], size = CHUNK): T[][] {
  const pieces: T[][] = [];
  for (let start = 0; start < items.length; start += size) pieces.push(items.slice(start, start + size));
  return pieces;
}
