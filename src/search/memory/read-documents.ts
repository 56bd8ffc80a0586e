import { TEXT_FIELDS } from '../../core/query.ts';
import { type ReadText, readTexts } from '../text/read-texts.ts';
import { Vocabulary } from '../text/vocabulary.ts';
import type { KeptDocuments } from './kept-documents.ts';

/** The texts of an index's documents, each read once however many queries find it. */
export class ReadDocuments {
  /** By what the index keeps of the document, which is another when it is replaced. */
  readonly #texts = new Map<object, readonly ReadText[]>();
  #vocabulary = new Vocabulary();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  of(documents: KeptDocuments, id: string): readonly ReadText[] {
    const facts = documents.facts(id);
    const known = facts === undefined ? undefined : this.#texts.get(facts);
    if (known !== undefined) return known;
    const document = documents.get(id);
    if (facts === undefined || document === undefined) return [];
    if (this.#texts.size >= this.#most) {
      this.#texts.clear();
      this.#vocabulary = new Vocabulary();
    }
    const texts = readTexts(document, TEXT_FIELDS, this.#vocabulary);
    this.#texts.set(facts, texts);
    return texts;
  }
}
