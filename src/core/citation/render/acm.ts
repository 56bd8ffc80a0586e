import type { Item } from '../item.ts';
import { firstLast, series } from '../name-forms.ts';
import type { Rendered } from '../rendered.ts';
import { endStop, link, pageRange, withdrawnMark } from '../text-parts.ts';
import { plainTitle } from '../title-case.ts';

/** ACM prints every author; a list that is cut ends with "et al.". Titles keep their case. */
export function renderAcm(item: Item): Rendered {
  const cut = item.hiddenAuthors > 0;
  const printed = item.authors.map(firstLast);
  const authors = cut ? [...printed, 'et al.'].join(', ') : series(printed, 'and', 'from three');
  const parts = [endStop(authors), `${item.year}.`, endStop(plainTitle(item.title)), source(item)];
  return { text: withdrawnMark(item, parts.filter((part) => part !== '').join(' ')), incomplete: cut };
}

function source(item: Item): string {
  const { venue } = item;
  if (venue === undefined) return `arXiv:${item.eprint}. Retrieved from ${item.url}`;
  const pages = pageRange(venue);
  const number = venue.number === undefined ? '' : `, ${venue.number}`;
  const volume = venue.volume === undefined ? '' : ` ${venue.volume}${number}`;
  const where = pages === '' ? '' : `, ${venue.isArticleNumber === true ? 'Article ' : ''}${pages}`;
  if (venue.kind === 'conference') return `In ${endStop(`${venue.name}${volume}${where}`)} ${link(item)}`;
  return `${venue.name}${volume} (${venue.year})${where}. ${link(item)}`;
}
