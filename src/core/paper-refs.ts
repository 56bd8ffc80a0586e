import { formatRef, PAPER_ID_PATTERN, type PaperRef, splitVersion } from './paper-id.ts';

/** An id that stands alone or at the end of a link's path; not a part of a longer number or name. */
const ID_IN_TEXT = new RegExp(`(?:(?<=arxiv\\.)|(?<![\\w.-]))(${PAPER_ID_PATTERN})(?!\\w|[.-]\\d)`, 'gi');

/** Every paper that a text names by id or link, each once, in the order they come. */
export function findPaperRefs(text: string): PaperRef[] {
  const refs = new Map<string, PaperRef>();
  for (const match of text.matchAll(ID_IN_TEXT)) {
    const ref = splitVersion(match[1] ?? '');
    if (!refs.has(formatRef(ref))) refs.set(formatRef(ref), ref);
  }
  return [...refs.values()];
}
