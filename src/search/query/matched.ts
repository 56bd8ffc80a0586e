import { isPerson, type Person, parsePerson, spellingsOf, waysToRead } from '../../core/names.ts';
import type { IndexedDocument, MatchedWord } from '../../core/ports.ts';
import { TEXT_FIELDS, type Term, type TextField } from '../../core/query.ts';
import { fold } from '../../core/text.ts';

import { type ReadText, readTexts } from '../text/read-texts.ts';
import { sameWordKey } from '../text/same-word.ts';
import { sequenceOf, wordsOf } from '../text/tokenize.ts';
import { type NamedWord, Vocabulary } from '../text/vocabulary.ts';
import { openUnits, type Unit } from './units.ts';
import { categoryTest, phraseAt } from './word-tests.ts';

/** Finds what one word, phrase or name of a query is in a text: the pieces of the text that match, as they stand there. */
export type Finder = {
  readonly fields: readonly TextField[];
  readonly find: (text: ReadText) => readonly string[];
};

/** A finder of plain words; the parts of a hyphenated one count side by side or joined. */
export function unitFinder(unit: Unit, fields: readonly TextField[] = TEXT_FIELDS): Finder {
  const [first = '', ...more] = unit.parts;
  const wholes = [
    ...(more.length === 0 ? [first] : []),
    ...(unit.joined === undefined ? [] : [unit.joined]),
  ].map(sameWordKey);
  const sequence = unit.parts.map(sameWordKey);
  const find = (text: ReadText): readonly string[] => {
    if (unit.completions !== undefined) return beginningWith(text, first);
    if (wholes.length === 1 && more.length === 0) return withKey(text, wholes[0] ?? '');
    const found = wholes.flatMap((whole) => withKey(text, whole));
    if (more.length === 0) return found;
    const together = [...found, ...phrasesIn(text, sequence, sameWordKey)];
    if (together.length > 0) return together;
    const apart = sequence.map((part) => withKey(text, part));
    return apart.every((words) => words.length > 0) ? apart.flat() : [];
  };
  return { fields, find };
}

/** Each once, in the order of the text. To look for a word is many times faster than to look at each word of a text. */
function withKey({ words, vocabulary }: ReadText, wanted: string): readonly string[] {
  let found: NamedWord[] | undefined;
  for (const word of vocabulary.withKey(wanted)) if (words.includes(word)) (found ??= []).push(word);
  if (found === undefined) return NOTHING;
  if (found.length > 1) found.sort((a, b) => words.indexOf(a) - words.indexOf(b));
  return found.map(({ surface }) => surface);
}

const NOTHING: readonly string[] = [];

function beginningWith({ words }: ReadText, beginning: string): string[] {
  return words
    .filter(({ names }) => names.some((name) => name.startsWith(beginning)))
    .map(({ surface }) => surface);
}

/** A finder of a term that is a filter; `mended` is a name after its correction. */
export function termFinders(term: Term, mended: string): Finder[] {
  const fields = term.field === undefined ? TEXT_FIELDS : [term.field];
  if (term.field === 'category') {
    const wanted = categoryTest(term.text);
    return [{ fields, find: ({ text }) => (wanted(text) ? [text] : []) }];
  }
  if (term.field === 'author') return [{ fields, find: nameFinder(mended) }];
  if (!term.phrase) return openUnits(mended).map((unit) => unitFinder(unit, fields));
  const sequence = sequenceOf(term.text);
  return [{ fields, find: (text) => phrasesIn(text, sequence, (part) => part) }];
}

/** What stands where in one document, in the order of the query's words; the same word in other letters counts once. */
export function matchedWords(document: IndexedDocument, finders: readonly Finder[]): MatchedWord[] {
  const fields = TEXT_FIELDS.filter((field) => finders.some((finder) => finder.fields.includes(field)));
  if (recent.size >= MOST_RECENT) recent = new Vocabulary();
  return matchedIn(readTexts(document, fields, recent), finders);
}

/** The words of the documents that were read last. */
let recent = new Vocabulary();
const MOST_RECENT = 10_000;

/** The same of texts that were read before. */
export function matchedIn(texts: readonly ReadText[], finders: readonly Finder[]): MatchedWord[] {
  const found = new Map<string, { readonly word: string; readonly fields: TextField[] }>();
  for (const { fields, find } of finders) {
    for (const text of texts) {
      const { field } = text;
      if (!fields.includes(field)) continue;
      for (const word of find(text)) {
        const folded = fold(word);
        const known = found.get(folded);
        if (known === undefined) found.set(folded, { word, fields: [field] });
        else if (!known.fields.includes(field)) known.fields.push(field);
      }
    }
  }
  return Array.from(found.values(), (one) =>
    one.fields.length < 2
      ? one
      : { word: one.word, fields: TEXT_FIELDS.filter((field) => one.fields.includes(field)) },
  );
}

function nameFinder(name: string): Finder['find'] {
  const person = parsePerson(name);
  if (person === undefined) return () => [];
  const typed = wordsOfPerson(person);
  const begun = waysToRead(person).flatMap(({ begins }) => (begins === undefined ? [] : spellingsOf(begins)));
  return ({ text, words }) =>
    isPerson(person, text)
      ? words
          .filter(({ names }) =>
            names.some((one) => typed.includes(one) || begun.some((start) => one.startsWith(start))),
          )
          .map(({ surface }) => surface)
      : [];
}

/** The written-out words by which a person is found, in every spelling. */
function wordsOfPerson(person: Person): string[] {
  return waysToRead(person)
    .flatMap(({ surname, forenames }) => [...surname.split(' '), ...forenames])
    .filter((word) => word.length > 1)
    .flatMap(spellingsOf);
}

function phrasesIn(
  { text, words }: ReadText,
  sequence: readonly string[],
  form: (part: string) => string,
): string[] {
  const parts = words.flatMap((word, place) => word.parts.map((part) => ({ part: form(part), place })));
  const at = phraseAt(
    parts.map(({ part }) => part),
    sequence,
  );
  const [from, to] = [parts[at]?.place, parts[at + sequence.length - 1]?.place];
  if (at < 0 || from === undefined || to === undefined) return [];
  // Where the words stand is kept of none, as few texts have a phrase.
  const standing = [
    ...wordsOf(text)
      .take(to + 1)
      .drop(from),
  ];
  const [first, last] = [standing[0], standing.at(-1)];
  return first === undefined || last === undefined
    ? []
    : [text.slice(first.start, last.start + last.surface.length)];
}
