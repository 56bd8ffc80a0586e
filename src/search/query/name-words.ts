import { type Person, spellingsOf, waysToRead } from '../../core/names.ts';
import { Turns } from './turns.ts';

/** Ways to read the names of one query with particles apart that are looked up; each costs a millisecond or two. */
const MOST_WAYS = 40;

/** What a paper must have among the words of its authors: one of each list, and where some are given one that begins like these. */
export type NeededWords = {
  readonly begins?: readonly string[];
  readonly words: readonly (readonly string[])[];
};

/** The words of a name by which an index finds the papers of a person. */
export type NameWords = {
  /** Each of them alone is the name that was typed: who has it wrote the paper. */
  readonly sure: readonly string[];
  /** These find whom `isPerson` accepts and some more; which it is, only the printed names tell. */
  readonly others: readonly NeededWords[];
};

/** What bounds the look-ups for the names of one query. */
export function waysOfNames(): Turns {
  return new Turns(MOST_WAYS);
}

/** What an index is asked for a person. Particles apart cost turns: where none are left the other ways must do. */
export function boundedWords(person: Person, turns: Turns): NameWords {
  const { apart = [], ...asTyped } = person;
  const some = apart.filter(() => turns.take());
  return nameWords(waysToRead({ ...asTyped, apart: some }));
}

function nameWords(ways: readonly Person[]): NameWords {
  const sure = ways.flatMap(({ anyOrder, surname, begins }) =>
    anyOrder && begins === undefined && !surname.includes(' ') && surname.length > 1 ? surname : [],
  );
  const others = ways.flatMap((way): NeededWords[] => {
    if (way.begins !== undefined) return [{ begins: spellingsOf(way.begins), words: besides(way) }];
    if (!sure.includes(way.surname)) return neededWords(way);
    const spellings = spellingsOf(way.surname).filter((word) => !sure.includes(word));
    return spellings.length === 0 ? [] : [{ words: [spellings] }];
  });
  return { sure, others };
}

/** A surname stands whole and forenames whole or as initials; so may all words where any may be the surname. */
function besides({ surname, forenames, anyOrder }: Person): NeededWords['words'] {
  if (surname === '') return [];
  const words = surname.split(' ');
  return anyOrder ? long(words).map(short) : [...words.map(spellingsOf), ...long(forenames).map(short)];
}

/** The same, and where any word may be the surname one of them stands whole. */
function neededWords(way: Person): NeededWords[] {
  if (!way.anyOrder) return [{ words: besides(way) }];
  const words = long(way.surname.split(' '));
  if (words.length < 2) return words.map((word) => ({ words: [spellingsOf(word)] }));
  return [{ words: [words.flatMap(spellingsOf), ...words.map(short)] }];
}

/** Whole or as an initial. */
function short(word: string): readonly string[] {
  return [...spellingsOf(word), Array.from(word)[0] ?? word];
}

function long(words: readonly string[]): string[] {
  return words.filter((word) => word.length > 1);
}
