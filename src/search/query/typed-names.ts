import { isParticle, withParticles } from '../../core/name-spellings.ts';
import { isPerson, type Person } from '../../core/names.ts';
import type { Correction, Query, Term } from '../../core/query.ts';
import { fold, foldedWords } from '../../core/text.ts';
import { isFilter, isIdle } from './query-words.ts';

/** A longer query is a title or a sentence, in which "I." and "A." are no initials. */
const MOST_TERMS = 8;
/** Words of a name that are written out: `van den Oord`. */
const MOST_WORDS = 3;
/** Of a longer name no word is read in another way. */
const MOST_NAME_WORDS = 4;
/** Names that a library is asked for, of one query. */
const MOST_ASKED = 12;
const DOTTED = /^(?:\p{Lu}\p{M}*\.-?)+$/u;
const INITIALS = /^(?:\p{Lu}\p{M}*\.?-?){1,3},?$/u;
/** Initials without dots or blanks, as in "HW Hammer"; of a title in capitals they are its short words. */
const RUN_TOGETHER = /^\p{Lu}{2,3}$/u;
const NAME = /^\p{L}[\p{L}\p{M}'’-]+,?$/u;
const CAPITALISED = /^\p{Lu}[\p{L}\p{M}'’-]*\p{Ll}$/u;
const YEAR = /^(?:19|20)\d\d$/;
const MONTHS = new Set('january february march april may june july august'.split(' '));
/** What stands around the names and the year of a citation, and between names. */
const AROUND = /^[([{]+|[)\]},.;:]+$/g;
const BETWEEN = /^(?:and|&)$/i;

/** What a library knows. */
export type Known = {
  /** Whether somebody of this name surely wrote one of its papers. */
  readonly isAuthor: (name: string) => boolean;
  /** The same with all of its words printed. */
  readonly isWhole: (name: string) => boolean;
  /** Whether a word stands in one of its papers. */
  readonly isWord: (word: string) => boolean;
  /** Whether one of its papers passes the filters of a query, and has all of its words. */
  readonly hasAny: (query: Query) => boolean;
  /** Whether one of them was submitted in a year. */
  readonly hasYear: (year: string) => boolean;
};

export type WithNames = { readonly query: Query; readonly corrections: readonly Correction[] };

/**
 * A query in which the names of authors are filters: "E. J. Michaud" and "Michaud, E J", as the initials stand in every paper as
 * letters of other words; names with their particles run into them, and citations such as "Liu et al. (2022)". Only who is an author
 * here is taken for one.
 */
export function withNames(query: Query, known: Known): WithNames {
  if (query.condition !== undefined || query.terms.length > MOST_TERMS) return { query, corrections: [] };
  const cited = withCitation(query, known);
  if (cited !== undefined) return cited;
  const named = withInitials(query, known) ?? withRunParticles(query, known);
  return { query: named ?? query, corrections: [] };
}

/** The same, and words that are nothing but a name, printed in any other way. */
export function withWholeNames(query: Query, known: Known): WithNames {
  const named = withNames(query, known);
  return named.query === query ? (withWholeName(query, known) ?? named) : named;
}

function withInitials(query: Query, { isAuthor }: Known): Query | undefined {
  const { terms } = query;
  const isLoud = terms.length > MOST_WORDS && terms.every(({ text }) => !/\p{Ll}/u.test(text));
  let asked = 0;
  for (let start = 0; start < terms.length; start += 1) {
    for (let end = terms.length; end > start + 1; end -= 1) {
      const name = nameOf(terms.slice(start, end), isLoud);
      if (name === undefined) continue;
      asked += 1;
      if (asked > MOST_ASKED) return undefined;
      if (!isAuthor(name)) continue;
      return { ...query, terms: [...terms.slice(0, start), authorTerm(name), ...terms.slice(end)] };
    }
  }
  return undefined;
}

/** "schroeder dewitt"; one word alone only if it is nothing else. And "yann le cun", whose papers have no "cun". */
function withRunParticles(query: Query, { isAuthor, isWord }: Known): Query | undefined {
  const { terms } = query;
  const texts = terms.map((term) => term.text);
  if (terms.some(isFilter) || !texts.every((text) => NAME.test(text))) return undefined;
  const [only = ''] = texts;
  const name = texts.join(' ');
  if (hasOwnParticle(texts, isWord) && isAuthor(name)) return { ...query, terms: [authorTerm(name)] };
  const readings = particleReadings(name);
  if (readings.length === 0 || (texts.length === 1 && isWord(only)) || isAuthor(name)) return undefined;
  return readings.some((reading) => isAuthor(reading.name))
    ? { ...query, terms: [authorTerm(name)] }
    : undefined;
}

/** Whether what stands behind a particle is no word of the library. */
function hasOwnParticle(texts: readonly string[], isWord: Known['isWord']): boolean {
  return (
    texts.length <= MOST_NAME_WORDS &&
    texts.some((text, at) => {
      const [particle, word] = [fold(texts[at - 1] ?? ''), fold(text)];
      return isParticle(particle) && !isParticle(word) && !isWord(word);
    })
  );
}

/**
 * "Ulrich Jentschura", of whose papers some have "U. D. Jentschura": words that are nothing but a name. All are somebody's, and no paper
 * has all of them but those of this person. Two surnames stand together in the papers of both.
 */
function withWholeName(query: Query, { isAuthor, isWhole, isWord, hasAny }: Known): WithNames | undefined {
  const { terms, condition, refs } = query;
  const texts = terms.map((term) => term.text);
  if (condition !== undefined || refs.length > 0) return undefined;
  if (terms.length < 2 || terms.length > MOST_NAME_WORDS) return undefined;
  if (terms.some((term) => isFilter(term) || isIdle(term)) || !texts.every((text) => NAME.test(text)))
    return undefined;
  // A forename may stand nowhere; in small letters that is a slip rather.
  const isNameWord = (text: string): boolean => isAuthor(text) || (CAPITALISED.test(text) && !isWord(text));
  const name = texts.join(' ');
  if (!texts.every(isNameWord) || !isAuthor(name)) return undefined;
  const others = [...terms, { ...authorTerm(name), excluded: true }];
  if (hasAny({ ...query, terms: others }) || (hasAny(query) && !isWhole(name))) return undefined;
  const corrections = [{ typed: name, used: `author:${name}`, isReading: true as const }];
  return { query: { ...query, terms: [authorTerm(name)] }, corrections };
}

/** Names and a year, nothing else. What is cited under a year is often here since the year before. */
function withCitation(query: Query, { isAuthor, hasAny }: Known): WithNames | undefined {
  const { terms, period, refs } = query;
  if (
    terms.some(isFilter) ||
    terms.length < 2 ||
    refs.length > 0 ||
    period.from !== undefined ||
    period.to !== undefined
  )
    return undefined;
  const texts = terms.map((term) => term.text.replaceAll(AROUND, '')).filter((text) => !BETWEEN.test(text));
  const year = texts.at(-1) ?? '';
  const names = texts.slice(0, -1);
  const isName = (name: string): boolean =>
    CAPITALISED.test(name) && !MONTHS.has(name.toLowerCase()) && isAuthor(name);
  if (!YEAR.test(year) || names.length === 0 || !names.every(isName)) return undefined;
  const before = String(Number(year) - 1);
  const cited = {
    ...query,
    terms: names.map(authorTerm),
    period: { from: `${before}-01-01`, to: `${year}-12-31` },
  };
  return hasAny(cited)
    ? { query: cited, corrections: [{ typed: year, used: `year:${before}..${year}`, isReading: true }] }
    : undefined;
}

/** Whether a printed name is a person's, and has all words that were typed. */
export function isPrintedWhole(person: Person, printed: string): boolean {
  const there = foldedWords(printed);
  const typed = [...person.surname.split(' '), ...person.forenames];
  return isPerson(person, printed) && typed.every((word) => there.includes(word));
}

function authorTerm(text: string): Term {
  return { text, phrase: true, field: 'author', excluded: false };
}

/** The name that terms are, with initials behind a comma or before the surname; undefined when they are none. */
function nameOf(terms: readonly Term[], isLoud: boolean): string | undefined {
  if (terms.some(isFilter)) return undefined;
  const texts = terms.map((term) => term.text);
  const comma = texts.findIndex((text) => text.endsWith(',')) + 1;
  const isShort = (text: string): boolean =>
    (comma > 0 ? INITIALS : DOTTED).test(text) ||
    /^\p{Lu}$/u.test(text) ||
    (!isLoud && RUN_TOGETHER.test(text));
  const short = texts.slice(comma).filter(isShort);
  const words = [...texts.slice(0, comma), ...texts.slice(comma).filter((text) => !isShort(text))];
  // "K means" is no name.
  const isGiven =
    comma > 0
      ? words.length === comma && short.length > 0
      : short.some((text) => text.endsWith('.') || text.length > 1) || short.length > 1;
  const isName = words.length > 0 && words.length <= MOST_WORDS && words.every((word) => NAME.test(word));
  return isGiven && isName ? texts.join(' ').replace(/,$/, '') : undefined;
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
