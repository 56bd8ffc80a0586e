import type { IndexedDocument } from '../../core/ports.ts';
import { TEXT_FIELDS, type TextField } from '../../core/query.ts';

/** A document's texts in one field. */
export function textsOf(document: IndexedDocument, field: TextField): readonly string[] {
  switch (field) {
    case 'author':
      return document.authors ?? [];
    case 'category':
      return document.categories ?? [];
    case 'title':
      return one(document.title);
    case 'abstract':
      return one(document.abstract);
    case 'comments':
      return one(document.comments);
    case 'journal':
      return one(document.journalRef);
  }
}

/** All of a document's texts: what a word in any field can stand in. */
export function allTexts(document: IndexedDocument): readonly string[] {
  return TEXT_FIELDS.flatMap((field) => textsOf(document, field));
}

function one(text: string | undefined): readonly string[] {
  return text === undefined ? [] : [text];
}
