import type { Item } from '../item.ts';
import { lastInitials, series, shownAuthors } from '../name-forms.ts';
import type { Rendered } from '../rendered.ts';
import { endStop, link, pageRange, withdrawnMark } from '../text-parts.ts';
import { sentenceCase } from '../title-case.ts';

/** Nature: five authors, or the first of more. */
export function renderNature(item: Item): Rendered {
  const { names, more, incomplete } = shownAuthors(item, 5, 1);
  const printed = names.map((name) => lastInitials(name, ' '));
  const authors = more ? `${printed.join(', ')} et al.` : series(printed, '&', 'never');
  const parts = [endStop(authors), endStop(sentenceCase(item.title, 'lower')), source(item)];
  return { text: withdrawnMark(item, parts.filter((part) => part !== '').join(' ')), incomplete };
}

function source(item: Item): string {
  const { venue } = item;
  if (venue === undefined) return `Preprint at ${link(item)} (${item.year}).`;
  const pages = pageRange(venue);
  const where = `${venue.volume === undefined ? '' : ` ${venue.volume}`}${pages === '' ? '' : `, ${pages}`}`;
  const name = venue.kind === 'conference' ? `In ${venue.name}` : venue.name;
  return `${name}${where} (${venue.year}). ${link(item)}`;
}
