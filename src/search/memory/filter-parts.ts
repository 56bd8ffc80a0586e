import type { Correction, TextField } from '../../core/query.ts';
import type { Lexicon } from '../query/lexicon.ts';
import type { TextTest } from '../query/word-tests.ts';
import type { Reading } from './bounded-reading.ts';
import type { Indexes } from './indexes.ts';

/** What the filters of one query are worked out with. */
export type FilterParts = {
  readonly indexes: Indexes;
  readonly lexicon: Lexicon;
  readonly reading: Reading;
  /** Whether what is found is left out. */
  readonly excluded?: boolean;
  /** Absent where words are looked up as they were typed. */
  readonly corrections?: Correction[];
};

/** Which documents it is worth to find: of some only, and not those that are found already. */
export type Wanted = {
  readonly among?: ReadonlySet<string> | undefined;
  readonly found?: ReadonlySet<string> | undefined;
};

/** The documents that can hold a term by the indexes, and what has to be read to be sure. */
export type Candidates = { readonly ids: Set<string>; readonly isSure?: (id: string) => boolean };

/** Whether nothing can be found that has to be read: of what is left out rather too little than all, once too much was read. */
export function isLost({ reading, excluded = false }: Pick<FilterParts, 'reading' | 'excluded'>): boolean {
  return excluded && reading.isSpent;
}

/** Reads a document: whether a text of it, in a field or anywhere, passes a test. */
export function holds(
  parts: Pick<FilterParts, 'reading' | 'excluded'>,
  id: string,
  field: TextField | undefined,
  test: TextTest,
  cost?: number,
): boolean {
  return parts.reading.holds(id, field, test, cost) && !isLost(parts);
}
