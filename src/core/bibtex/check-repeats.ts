import type { PaperRef } from '../paper-id.ts';
import { collapse, fold } from '../text.ts';
import { textOf } from './entry.ts';
import type { Remark } from './remark.ts';
import type { BibEntry } from './scan.ts';

/**
 * Entries that repeat one before them: by their key, of which BibTeX takes only the first, or by what they cite. Only a copy
 * under the same key can be taken out; under another one somebody's text cites it.
 */
export function checkRepeats(
  text: string,
  entries: readonly BibEntry[],
  refs: ReadonlyMap<BibEntry, PaperRef>,
): Map<BibEntry, Remark[]> {
  const byKey = new Map<string, BibEntry>();
  const byWork = new Map<string, BibEntry>();
  const repeats = new Map<BibEntry, Remark[]>();
  for (const entry of entries) {
    const key = entry.key.toLowerCase();
    const [named, works] = [byKey.get(key), worksOf(entry, refs.get(entry))];
    const same = works.flatMap((work) => byWork.get(work) ?? [])[0];
    if (named === undefined) byKey.set(key, entry);
    for (const work of works) if (!byWork.has(work)) byWork.set(work, entry);
    if (named !== undefined) repeats.set(entry, [repeatedKey(text, entry, named)]);
    else if (same !== undefined)
      repeats.set(entry, [{ text: `the same work as ${same.key} in line ${same.line}`, edits: [] }]);
  }
  return repeats;
}

function repeatedKey(text: string, entry: BibEntry, first: BibEntry): Remark {
  const [one, other] = [entry, first].map(({ at }) => collapse(text.slice(at.start, at.end)));
  if (one !== other)
    return { text: `its key is that of line ${first.line}; BibTeX takes only the first`, edits: [] };
  const after = /\s*/y;
  after.lastIndex = entry.at.end;
  const end = entry.at.end + (after.exec(text)?.[0].length ?? 0);
  return { text: `a copy of line ${first.line}`, edits: [{ start: entry.at.start, end, text: '' }] };
}

/** By what a work is known again: its paper, its DOI, its title; a thesis may be called like the paper. */
function worksOf(entry: BibEntry, ref: PaperRef | undefined): string[] {
  const doi = textOf(entry, 'doi')
    .toLowerCase()
    .replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/, '');
  const title = fold(textOf(entry, 'title')).replace(/[^\p{L}\p{N}]+/gu, '');
  return [
    ...(ref === undefined || entry.type.endsWith('thesis') ? [] : [`arxiv ${ref.id}`]),
    ...(doi === '' ? [] : [`doi ${doi}`]),
    ...(title.length < 20 || /thesis$|^(?:book|software|dataset)$/.test(entry.type)
      ? []
      : [`title ${title} ${fold(textOf(entry, 'author')).slice(0, 8)}`]),
  ];
}
