import { monthDay } from '../dates.ts';
import type { Item } from '../item.ts';
import { firstLast, lastFirst, series, shownAuthors } from '../name-forms.ts';
import type { Rendered } from '../rendered.ts';
import { endStop, link, pageRange, withdrawnMark } from '../text-parts.ts';
import { headlineCase } from '../title-case.ts';

/** Chicago, 18th edition, author-date: six authors, or the first three of more. */
export function renderChicago(item: Item): Rendered {
  const { names, more, incomplete } = shownAuthors(item, 6, 3);
  const printed = names.map((name, index) => (index === 0 ? lastFirst(name) : firstLast(name)));
  const authors = more ? [...printed, 'et al.'].join(', ') : series(printed, 'and', 'always');
  const title = `“${endStop(headlineCase(item.title, 'long ones large'))}”`;
  const head = authors === '' ? `${title} ${item.year}.` : `${endStop(authors)} ${item.year}. ${title}`;
  return { text: withdrawnMark(item, `${head} ${source(item)} ${link(item)}.`), incomplete };
}

function source(item: Item): string {
  const { venue } = item;
  if (venue === undefined) {
    const version = item.version === undefined ? '' : `, version ${item.version}`;
    return `Preprint, arXiv${version}${item.day === undefined ? '' : `, ${monthDay(item.day)}`}.`;
  }
  const pages = pageRange(venue);
  const volume = venue.volume === undefined ? '' : ` ${venue.volume}`;
  const number = venue.number === undefined ? '' : ` (${venue.number})`;
  if (venue.kind === 'conference')
    return `In ${endStop(`${venue.name}${volume}${pages === '' ? '' : `, ${pages}`}`)}`;
  return endStop(`${venue.name}${volume}${number}${pages === '' ? '' : `: ${pages}`}`);
}
