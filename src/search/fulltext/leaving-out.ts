import type { TextField } from '../../core/query.ts';
import type { FullTextDatabase } from './database.ts';
import type { QueryLexicon } from './lexicon.ts';
import { both, either, listed, not, type RowTest, type Words } from './row-test.ts';
import { COLUMN_NAMES } from './schema.ts';

/** FTS5 goes through the lists of so many words at once; for each paper in one of them it looks at all, so that many take twice as long. */
const MOST_AT_ONCE = 20;
/** So few papers are read rather than going on through the lists of all other words. */
const FEW_LEFT = 2_000;

/** The papers that pass none of some tests. */
export function noneOf(
  { database, lexicon }: { readonly database: FullTextDatabase; readonly lexicon: QueryLexicon },
  tests: readonly RowTest[],
): RowTest {
  const apart = new Map<string, Words>();
  for (const { match, words } of tests)
    if (match !== undefined && words !== undefined) apart.set(match.expression, words);
  if (apart.size <= MOST_AT_ONCE) return not(either(tests));
  const countOf = ({ stems }: Words): number => Math.max(...stems.map((one) => lexicon.countOf(one)));
  // After a few dozen of the most frequent words hardly a paper is left.
  const inTurn = [...apart].toSorted(([, a], [, b]) => countOf(b) - countOf(a));
  const all = numbersIn(database, 'select json_group_array(number) as numbers from documents');
  const left = new Set(all);
  const unread: Words[] = [];
  for (const [expression, words] of inTurn) {
    if (left.size <= FEW_LEFT) unread.push(words);
    else for (const number of numbersIn(database, WITH, expression)) left.delete(number);
  }
  for (const number of withAny(database, left, unread)) left.delete(number);
  // The shorter of two lists says the same.
  const none =
    left.size * 2 > all.length ? not(listed(all.filter((one) => !left.has(one)))) : listed([...left]);
  const others = tests.filter(({ words }) => words === undefined);
  return others.length === 0 ? none : both([none, not(either(others))]);
}

const WITH = 'select json_group_array(rowid) as numbers from topic where topic match ?';

/** One text is read many times faster than many rows. */
function numbersIn(database: FullTextDatabase, sql: string, ...values: readonly string[]): number[] {
  return JSON.parse(String(database.get(sql, ...values)?.['numbers'])) as number[];
}

/** The papers, of some, in which any of the words stand. */
function withAny(database: FullTextDatabase, some: ReadonlySet<number>, words: readonly Words[]): number[] {
  if (words.length === 0) return [];
  const wanted = new Map<string, Set<TextField | undefined>>();
  for (const { stems, field } of words)
    for (const one of stems) wanted.set(one, (wanted.get(one) ?? new Set()).add(field));
  const columns = COLUMN_NAMES.map((_, index) => `c${index}`);
  const sql = `select id, ${columns.join(', ')} from topic_content where id in (select value from json_each(?))`;
  return database.all(sql, JSON.stringify([...some])).flatMap((row) => {
    const isIn = COLUMN_NAMES.some((field, at) =>
      String(row[columns[at] ?? ''] ?? '')
        .split(' ')
        .some((one) => {
          const fields = wanted.get(one);
          return fields !== undefined && (fields.has(undefined) || fields.has(field));
        }),
    );
    return isIn ? Number(row['id']) : [];
  });
}
