import type { Item } from './item.ts';
import type { Venue } from './venue.ts';

/** Ends with one full stop, unless it ends a sentence already. */
export function endStop(text: string): string {
  return text === '' || /[.?!]["”’')]?$/.test(text) ? text : `${text}.`;
}

/** Where a reader finds it: the DOI as a link, else the page at arXiv. */
export function link(item: Item): string {
  return item.doi === undefined ? item.url : `https://doi.org/${item.doi}`;
}

/** `436–444`; empty when there are no pages. */
export function pageRange(venue: Venue): string {
  return venue.pages?.replace('-', '–') ?? '';
}

/** A copy of a citation must say that the paper was withdrawn, wherever it goes. */
export function withdrawnMark(item: Item, text: string): string {
  return item.withdrawn ? `${text} [Withdrawn by the author]` : text;
}

/** `4 more authors`, for sentences about a list that is cut; `more authors` where nobody says how many. */
export function moreAuthors(item: Item): string {
  if (!Number.isFinite(item.hiddenAuthors)) return 'more authors';
  return item.hiddenAuthors === 1 ? '1 more author' : `${item.hiddenAuthors} more authors`;
}

/** What data formats note: the venue that is only claimed, a withdrawal, and whom the list does not name. */
export function dataNotes(item: Item): string[] {
  const cut = item.hiddenAuthors === 0 ? [] : [`${moreAuthors(item)} not in source`];
  return [...item.notes, ...cut];
}
