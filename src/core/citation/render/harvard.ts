import type { Item } from '../item.ts';
import { lastInitials, series, shownAuthors } from '../name-forms.ts';
import type { Rendered } from '../rendered.ts';
import { link, pageRange, withdrawnMark } from '../text-parts.ts';
import { sentenceCase } from '../title-case.ts';

/** Harvard as in "Cite Them Right": three authors, or the first of more. */
export function renderHarvard(item: Item): Rendered {
  const { names, more, incomplete } = shownAuthors(item, 3, 1);
  const printed = names.map((name) => lastInitials(name, ''));
  const authors = more ? `${printed.join(', ')} et al.` : series(printed, 'and', 'never');
  const title = `‘${sentenceCase(item.title, 'lower')}’`;
  const head = authors === '' ? `${title} (${item.year})` : `${authors} (${item.year}) ${title},`;
  return { text: withdrawnMark(item, `${head} ${source(item)}. Available at: ${link(item)}.`), incomplete };
}

function source(item: Item): string {
  const { venue } = item;
  if (venue === undefined) return `arXiv:${item.eprint} [Preprint]`;
  const pages = pageRange(venue);
  const number = venue.number === undefined ? '' : `(${venue.number})`;
  const parts = [
    venue.kind === 'conference' ? `in ${venue.name}` : venue.name,
    venue.volume === undefined ? '' : `${venue.volume}${number}`,
    pages === ''
      ? ''
      : `${venue.isArticleNumber === true ? 'article' : pages.includes('–') ? 'pp.' : 'p.'} ${pages}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}
