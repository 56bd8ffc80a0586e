import { type Field, fieldWriter } from '../bib-entry.ts';
import type { Item } from '../item.ts';
import type { Rendered } from '../rendered.ts';

/**
 * What arXiv itself exports, in its layout: the preprint, with the year of the newest version, and no DOI but one that a
 * publisher gave (the item comes with these, and with arXiv's key). Unlike arXiv's
 * it compiles: names are "Last, First", letters and signs are escaped, the DOI is bare.
 */
export function renderBibtexArxiv(item: Item): Rendered {
  const write = fieldWriter('bibtex');
  const fields: Field[] = [
    ['title', write.title(item.title)],
    ['author', write.authors(item)],
    ['year', String(item.year)],
    ['eprint', item.eprint],
    ['archivePrefix', 'arXiv'],
    ['primaryClass', item.primaryCategory ?? ''],
    ['doi', item.doi ?? ''],
    ['url', item.url],
    ['note', item.withdrawn ? 'Withdrawn by the author' : ''],
  ];
  const lines = fields.flatMap(([name, value]) => (value === '' ? [] : [`      ${name}={${value}},`]));
  return { text: `@misc{${item.key},\n${lines.join('\n')}\n}`, needs: write.needs };
}
