import { fold } from './text.ts';

/** A person as people type one: a surname, and forenames or initials if given. Folded. */
export type Person = {
  readonly surname: string;
  readonly forenames: readonly string[];
  readonly anyOrder: boolean;
  /** Another way to read the text: initials typed without blanks, as in "Michaud, EJ". */
  readonly otherwise?: Person;
  /** How one more word of the name begins: `mich*`. There may be no surname beside it. */
  readonly begins?: string;
};

/** Nobody's name has more words than this. */
const MOST_WORDS = 20;
/** Of one letter it would be an initial. */
const OPEN_NAME = /(?<![\p{L}\p{M}\p{N}])([\p{L}\p{M}\p{N}]{2,})\*+$/u;
/** Printed after the surname, but no part of it. */
const SUFFIXES = new Set(['jr', 'sr', 'ii', 'iii', 'iv']);

/**
 * Reads "Michaud, E J", "E. J. Michaud", "michaud eric" or "Michaud". With a comma everything before it is the surname
 * (arXiv's own rule); without one the words may stand in any order.
 */
export function parsePerson(typed: string): Person | undefined {
  const text = typed.replace(/[\s,]+et\s+al\.?\s*$/iu, '');
  const open = OPEN_NAME.exec(text);
  if (open !== null) return readOpen(text.slice(0, open.index), fold(open[1] ?? ''));
  const person = readPerson(text);
  const spread = spreadInitials(text);
  const otherwise = spread === text ? undefined : readPerson(spread);
  return person === undefined || otherwise === undefined ? person : { ...person, otherwise };
}

function readOpen(before: string, begins: string): Person | undefined {
  if (nameWords(fold(before)).length === 0) return { surname: '', forenames: [], anyOrder: true, begins };
  const person = readPerson(before);
  return person === undefined ? undefined : { ...person, begins };
}

function readPerson(text: string): Person | undefined {
  const [before, ...after] = fold(text).split(',');
  const words = nameWords(before ?? '');
  const forenames = nameWords(after.join(' '));
  if (words.length === 0 || words.length + forenames.length > MOST_WORDS) return undefined;
  return { surname: words.join(' '), forenames, anyOrder: after.length === 0 };
}

/** "EJ Michaud" becomes "E J Michaud"; "ERIC MICHAUD" is only loud, and "Li" a name. */
function spreadInitials(text: string): string {
  if (!/\p{Ll}/u.test(text)) return text;
  return text.replace(/(?<![\p{L}\p{M}'’-])\p{Lu}{2,3}(?![\p{L}\p{M}'’-])/gu, (word) =>
    Array.from(word).join(' '),
  );
}

/**
 * Whether a printed author name ("Eric J. Michaud") can be this person. Words must match whole ("Yu" is not "Yujia"),
 * forenames may be given by their initials on either side.
 */
export function isPerson(person: Person, printed: string): boolean {
  if (person.otherwise !== undefined && isPerson(person.otherwise, printed)) return true;
  return readingsOf(printed).some((words) => canBe(person, words));
}

/** The words of a printed name; those of "O'Brien" and "Kuo-Wei" may be typed as one. */
function readingsOf(printed: string): string[][] {
  const folded = fold(printed);
  if (!/['-]/.test(folded)) return [nameWords(folded)];
  const whole = folded.replace(/(?<=\p{L})'(?=\p{L})/gu, '');
  return [folded, whole, whole.replace(/(?<=\p{L})-(?=\p{L})/gu, '')].map(nameWords);
}

function canBe(person: Person, words: string[]): boolean {
  const { begins, ...rest } = person;
  if (begins === undefined) return isNamed(rest, words);
  return words.some((word, at) => word.startsWith(begins) && isNamed(rest, words.toSpliced(at, 1), false));
}

/** @param needWhole whether a word, not only initials, must stand there */
function isNamed(person: Person, words: string[], needWhole = true): boolean {
  if (person.surname === '') return true;
  if (person.anyOrder) {
    const wanted = person.surname.split(' ');
    const whole = wanted.filter((word) => word.length > 1);
    // Initials alone name nobody.
    const sorted = [...whole, ...wanted.filter((word) => word.length === 1)];
    return (whole.length > 0 || !needWhole) && takes(words, sorted, needWhole);
  }
  const surname = person.surname.split(' ');
  while (
    words.length > surname.length &&
    SUFFIXES.has(words.at(-1) ?? '') &&
    surname.at(-1) !== words.at(-1)
  ) {
    words.pop();
  }
  const tail = words.slice(-surname.length);
  if (surname.some((word, index) => word !== tail[index])) return false;
  return takes(words.slice(0, -surname.length), person.forenames, false);
}

/** Name words: dots and blanks separate, hyphens and apostrophes too, so "Kuo-Wei" is found by "kuo wei". */
function nameWords(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** Finds a different printed word for each wanted one. In any order at least one wanted word must be a whole surname-like match. */
function takes(printed: readonly string[], wanted: readonly string[], needWhole: boolean): boolean {
  const surname = printed.length - 1;
  const taken = new Set<number>();
  const [wholes, initials]: [number[], number[]] = [[], []];
  let whole = false;
  for (const word of wanted) {
    const exact = printed.findIndex((other, at) => !taken.has(at) && other === word);
    const index =
      exact >= 0
        ? exact
        : printed.findIndex(
            (other, at) => !taken.has(at) && (initialOf(other, word) || initialOf(word, other)),
          );
    if (index < 0) return false;
    if (exact < 0 && word.length > 1) initials.push(index);
    if (exact >= 0 && word.length > 1) wholes.push(index);
    // "M. Del Tutto" is not "del maestro", but "X. Du" may be "du xin".
    whole ||=
      exact >= 0 && word.length > 1 && (!PARTICLES.includes(word) || printed[index] === printed[surname]);
    taken.add(index);
  }
  if (!needWhole) return true;
  // "Wei Zhang" is not "Zhang-Wei Hong": who is named surname first has one of the words for a surname.
  const inOrder = wholes.every((at, index) => index === 0 || at > (wholes[index - 1] ?? 0));
  const last = printed.findLastIndex((word) => !SUFFIXES.has(word));
  return whole && (inOrder || taken.has(last)) && initials.every((at) => isForename(printed, at, wholes));
}

/** Whether an initial stands for a forename: before one of the words that stand whole, or behind a surname printed first. */
function isForename(printed: readonly string[], at: number, wholes: readonly number[]): boolean {
  return (
    wholes.some((whole) => whole > at) ||
    printed.every((word, index) => wholes.includes(index) || word.length === 1)
  );
}

function initialOf(short: string, long: string): boolean {
  return short.length === 1 && long.startsWith(short);
}

/** What stands before surnames in several languages, and is also typed as one with them. */
const PARTICLES =
  'van von de den der del della di da do dos das du la le ter ten zu zum zur el al bin ben'.split(' ');
/** A shorter rest is no surname. */
const MIN_SURNAME = 3;

/** The ways to read a folded word as a surname with its particles run into it: `vandenoord` as `van denoord` and `van den oord`. */
export function withParticles(word: string): string[] {
  return PARTICLES.filter((one) => word.startsWith(one) && word.length >= one.length + MIN_SURNAME).flatMap(
    (particle) => {
      const rest = word.slice(particle.length);
      return [rest, ...withParticles(rest)].map((surname) => `${particle} ${surname}`);
    },
  );
}
