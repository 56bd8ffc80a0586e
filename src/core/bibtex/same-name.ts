import type { Name } from '../citation/name.ts';
import { nearest } from '../nearest.ts';
import { fold } from '../text.ts';
import type { BibName } from './authors.ts';

/** Letters that people without a key for them write as two. */
const AS_TWO: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa', ß: 'ss' };

/** Whether a name of a .bib file is this author, however much of the forenames it has and wherever its surname begins. */
export function isSameName(theirs: BibName, name: Name | undefined): boolean {
  if (name === undefined) return false;
  if (name.kind === 'whole') return sameWords(theirs, name);
  const [a, b] = [spellings(theirs.family), spellings(name.family)];
  if (a.some((spelling) => b.includes(spelling))) return true;
  // Who puts a comma or braces decides where the surname begins, as long as nothing of it is lost.
  return (theirs.commas > 0 || theirs.isBraced) && isDividedOtherwise(theirs, name);
}

/** "Rezaei Kheirkhah, T." is Tara Rezaei Kheirkhah; "Walle, Chris" has lost a part of Chris Van de Walle's surname. */
function isDividedOtherwise(theirs: BibName, name: Extract<Name, { kind: 'person' }>): boolean {
  const left = words(wholeName(name));
  for (const word of words(theirs.family)) {
    const at = left.indexOf(word);
    if (at < 0) return false;
    left.splice(at, 1);
  }
  for (const word of words(theirs.given)) {
    const exact = left.indexOf(word);
    const at = exact >= 0 ? exact : left.findIndex((other) => isInitialOf(other, word));
    if (at < 0) return false;
    left.splice(at, 1);
  }
  const surname = words(name.family);
  return !left.some((word) => surname.includes(word));
}

function isInitialOf(a: string, b: string): boolean {
  return (a.length === 1 && b.startsWith(a)) || (b.length === 1 && a.startsWith(b));
}

/** One or two letters of the surname differ, and the forenames begin alike. */
export function isMistyped(theirs: BibName, name: Name): boolean {
  if (name.kind === 'whole') return false;
  const near = nearest(foldedName(theirs.family), [foldedName(name.family)]) !== undefined;
  const [a, b] = [foldedName(theirs.given), foldedName(name.given)];
  return near && a !== '' && a.charAt(0) === b.charAt(0);
}

/** The same words in any order, initials and all. */
export function sameWords(theirs: BibName, name: Name): boolean {
  const [a, b] = [words(`${theirs.given} ${theirs.family}`), words(wholeName(name))];
  return a.length === b.length && a.toSorted().join(' ') === b.toSorted().join(' ');
}

export function wholeName(name: Name): string {
  return name.kind === 'whole' ? name.name : `${name.given} ${name.family} ${name.suffix ?? ''}`;
}

/** In small letters without accents, and single blanks for all other signs. */
export function foldedName(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function spellings(text: string): string[] {
  const asTwo = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüøåß]/g, (letter) => AS_TWO[letter] ?? letter);
  return [foldedName(text), foldedName(asTwo)];
}

function words(text: string): string[] {
  return foldedName(text).split(' ');
}
