import { entryType, type Field, fieldWriter, formatEntry } from '../bib-entry.ts';
import type { Item } from '../item.ts';
import type { Rendered } from '../rendered.ts';

/** BibLaTeX: UTF-8, with its own names for the fields. */
export function renderBiblatex(item: Item): Rendered {
  const write = fieldWriter('biblatex');
  const { venue } = item;
  const pages = write.plain(venue?.pages?.replace('-', '–') ?? '').replace('–', '--');
  const fields: Field[] = [
    ['author', write.authors(item)],
    ['title', write.title(item.title)],
    [venue?.kind === 'conference' ? 'booktitle' : 'journaltitle', write.plain(venue?.name ?? '')],
    ['date', item.day ?? String(item.year)],
    ['volume', write.plain(venue?.volume ?? '')],
    ['number', write.plain(venue?.number ?? '')],
    ['eid', venue?.isArticleNumber === true ? pages : ''],
    ['pages', venue?.isArticleNumber === true ? '' : pages],
    ['eprint', item.eprint],
    ['eprinttype', 'arxiv'],
    ['eprintclass', item.primaryCategory ?? ''],
    ['doi', item.doi ?? ''],
    ['url', item.url],
    ['note', write.plain(item.notes.join('; '))],
  ];
  return { text: formatEntry(entryType(item), item.key, fields), needs: write.needs };
}
