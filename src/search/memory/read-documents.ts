import type { IndexedDocument } from '../../core/ports.ts';
import { TEXT_FIELDS } from '../../core/query.ts';
import { type ReadText, readTexts } from '../text/read-texts.ts';
import { Vocabulary } from '../text/vocabulary.ts';
import type { KeptDocuments } from './kept-documents.ts';

/** The texts of an index's documents, each read once however many queries find it; of more than so many, the last ones. */
export class ReadDocuments {
  readonly #texts = new Map<string, readonly ReadText[]>();
  /** Has the words of all documents once they were added, and grows no more. */
  readonly #vocabulary = new Vocabulary();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  add(document: IndexedDocument): readonly ReadText[] {
    if (this.#texts.size >= this.#most) this.#texts.clear();
    const texts = readTexts(document, TEXT_FIELDS, this.#vocabulary);
    this.#texts.set(document.id, texts);
    return texts;
  }

  of(documents: KeptDocuments, id: string): readonly ReadText[] {
    const known = this.#texts.get(id);
    if (known !== undefined) return known;
    const document = documents.get(id);
    return document === undefined ? [] : this.add(document);
  }
}
