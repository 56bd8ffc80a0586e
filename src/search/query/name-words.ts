import { type Person, spellingsOf, waysToRead } from '../../core/names.ts';

/** Lists of words of each of which a paper must have one among its authors'. */
export type NeededWords = readonly (readonly string[])[];

/** The words of a name by which an index finds the papers of a person. */
export type NameWords = {
  /** Each of them alone is the name that was typed: who has it wrote the paper. */
  readonly sure: readonly string[];
  /** These find whom `isPerson` accepts and some more; which it is, only the printed names tell. */
  readonly others: readonly NeededWords[];
};

/** What an index is asked for a person of whose name no word is open (`mich*`). */
export function nameWords(person: Person): NameWords {
  const ways = waysToRead(person);
  const sure = ways.flatMap((way) =>
    way.anyOrder && !way.surname.includes(' ') && way.surname.length > 1 ? way.surname : [],
  );
  const others = ways.flatMap((way): NeededWords[] => {
    if (!sure.includes(way.surname)) return neededWords(way);
    const spellings = spellingsOf(way.surname).filter((word) => !sure.includes(word));
    return spellings.length === 0 ? [] : [[spellings]];
  });
  return { sure, others };
}

/** A surname stands whole, or, where any word may be the surname, one of them does; the others stand whole or as initials. */
function neededWords({ surname, forenames, anyOrder }: Person): NeededWords[] {
  const whole = spellingsOf;
  const short = (word: string): string[] => [...whole(word), Array.from(word)[0] ?? word];
  const long = (words: readonly string[]): string[] => words.filter((word) => word.length > 1);
  const surnames = surname.split(' ');
  if (!anyOrder) return [[...surnames.map(whole), ...long(forenames).map(short)]];
  const words = long(surnames);
  if (words.length < 2) return words.map((word) => [whole(word)]);
  return [[words.flatMap(whole), ...words.map(short)]];
}
