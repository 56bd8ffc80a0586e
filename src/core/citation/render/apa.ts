import type { Item } from '../item.ts';
import { lastInitials, series } from '../name-forms.ts';
import type { Rendered } from '../rendered.ts';
import { endStop, link, pageRange, withdrawnMark } from '../text-parts.ts';
import { sentenceCase } from '../title-case.ts';

/** APA 7. From 21 authors on it prints the first 19 and the true last one, whom a cut list does not know. */
export function renderApa(item: Item): Rendered {
  if (item.hiddenAuthors > 0)
    return {
      refusal: `APA names the last author, and ${Number.isFinite(item.hiddenAuthors) ? item.hiddenAuthors : 'some'} of the authors of arXiv:${item.id} are not known here; take a style that shortens the list, such as mla, chicago or ieee.`,
    };
  const title = sentenceCase(item.title, 'capital');
  const authors = authorList(item);
  const head = authors === '' ? `${endStop(title)} (${item.year}).` : `${endStop(authors)} (${item.year}).`;
  const parts = [head, source(item, authors === '' ? '' : title), link(item)];
  return { text: withdrawnMark(item, parts.filter((part) => part !== '').join(' ')) };
}

function source(item: Item, title: string): string {
  const { venue } = item;
  if (venue === undefined)
    return title === '' ? `(arXiv:${item.eprint}). arXiv.` : `${title} (arXiv:${item.eprint}). arXiv.`;
  const number = venue.number === undefined ? '' : `(${venue.number})`;
  const volume = venue.volume === undefined ? '' : `, ${venue.volume}${number}`;
  const pages = pageRange(venue);
  if (venue.kind === 'conference') {
    const place = [
      venue.volume === undefined ? '' : `Vol. ${venue.volume}`,
      pages === '' ? '' : `pp. ${pages}`,
    ];
    const inside = place.filter((part) => part !== '').join(', ');
    return `${endStop(title)} In ${venue.name}${inside === '' ? '' : ` (${inside})`}.`;
  }
  const where = pages === '' ? '' : `, ${venue.isArticleNumber === true ? 'Article ' : ''}${pages}`;
  return `${endStop(title)} ${endStop(`${venue.name}${volume}${where}`)}`;
}

function authorList(item: Item): string {
  const names = item.authors.map((name) => lastInitials(name, ' '));
  if (names.length > 20) return `${names.slice(0, 19).join(', ')}, . . . ${names.at(-1)}`;
  return series(names, '&', 'always');
}
