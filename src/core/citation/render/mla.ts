import { mlaDate } from '../dates.ts';
import type { Item } from '../item.ts';
import { firstLast, lastFirst, shownAuthors } from '../name-forms.ts';
import type { Rendered } from '../rendered.ts';
import { endStop, link, pageRange, withdrawnMark } from '../text-parts.ts';
import { headlineCase } from '../title-case.ts';

/** MLA 9: two authors, or the first of more. */
export function renderMla(item: Item): Rendered {
  const { names, more, incomplete } = shownAuthors(item, 2, 1);
  const [first, second] = names;
  const authors = [
    first === undefined ? '' : lastFirst(first),
    second === undefined ? '' : `and ${firstLast(second)}`,
    more ? 'et al.' : '',
  ].filter((part) => part !== '');
  const title = `“${endStop(headlineCase(item.title, 'small'))}”`;
  const head = authors.length === 0 ? title : `${endStop(authors.join(', '))} ${title}`;
  return { text: withdrawnMark(item, `${head} ${source(item)}`), incomplete };
}

function source(item: Item): string {
  const { venue } = item;
  if (venue === undefined) {
    const date = item.day === undefined ? String(item.year) : mlaDate(item.day);
    const version = item.version === undefined ? '' : `, version ${item.version}`;
    return `arXiv${version}, ${date}, ${link(item)}. Preprint.`;
  }
  const pages = pageRange(venue);
  const parts = [
    venue.name,
    venue.volume === undefined ? '' : `vol. ${venue.volume}`,
    venue.number === undefined ? '' : `no. ${venue.number}`,
    String(venue.year),
    pages === ''
      ? ''
      : `${venue.isArticleNumber === true ? 'article' : pages.includes('–') ? 'pp.' : 'p.'} ${pages}`,
    link(item),
  ];
  return `${parts.filter((part) => part !== '').join(', ')}.`;
}
