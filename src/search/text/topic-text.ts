import type { IndexedDocument } from '../../core/ports.ts';
import { allTexts } from './documents.ts';

/** How often the title counts. */
export const TITLE_REPEAT = 3;

/** All texts of a document as the one field of the topic index. */
export function topicText(document: IndexedDocument): string {
  const titles = Array.from({ length: TITLE_REPEAT - 1 }, () => document.title ?? '');
  return [...titles, ...allTexts(document)].join('\n');
}
