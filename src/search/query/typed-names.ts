import { withParticles } from '../../core/names.ts';
import type { Query, Term } from '../../core/query.ts';
import { fold } from '../../core/text.ts';
import { isFilter } from './query-words.ts';
import type { Correction } from './units.ts';

/** A longer query is a title or a sentence, in which "I." and "A." are no initials. */
const MOST_TERMS = 8;
/** Words of a name that are written out: `van den Oord`. */
const MOST_WORDS = 3;
/** Of a longer name no word is read in another way. */
const MOST_NAME_WORDS = 4;
const DOTTED = /^(?:\p{Lu}\p{M}*\.-?)+$/u;
const INITIALS = /^(?:\p{Lu}\p{M}*\.?-?){1,3},?$/u;
const NAME = /^\p{L}[\p{L}\p{M}'’-]+,?$/u;

/**
 * A query in which "E. J. Michaud" and "Michaud, E J" are filters for that author: the initials of a name stand in every paper as
 * letters of other words. Only who is an author here is taken for one.
 */
export function withNames(query: Query, isAuthor: (name: string) => boolean): Query {
  const { terms } = query;
  if (query.condition !== undefined || terms.length > MOST_TERMS) return query;
  for (let start = 0; start < terms.length; start += 1) {
    for (let end = terms.length; end > start + 1; end -= 1) {
      const name = nameOf(terms.slice(start, end));
      if (name === undefined || !isAuthor(name)) continue;
      const author: Term = { text: name, phrase: true, field: 'author', excluded: false };
      return { ...query, terms: [...terms.slice(0, start), author, ...terms.slice(end)] };
    }
  }
  return query;
}

/** The name that terms are, with initials behind a comma or before the surname; undefined when they are none. */
function nameOf(terms: readonly Term[]): string | undefined {
  if (terms.some(isFilter)) return undefined;
  const texts = terms.map((term) => term.text);
  const comma = texts.findIndex((text) => text.endsWith(',')) + 1;
  const isShort = (text: string): boolean =>
    (comma > 0 ? INITIALS : DOTTED).test(text) || /^\p{Lu}$/u.test(text);
  const short = texts.slice(comma).filter(isShort);
  const words = [...texts.slice(0, comma), ...texts.slice(comma).filter((text) => !isShort(text))];
  // "K means" is no name.
  const isGiven =
    comma > 0
      ? words.length === comma && short.length > 0
      : short.some((text) => text.endsWith('.')) || short.length > 1;
  const isName = words.length > 0 && words.length <= MOST_WORDS && words.every((word) => NAME.test(word));
  return isGiven && isName ? texts.join(' ').replace(/,$/, '') : undefined;
}

/** A name with other words in the place of some. */
export function mendName(name: string, changes: readonly Correction[]): string {
  const used = new Map(changes.map((change) => [change.typed, change.used]));
  return fold(name).replace(/[\p{L}\p{N}]+/gu, (word) => used.get(word) ?? word);
}

/** The ways to read a name one of whose words has its particles run into it. */
export function particleReadings(name: string): { readonly name: string; readonly change: Correction }[] {
  const words = fold(name).match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length > MOST_NAME_WORDS) return [];
  return words.flatMap((typed, at) =>
    withParticles(typed).map((used) => ({
      // With a comma, so that no initial stands for a part of it.
      name: `${used}, ${words.toSpliced(at, 1).join(' ')}`,
      change: { typed, used },
    })),
  );
}
