import { mendName } from '../core/name-spellings.ts';
import type { LibraryReader } from '../core/ports.ts';
import type { Query, Term } from '../core/query.ts';
import { formatQuery } from '../core/query-format.ts';
import { clip, fold, listAnd } from '../core/text.ts';

/** What a query may have meant, of which words occur nowhere as they were typed. */
export type Otherwise = {
  /** What was found out, as a sentence. */
  readonly note: string;
  /** The query as `/papers` reads it; absent where its words stand between operators. */
  readonly query?: string;
};

/** Words that are told. */
const MOST_TOLD = 5;
/** So many words are looked for one by one, each in a search or two. */
const MOST_TRIED = 8;
const ONE = { sort: 'relevance', limit: 1, offset: 0 } as const;

type Library = Pick<LibraryReader, 'search'>;

/**
 * How `/papers` would read a query otherwise than it was typed, as digests do not: a word that is new in the library may well be meant.
 * Undefined where it reads it alike, or the library is not indexed yet.
 */
export async function readOtherwise(library: Library, query: Query): Promise<Otherwise | undefined> {
  // Where all its words stand in one paper none is unknown; of what operators join, one part may find all there is.
  if (query.condition === undefined && (await findsAsTyped(library, query))) return undefined;
  const { corrections, building } = await library.search(query, ONE);
  if (building !== undefined) return undefined;
  // As what a name or a year was understood is no word to look for.
  const changes = corrections.filter(({ isReading }) => isReading === undefined);
  const readAlready = corrections.map(({ typed }) => typed);
  const begun = await beginningsOf(library, query, readAlready);
  const others = [...changes, ...begun.map(({ text }) => ({ typed: text, used: `${text}*` }))];
  if (others.length === 0) return undefined;
  const told = others.slice(0, MOST_TOLD);
  const [typed, used] = [told.map((one) => one.typed), told.map((one) => one.used)].map(quoted);
  const [find, does] = told.length === 1 ? ['finds', 'does'] : ['find', 'do'];
  const note = `${typed} ${find} nothing in this library, where ${used} ${does}; a digest looks for words and names exactly as they were typed.`;
  if (query.condition !== undefined) return { note };
  const toldBegun = begun.filter(({ text }) => told.some((one) => one.used === `${text}*`));
  const terms = query.terms.map((term) => ({
    ...term,
    text: toldBegun.includes(term) ? `${term.text}*` : mendName(term.text, changes),
  }));
  return { note, query: formatQuery({ ...query, terms }) };
}

/** The words of a query that occur nowhere as they were typed, while others begin with them: those that `/papers` takes for them. */
async function beginningsOf(
  library: Library,
  query: Query,
  readAlready: readonly string[],
): Promise<readonly Term[]> {
  const begun: Term[] = [];
  const wanted = query.terms.filter(
    ({ text, field, excluded }) => !excluded && field !== 'category' && !/[*~]$/.test(text),
  );
  for (const term of wanted.slice(0, MOST_TRIED)) {
    const words = fold(term.text).split(/[^\p{L}\p{N}]+/u);
    if (readAlready.some((word) => words.includes(word))) continue;
    const alone = (text: string): Query => ({ text, refs: [], terms: [{ ...term, text }], period: {} });
    if (await findsAsTyped(library, alone(term.text))) continue;
    if (await findsAsTyped(library, alone(`${term.text}*`))) begun.push(term);
  }
  return begun;
}

async function findsAsTyped(library: Library, query: Query): Promise<boolean> {
  return (await library.search(query, { ...ONE, every: 'as typed' })).total > 0;
}

function quoted(words: readonly string[]): string {
  return listAnd(words.map((word) => `"${clip(word, 40)}"`));
}
