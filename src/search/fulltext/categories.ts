import { categoryTest } from '../query/word-tests.ts';
import type { FullTextDatabase } from './database.ts';
import { inCategories, type RowTest } from './row-test.ts';

/** Each category that papers have, once: from one to the next, as there are hundreds of papers in most. */
const EACH_ONCE = `with recursive each(category) as (
  select min(category) from categories
  union all select (select min(category) from categories where category > each.category) from each where category is not null
) select category from each where category is not null`;

/** The categories of a library, in small letters. */
export function categoriesOf(database: FullTextDatabase): string[] {
  return database.all(EACH_ONCE).map(({ category }) => String(category));
}

/** The papers in those of all categories that are meant: `cs.LG` exactly, `cs.*` or `cs` for the whole archive; in any case of letters. */
export function ofCategory(all: readonly string[], text: string): RowTest {
  return inCategories(new Set(all.filter(categoryTest(text))));
}
