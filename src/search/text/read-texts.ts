import type { IndexedDocument } from '../../core/ports.ts';
import type { TextField } from '../../core/query.ts';
import { textsOf } from './documents.ts';
import { plainText } from './plain-text.ts';
import { surfacesOf } from './tokenize.ts';
import type { NamedWord, Vocabulary } from './vocabulary.ts';

/** One text of a document, read word by word. */
export type ReadText = {
  readonly field: TextField;
  readonly text: string;
  readonly words: readonly NamedWord[];
  readonly vocabulary: Vocabulary;
};

/** The texts of a document, read: of some fields only, where no others are looked through. */
export function readTexts(
  document: IndexedDocument,
  fields: readonly TextField[],
  vocabulary: Vocabulary,
): ReadText[] {
  return fields.flatMap((field) =>
    textsOf(document, field).map((raw) => {
      const text = plainText(raw);
      const words = surfacesOf(text).map((surface) => vocabulary.word(surface));
      return { field, text, words, vocabulary };
    }),
  );
}
