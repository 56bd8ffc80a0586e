import { isParticle, joinedParticles, spelledOut, umlautsOf, withParticles } from './name-spellings.ts';
import { fold } from './text.ts';

/** A person as people type one: a surname, and forenames or initials if given. Folded. */
export type Person = {
  /** Without a comma all of the words, in the order typed. */
  readonly surname: string;
  readonly forenames: readonly string[];
  readonly anyOrder: boolean;
  /** Other ways to read the text: "Michaud, EJ" with initials, "Müller" as "Mueller", "Le Cun" as "LeCun". */
  readonly otherwise?: readonly Person[];
  /** The same with particles apart that were typed as one with the surname: "LeCun" as "Le Cun". */
  readonly apart?: readonly Person[];
  /** How one more word of the name begins: `mich*`. There may be no surname beside it. */
  readonly begins?: string;
};

/** Nobody's name has more words than this. */
export const MAX_NAME_WORDS = 20;
/** In a longer name no particles are looked for. */
const MOST_WITH_PARTICLES = 4;
/** Ways to read a name with its particles apart. */
const MOST_APART = 8;
/** Of one letter it would be an initial. */
const OPEN_NAME = /(?<![\p{L}\p{M}\p{N}])([\p{L}\p{M}\p{N}]{2,})\*+$/u;
/** A word with a capital in it: `LeCun`, `McAllester`, `denOord`. */
const RUN_TOGETHER = /[\p{L}\p{M}'’]*\p{Ll}\p{Lu}[\p{L}\p{M}'’]*/gu;
/** What stands between the two parts of some surnames. */
const LINKS = / [yei] (?=\S)/;
/** Printed after the surname, but no part of it. */
const SUFFIXES = new Set(['jr', 'sr', 'ii', 'iii', 'iv']);

/**
 * Reads "Michaud, E J", "E. J. Michaud", "michaud eric" or "Michaud". With a comma everything before it is the surname
 * (arXiv's own rule); without one the words may stand in any order.
 */
export function parsePerson(typed: string): Person | undefined {
  const text = typed.replace(/[\s,]+et\s+al\.?\s*$/iu, '');
  const isOpen = OPEN_NAME.test(text);
  const texts = (isOpen ? [text] : [text, spreadInitials(text)]).flatMap((one) => [
    one,
    spelledOut(one) ?? one,
  ]);
  const readings = [...new Set(texts)].flatMap((one) => (isOpen ? readOpen(one) : readPerson(one)) ?? []);
  const [person, ...others] = [...readings, ...(isOpen ? [] : readings.flatMap(withJoinedSurname))];
  const joined = new Set(isOpen ? [] : text.match(RUN_TOGETHER)?.map(fold));
  const apart = isOpen ? [] : readings.flatMap((one) => withParticlesApart(one, joined)).slice(0, MOST_APART);
  return person === undefined
    ? undefined
    : {
        ...person,
        ...(others.length === 0 ? {} : { otherwise: others }),
        ...(apart.length === 0 ? {} : { apart }),
      };
}

/** The ways to read a typed name, the plainest first. */
export function waysToRead(person: Person): readonly Person[] {
  return [person, ...(person.otherwise ?? []), ...(person.apart ?? [])];
}

function readOpen(text: string): Person | undefined {
  const open = OPEN_NAME.exec(text);
  const before = text.slice(0, open?.index);
  const begins = fold(open?.[1] ?? '');
  if (nameWords(fold(before)).length === 0) return { surname: '', forenames: [], anyOrder: true, begins };
  const person = readPerson(before);
  return person === undefined ? undefined : { ...person, begins };
}

function readPerson(text: string): Person | undefined {
  const [before, ...after] = fold(text).split(',');
  const words = nameWords(before ?? '');
  const forenames = nameWords(after.join(' '));
  if (words.length === 0 || words.length + forenames.length > MAX_NAME_WORDS) return undefined;
  return { surname: words.join(' '), forenames, anyOrder: after.length === 0 };
}

/**
 * "Yann Le Cun" and "Le Cun, Y" with the surname "LeCun" and what else was typed, and "Schroeder de Witt, C" with "deWitt". Only a
 * surname is run together: "Da Li" is nobody called Dali.
 */
function withJoinedSurname({ surname, forenames, anyOrder }: Person): Person[] {
  return joinedParticles(surname.split(' ')).map(({ before, joined, after }) =>
    anyOrder
      ? { surname: joined, forenames: [...before, ...after], anyOrder: false }
      : { surname: [...before, joined, ...after].join(' '), forenames, anyOrder },
  );
}

/**
 * The other way round: "Yann LeCun" with the surname "Le Cun", and "DeVries, H" with "de Vries". Only what was typed with a capital
 * in it has particles for certain: "Benson" is not "Ben Son".
 */
function withParticlesApart({ surname, forenames, anyOrder }: Person, joined: ReadonlySet<string>): Person[] {
  const words = surname.split(' ');
  if (words.length > MOST_WITH_PARTICLES) return [];
  return words.flatMap((word, at) =>
    (joined.has(word) ? withParticles(word) : []).map((apart) =>
      anyOrder
        ? { surname: apart, forenames: words.toSpliced(at, 1), anyOrder: false }
        : { surname: words.toSpliced(at, 1, apart).join(' '), forenames, anyOrder },
    ),
  );
}

/** "EJ Michaud" becomes "E J Michaud"; "ERIC MICHAUD" is only loud, and "Li" a name. */
function spreadInitials(text: string): string {
  if (!/\p{Ll}/u.test(text)) return text;
  return text.replace(/(?<![\p{L}\p{M}'’-])\p{Lu}{2,3}(?![\p{L}\p{M}'’-])/gu, (word) =>
    Array.from(word).join(' '),
  );
}

/** The words that a paper of a person may have in the place of a typed one. */
export function spellingsOf(word: string): readonly string[] {
  return [word, ...umlautsOf(word)];
}

/**
 * Whether a printed author name can be this person. Words must match whole ("Yu" is not "Yujia"), without accents, or with umlauts in
 * two letters on one side; forenames may be given by their initials on either side, and initials must all be there.
 *
 * Printed names have the surname last ("Eric J. Michaud"), or first where they end in an initial ("Michaud Eric J."). Where no initial
 * tells, either is possible ("Nguyen Van Hung", "Maria Garcia Lopez").
 *
 * With a comma, what stands before it is the whole surname and what stands behind are forenames in any order.
 *
 * Without one, the words that are written out stand in the printed order, or in that order after one turn, as in "Michaud Eric" and
 * "Garcia Maria" (of "Maria Garcia Lopez"): what was typed first is then a surname that is printed last, or the other way round. So a
 * turn divides no hyphenated name ("Wei Zhang" is not "Zhang-Wei Hong"), and nothing before a middle initial is a surname. An initial
 * stands for a forename, never for a surname: before a word that was typed, or behind a surname printed first ("Max Tegmark" is not
 * "Max T. M. Ng", "L. Garcia" not "Maria Garcia Lopez").
 */
export function isPerson(person: Person, printed: string): boolean {
  const names = readingsOf(printed);
  return (
    waysToRead(person).some((way) => names.some((name) => canBe(way, name))) ||
    (LINKS.test(printed) && isPerson(withoutLinks(person), printed.replace(LINKS, ' ')))
  );
}

/** "Ortega y Gasset" is also typed without its "y", which is no initial. */
function withoutLinks(person: Person): Person {
  const words = person.surname.split(' ').filter((word) => !/^[yei]$/.test(word));
  return { ...person, surname: words.join(' ') || person.surname };
}

/** The ways to read a printed name: "O'Brien" and "Kuo-Wei" may be typed as one word. */
function readingsOf(printed: string): string[] {
  // Most names are plain, and very many are read for some queries.
  if (!/[^\x00-\x7f]|['-]/.test(printed)) return [printed.toLowerCase()];
  const spelled = spelledOut(printed);
  return [printed, ...(spelled === undefined ? [] : [spelled])].map(fold).flatMap((name) => {
    if (!/['-]/.test(name)) return [name];
    const whole = name.replace(/(?<=\p{L})'(?=\p{L})/gu, '');
    return [name, whole, whole.replace(/(?<=\p{L})-(?=\p{L})/gu, '')];
  });
}

/** Name words: dots and blanks separate, hyphens and apostrophes too, so "Kuo-Wei" is found by "kuo wei". */
function nameWords(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

function canBe(way: Person, name: string): boolean {
  const { begins } = way;
  if (begins === undefined && !mayHold(name, way)) return false;
  const words = nameWords(name);
  if (begins === undefined) {
    return way.anyOrder ? isAnyOrder(way.surname.split(' '), name, words) : isWithComma(way, words);
  }
  return words.some((word, at) => word.startsWith(begins) && isBeside(way, words.toSpliced(at, 1)));
}

/** Whether what must stand whole does so at all, which can be told quickly of very many names. */
function mayHold(name: string, { surname, anyOrder }: Person): boolean {
  const words = surname.split(' ');
  return anyOrder
    ? words.some((word) => word.length > 1 && name.includes(word))
    : words.every((word) => name.includes(word));
}

/** Whether the words of a name beside one that only begins as typed are those that were typed. */
function isBeside(way: Person, words: readonly string[]): boolean {
  if (way.surname === '') return true;
  return way.anyOrder ? areForenames(way.surname.split(' '), words) : isWithComma(way, words);
}

function isWithComma({ surname, forenames }: Person, words: readonly string[]): boolean {
  const wanted = surname.split(' ');
  let end = words.length;
  while (end > wanted.length && SUFFIXES.has(words[end - 1] ?? '') && wanted.at(-1) !== words[end - 1]) {
    end -= 1;
  }
  const start = end - wanted.length;
  const standsAt = (place: number): boolean => wanted.every((word, at) => word === words[place + at]);
  if (start >= 0 && standsAt(start) && areForenames(forenames, words.slice(0, start))) return true;
  const isSurnameFirst = words.length > wanted.length && words.at(-1)?.length === 1;
  return isSurnameFirst && standsAt(0) && areForenames(forenames, words.slice(wanted.length));
}

/** Finds a different printed word for each typed one, in any order. */
function areForenames(typed: readonly string[], printed: readonly string[]): boolean {
  const left = [...printed];
  // What is written out first, so that no initial takes its place.
  return typed
    .toSorted((a, b) => Math.min(b.length, 2) - Math.min(a.length, 2))
    .every((word) => {
      const exact = left.indexOf(word);
      const at = exact >= 0 ? exact : left.findIndex((other) => isInitial(other, word));
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    });
}

/** Whether one of two words is the initial of the other. */
function isInitial(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  return short.length === 1 && long.startsWith(short);
}

function isAnyOrder(typed: readonly string[], name: string, words: readonly string[]): boolean {
  const { wholes, others } = wholePlaces(typed, words);
  // Initials alone name nobody. "M. Del Tutto" is not "del maestro", but "X. Du" may be "du xin".
  const isNamed = wholes.some((at) => {
    const word = words[at] ?? '';
    return typed.length === 1 || !isParticle(word) || word === words.at(-1);
  });
  if (!isNamed || !isInOrder(wholes, name, words)) return false;
  return startsWith(words, typed) || areInitials(others, wholes, words);
}

/** Where typed words stand whole, in the order typed, rather behind one another; and what does not. */
function wholePlaces(
  typed: readonly string[],
  words: readonly string[],
): { readonly wholes: readonly number[]; readonly others: readonly string[] } {
  const wholes: number[] = [];
  const others: string[] = [];
  for (const word of typed) {
    const isFree = (at: number): boolean => words[at] === word && !wholes.includes(at);
    const next = words.findIndex((_, at) => at > (wholes.at(-1) ?? -1) && isFree(at));
    const at = word.length === 1 ? -1 : next >= 0 ? next : words.findIndex((_, place) => isFree(place));
    if (at >= 0) wholes.push(at);
    else others.push(word);
  }
  return { wholes, others };
}

/** Whether words stand in the printed order, or do when the last of them, which are printed before the others, are put in front. */
function isInOrder(places: readonly number[], name: string, words: readonly string[]): boolean {
  const turns = places.flatMap((at, index) => (at < (places[index - 1] ?? -1) ? [index] : []));
  if (turns.length === 0) return true;
  const [first = 0, last = 0] = [places.at(0), places.at(-1)];
  return turns.length === 1 && last < first && first > middleInitial(words) && !isOneName(name, last, first);
}

/** Whether hyphens or apostrophes hold two words of a name together. */
function isOneName(name: string, one: number, other: number): boolean {
  let words = 0;
  for (const part of name.split(/[^\p{L}\p{N}'-]+/u)) {
    words += nameWords(part).length;
    if (words > one) return words > other;
  }
  return false;
}

/** Where the last initial before a written-out word stands, which is no suffix: the surname is behind it. -1 where there is none. */
function middleInitial(words: readonly string[]): number {
  const end = words.findLastIndex((word) => word.length > 1 && !SUFFIXES.has(word));
  return words.findLastIndex((word, at) => at < end && word.length === 1);
}

/** "Eric J" are the first words of "Eric J. Michaud". */
function startsWith(words: readonly string[], typed: readonly string[]): boolean {
  return typed.every(
    (word, at) => words[at] === word || (word.length === 1 && words[at]?.startsWith(word) === true),
  );
}

/**
 * Finds a different forename for each typed word that is an initial there, or of which only the initial is printed: before one of the
 * words that stand whole, or behind a surname printed first. Of "Tegmark M." all other words must be initials.
 */
function areInitials(typed: readonly string[], wholes: readonly number[], words: readonly string[]): boolean {
  const last = Math.max(...wholes);
  const isSurnameFirst = wholes.includes(0) && middleInitial(words) < 0;
  const areOthersInitials = words.every((word, at) => wholes.includes(at) || word.length === 1);
  const taken = new Set(wholes);
  return typed.every((word) => {
    const mayFollow = word.length === 1 ? isSurnameFirst : areOthersInitials;
    const isFree = (at: number): boolean => !taken.has(at) && (at < last || mayFollow);
    const exact = words.findIndex((other, at) => isFree(at) && other === word);
    const at =
      exact >= 0 ? exact : words.findIndex((other, place) => isFree(place) && isInitial(other, word));
    if (at >= 0) taken.add(at);
    return at >= 0;
  });
}
