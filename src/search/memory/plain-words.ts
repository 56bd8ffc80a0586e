import { parsePaperRef } from '../../core/paper-id.ts';
import type { Term } from '../../core/query.ts';
import { unitsOf } from '../query/units.ts';
import { stem } from '../text/stem.ts';
import type { Indexes } from './indexes.ts';
import { documentsOfAll, type PackedList } from './postings.ts';
import type { TermIndex } from './term-index.ts';

/**
 * The postings of the words of a term that the topic index alone decides; undefined where there is more to it. Stop words are not
 * indexed, and narrow nothing.
 */
export function plainPostings(
  topic: TermIndex,
  { text, field, phrase }: Term,
): readonly PackedList[] | undefined {
  if (field !== undefined || phrase || text.endsWith('*')) return undefined;
  const units = unitsOf(text);
  if (
    units.length === 0 ||
    units.some(({ joined }) => joined !== undefined) ||
    parsePaperRef(text) !== undefined
  )
    return undefined;
  return units.filter(({ stop }) => !stop).map(({ parts: [word = ''] }) => topic.postingsOf(stem(word)));
}

/** The documents that stand in all of these: of most queries few, so that no list is made of what has only one of the words. */
export function documentsIn({ topic }: Indexes, postings: readonly PackedList[]): Set<string> {
  const numbers = documentsOfAll(postings).filter((number) => topic.lengthOf(number) > 0);
  return new Set(numbers.map((number) => topic.idOf(number)));
}
