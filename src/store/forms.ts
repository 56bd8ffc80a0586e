import type {
  CompiledQuery,
  Insertable,
  InsertQueryBuilder,
  InsertResult,
  Kysely,
  Transaction,
} from 'kysely';
import type { Schema } from './schema.ts';

/** So many rows go into one statement; of other numbers of rows it takes several. Few sizes, so that each is met again and again. */
const SIZES = [64, 16, 4, 1] as const;

type Table = keyof Schema;
type Insert<T extends Table> = InsertQueryBuilder<Schema, T, InsertResult>;

/**
 * Runs statements that differ in nothing but their values, and keeps each as it was built, by its key: building one takes longer than
 * an embedded engine takes to run it.
 */
export function createForms<Row>(): (
  db: Kysely<Schema>,
  key: string,
  parameters: readonly unknown[],
  build: () => CompiledQuery<Row>,
) => Promise<readonly Row[]> {
  const byDialect = new WeakMap<object, Map<string, CompiledQuery<Row>>>();
  return async (db, key, parameters, build) => {
    const { adapter } = db.getExecutor();
    const known = byDialect.get(adapter) ?? new Map<string, CompiledQuery<Row>>();
    byDialect.set(adapter, known);
    const form = known.get(key) ?? build();
    known.set(key, form);
    const { rows } = await db.executeQuery<Row>({ ...form, parameters });
    return rows;
  };
}

/**
 * What writes rows into a table, in their order: any number of them, all with the columns of the first.
 * @param finish adds what stands behind the values, the same for all of them
 */
export function rowsInto<T extends Table>(
  table: T,
  finish: (insert: Insert<T>) => Insert<T> = (insert) => insert,
): (db: Transaction<Schema>, rows: readonly Insertable<Schema[T]>[]) => Promise<void> {
  const run = createForms<InsertResult>();
  return async (db, rows) => {
    const columns = Object.keys(rows[0] ?? {}) as (keyof Insertable<Schema[T]>)[];
    let done = 0;
    for (const size of SIZES) {
      for (; rows.length - done >= size; done += size) {
        const some = rows.slice(done, done + size);
        const values = some.flatMap((row) => columns.map((column) => row[column]));
        await run(db, `${size} ${columns.join(' ')}`, values, () =>
          finish(db.insertInto(table).values(some)).compile(),
        );
      }
    }
  };
}

/** The values of a list `in` which something is looked for, the last again and again: so there are few lengths. */
export function padded<T>(values: readonly T[]): readonly T[] {
  const last = values.at(-1);
  if (last === undefined) return values;
  const length = 2 ** Math.ceil(Math.log2(values.length));
  return [...values, ...Array<T>(length - values.length).fill(last)];
}
