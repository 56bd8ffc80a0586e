import { isPerson, parsePerson } from '../core/names.ts';
import type { IndexedDocument, MatchedWord } from '../core/ports.ts';
import { TEXT_FIELDS, type Term, type TextField } from '../core/query.ts';
import { fold } from '../core/text.ts';
import { textsOf } from './documents.ts';
import { categoryTest } from './filters.ts';
import { phraseAt } from './stands-in.ts';
import { stem } from './stem.ts';
import { nameWord, plainText, sequenceOf, type Word, wordsOf } from './tokenize.ts';
import { type Unit, unitsOf } from './units.ts';

/** A word of a text with its names in the index and their stems, worked out once for all finders. */
type NamedWord = Word & {
  readonly names: readonly string[];
  readonly parts: readonly string[];
  readonly stems: readonly string[];
};

/** Finds what one word, phrase or name of a query is in a text: the pieces of the text that match, as they stand there. */
export type Finder = {
  readonly fields: readonly TextField[];
  readonly find: (text: string, words: readonly NamedWord[]) => readonly string[];
};

/** A finder of plain words; the parts of a hyphenated one count side by side or joined. */
export function unitFinder(unit: Unit, fields: readonly TextField[] = TEXT_FIELDS): Finder {
  const [first = '', ...more] = unit.parts;
  const whole = stem(more.length === 0 ? first : (unit.joined ?? ''));
  const isMatch = ({ names, stems }: NamedWord): boolean =>
    unit.completions === undefined ? stems.includes(whole) : names.some((name) => name.startsWith(first));
  const sequence = unit.parts.map(stem);
  return {
    fields,
    find: (text, words) => [
      ...words.filter(isMatch).map(({ surface }) => surface),
      ...(more.length === 0 ? [] : phrasesIn(text, words, sequence, stem)),
    ],
  };
}

/** A finder of a term that is a filter; `mended` is a name after its correction. */
export function termFinders(term: Term, mended: string): Finder[] {
  const fields = term.field === undefined ? TEXT_FIELDS : [term.field];
  if (term.field === 'category') {
    const wanted = categoryTest(term.text);
    return [{ fields, find: (text) => (wanted(text) ? [text] : []) }];
  }
  if (term.field === 'author') return [{ fields, find: nameFinder(mended) }];
  if (!term.phrase) return unitsOf(mended).map((unit) => unitFinder(unit, fields));
  const sequence = sequenceOf(term.text);
  return [{ fields, find: (text, words) => phrasesIn(text, words, sequence, (part) => part) }];
}

/** What stands where in one document, in the order of the query's words; the same word in other letters counts once. */
export function matchedWords(document: IndexedDocument, finders: readonly Finder[]): MatchedWord[] {
  const found = new Map<string, { word: string; fields: Set<TextField> }>();
  const texts = TEXT_FIELDS.flatMap((field) => {
    if (!finders.some((finder) => finder.fields.includes(field))) return [];
    return textsOf(document, field).map((raw) => {
      const text = plainText(raw);
      return { field, text, words: Array.from(wordsOf(text), named) };
    });
  });
  for (const finder of finders) {
    for (const { field, text, words } of texts) {
      if (!finder.fields.includes(field)) continue;
      for (const word of finder.find(text, words)) {
        const entry = found.get(fold(word)) ?? { word, fields: new Set() };
        entry.fields.add(field);
        found.set(fold(word), entry);
      }
    }
  }
  return [...found.values()].map(({ word, fields }) => ({
    word,
    fields: TEXT_FIELDS.filter((field) => fields.has(field)),
  }));
}

function named(word: Word): NamedWord {
  let names = knownNames.get(word.surface);
  if (names === undefined) {
    names = namesOf(word.surface);
    if (knownNames.size >= MOST_KNOWN) knownNames.clear();
    knownNames.set(word.surface, names);
  }
  return { ...word, ...names };
}

type Names = Pick<NamedWord, 'names' | 'parts' | 'stems'>;

/** Papers share most of their words, and stemming one costs more than all the rest. */
const knownNames = new Map<string, Names>();
const MOST_KNOWN = 10_000;

function namesOf(surface: string): Names {
  const { parts, joined } = nameWord(surface);
  const names = joined === undefined ? parts : [...parts, joined];
  return { names, parts, stems: names.map(stem) };
}

function nameFinder(name: string): Finder['find'] {
  const person = parsePerson(name);
  const begins = person?.begins;
  const typed: readonly string[] = fold(name).match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  return (printed, words) =>
    person === undefined || !isPerson(person, printed)
      ? []
      : words
          .filter(({ names }) =>
            names.some((one) => typed.includes(one) || (begins !== undefined && one.startsWith(begins))),
          )
          .map(({ surface }) => surface);
}

function phrasesIn(
  text: string,
  words: readonly NamedWord[],
  sequence: readonly string[],
  form: (part: string) => string,
): string[] {
  const parts = words.flatMap((word) => word.parts.map((part) => ({ part: form(part), word })));
  const at = phraseAt(
    parts.map(({ part }) => part),
    sequence,
  );
  const first = parts[at]?.word;
  const last = parts[at + sequence.length - 1]?.word;
  if (at < 0 || first === undefined || last === undefined) return [];
  return [text.slice(first.start, last.start + last.surface.length)];
}
