import type { IndexedDocument } from '../core/ports.ts';
import { allTexts } from './documents.ts';
import { stemsOf } from './tokenize.ts';

/** How often the title counts. */
export const TITLE_REPEAT = 3;

/** All texts of a document as the one field of the topic index. */
export function topicText(document: IndexedDocument): string {
  const titles = Array.from({ length: TITLE_REPEAT - 1 }, () => document.title ?? '');
  return [...titles, ...allTexts(document)].join('\n');
}

/** A document's stems as the topic index counts them. */
export function topicStems(document: IndexedDocument): string[] {
  return stemsOf(topicText(document));
}
