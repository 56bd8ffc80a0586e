import type { FullTextDatabase } from './database.ts';
import { ALL, listed, type RowTest } from './row-test.ts';

/** Documents by their numbers: 1 at the place of each that is meant. */
export type Marks = Uint8Array;

/**
 * Finds out in memory, for one query, which documents pass several tests: each list of rows is read once, however often it is asked for.
 * SQLite would make it anew in each place, and look up each document in all of them.
 */
export class Marking {
  readonly #database: FullTextDatabase;
  readonly #size: number;
  readonly #known = new Map<string, Marks>();

  constructor(database: FullTextDatabase) {
    this.#database = database;
    this.#size = 1 + Number(database.get('select max(number) as last from documents')?.['last'] ?? 0);
  }

  /** Those that pass one test. */
  of({ sql, values, select, without }: RowTest): Marks {
    if (without !== undefined) return this.allBut(this.of(without));
    const rows = select ?? `select number from documents where ${sql}`;
    const key = JSON.stringify([rows, values]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const marks = new Uint8Array(this.#size);
    // One text is read many times faster than many rows.
    const found = this.#database.get(
      `with found(number) as (${rows}) select json_group_array(number) as numbers from found`,
      ...values,
    );
    for (const number of JSON.parse(String(found?.['numbers'])) as number[]) marks[number] = 1;
    this.#known.set(key, marks);
    return marks;
  }

  all(several: readonly Marks[]): Marks {
    const [first = this.of(ALL), ...others] = several;
    const marks = first.slice();
    for (const other of others)
      for (let at = 0; at < marks.length; at += 1) if (other[at] === 0) marks[at] = 0;
    return marks;
  }

  any(several: readonly Marks[]): Marks {
    const marks = new Uint8Array(this.#size);
    for (const other of several)
      for (let at = 0; at < marks.length; at += 1) if (other[at] === 1) marks[at] = 1;
    return marks;
  }

  allBut(some: Marks): Marks {
    const marks = this.of(ALL).slice();
    for (let at = 0; at < marks.length; at += 1) if (some[at] === 1) marks[at] = 0;
    return marks;
  }
}

/** The rows of the documents that are meant. */
export function marked(marks: Marks): RowTest {
  return listed(numbersOf(marks));
}

/** The first of their numbers. */
export function numbersOf(marks: Marks, limit = Number.POSITIVE_INFINITY): number[] {
  const numbers: number[] = [];
  for (let at = marks.indexOf(1); at >= 0 && numbers.length < limit; at = marks.indexOf(1, at + 1))
    numbers.push(at);
  return numbers;
}
