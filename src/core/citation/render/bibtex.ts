import { entryType, type Field, fieldWriter, formatEntry } from '../bib-entry.ts';
import type { Item } from '../item.ts';
import type { Rendered } from '../rendered.ts';

/** BibTeX: ASCII, for every style. The published form keeps the id, so that it can be looked up. */
export function renderBibtex(item: Item): Rendered {
  return renderEntry(item, []);
}

/**
 * For plain, abbrv, alpha and apalike, which print neither eprint nor url: the id once more, in a field that they do print.
 * Styles that know arXiv then print it twice.
 */
export function renderBibtexPlain(item: Item): Rendered {
  return renderEntry(item, [`arXiv:${item.eprint}`]);
}

function renderEntry(item: Item, printed: readonly string[]): Rendered {
  const write = fieldWriter('bibtex');
  const { venue } = item;
  const place = venue === undefined ? '' : write.plain(venue.name);
  const fields: Field[] = [
    ['author', write.authors(item)],
    ['title', write.title(item.title)],
    [venue?.kind === 'conference' ? 'booktitle' : 'journal', place],
    ['year', String(item.year)],
    ['volume', write.plain(venue?.volume ?? '')],
    ['number', write.plain(venue?.number ?? '')],
    ['pages', write.plain(venue?.pages?.replace('-', '–') ?? '')],
    // @misc prints how it was published, the others only notes.
    ['howpublished', venue === undefined ? printed.join('') : ''],
    ['eprint', item.eprint],
    ['archivePrefix', 'arXiv'],
    ['primaryClass', item.primaryCategory ?? ''],
    ['doi', item.doi ?? ''],
    ['url', item.url],
    ['note', write.plain([...(venue === undefined ? [] : printed), ...item.notes].join('; '))],
  ];
  return { text: formatEntry(entryType(item), item.key, fields), needs: write.needs };
}
