import { vancouverDate } from '../dates.ts';
import type { Item } from '../item.ts';
import { bareInitials, shownAuthors } from '../name-forms.ts';
import type { Rendered } from '../rendered.ts';
import { endStop, link, withdrawnMark } from '../text-parts.ts';
import { sentenceCase } from '../title-case.ts';

/** Vancouver, as the National Library of Medicine prints it: six authors, or the first six of more. */
export function renderVancouver(item: Item): Rendered {
  const { names, more, incomplete } = shownAuthors(item, 6, 6);
  const authors = [...names.map(bareInitials), ...(more ? ['et al'] : [])].join(', ');
  const parts = [
    endStop(authors),
    endStop(sentenceCase(item.title, 'lower')),
    source(item),
    `Available from: ${link(item)}`,
  ];
  return { text: withdrawnMark(item, parts.filter((part) => part !== '').join(' ')), incomplete };
}

function source(item: Item): string {
  const { venue } = item;
  if (venue === undefined)
    return `arXiv:${item.eprint} [Preprint]. ${item.day === undefined ? item.year : vancouverDate(item.day)}.`;
  const number = venue.number === undefined ? '' : `(${venue.number})`;
  const pages = venue.pages ?? '';
  if (venue.kind === 'conference') {
    const volume = venue.volume === undefined ? '' : `. Vol. ${venue.volume}`;
    return `In: ${venue.name}; ${venue.year}${volume}${pages === '' ? '' : `. p. ${pages}`}.`;
  }
  const volume = venue.volume === undefined ? '' : `;${venue.volume}${number}`;
  return `${endStop(venue.name)} ${venue.year}${volume}${pages === '' ? '' : `:${pages}`}.`;
}
