import { mendName } from '../core/name-spellings.ts';
import type { LibraryReader } from '../core/ports.ts';
import type { Query } from '../core/query.ts';
import { formatQuery } from '../core/query-format.ts';
import { clip, listAnd } from '../core/text.ts';

/** What a query may have meant, of which words occur nowhere as they were typed. */
export type Otherwise = {
  /** What was found out, as a sentence. */
  readonly note: string;
  /** The query as `/papers` reads it; absent where its words stand between operators. */
  readonly query?: string;
};

/** Words that are told. */
const MOST_TOLD = 5;

/**
 * How `/papers` would read a query otherwise than it was typed, as digests do not: a word that is new in the library may well be meant.
 * Undefined where it reads it alike, or the library is not indexed yet.
 */
export async function readOtherwise(
  library: Pick<LibraryReader, 'search'>,
  query: Query,
): Promise<Otherwise | undefined> {
  const { corrections, building } = await library.search(query, { sort: 'relevance', limit: 1, offset: 0 });
  // As what a name or a year was understood is no word to look for.
  const changes = corrections.filter(({ isReading }) => isReading === undefined);
  if (building !== undefined || changes.length === 0) return undefined;
  const told = changes.slice(0, MOST_TOLD);
  const [typed, used] = [told.map((one) => one.typed), told.map((one) => one.used)].map(quoted);
  const [find, does] = told.length === 1 ? ['finds', 'does'] : ['find', 'do'];
  const note = `${typed} ${find} nothing in this library, where ${used} ${does}; a digest looks for words and names exactly as they were typed.`;
  if (query.condition !== undefined) return { note };
  const terms = query.terms.map((term) => ({ ...term, text: mendName(term.text, changes) }));
  return { note, query: formatQuery({ ...query, terms }) };
}

function quoted(words: readonly string[]): string {
  return listAnd(words.map((word) => `"${clip(word, 40)}"`));
}
