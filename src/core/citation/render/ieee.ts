import type { Item } from '../item.ts';
import { initialsLast, series, shownAuthors } from '../name-forms.ts';
import type { Rendered } from '../rendered.ts';
import { pageRange, withdrawnMark } from '../text-parts.ts';
import { sentenceCase } from '../title-case.ts';

/** IEEE: six authors, or the first of more. */
export function renderIeee(item: Item): Rendered {
  const { names, more, incomplete } = shownAuthors(item, 6, 1);
  const printed = names.map(initialsLast);
  const authors = more ? `${printed.join(', ')} et al.` : series(printed, 'and', 'from three');
  const title = sentenceCase(item.title, 'capital');
  const quoted = `“${title}${/[?!]$/.test(title) ? '' : ','}”`;
  const parts = [authors, `${quoted} ${source(item)}`].filter((part) => part !== '');
  return { text: withdrawnMark(item, parts.join(', ')), incomplete };
}

function source(item: Item): string {
  const { venue } = item;
  if (venue === undefined) return `${item.year}, arXiv:${item.eprint}.`;
  const pages = pageRange(venue);
  const parts = [
    venue.kind === 'conference' ? `in ${venue.name}` : venue.name,
    venue.volume === undefined ? '' : `vol. ${venue.volume}`,
    venue.number === undefined ? '' : `no. ${venue.number}`,
    pages === '' || venue.isArticleNumber === true ? '' : `${pages.includes('–') ? 'pp.' : 'p.'} ${pages}`,
    String(venue.year),
    venue.isArticleNumber === true ? `Art. no. ${pages}` : '',
    item.doi === undefined ? `arXiv:${item.eprint}` : `doi: ${item.doi}`,
  ];
  return `${parts.filter((part) => part !== '').join(', ')}.`;
}
