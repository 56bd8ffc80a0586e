import { toReadable } from '../latex.ts';
import type { Paper } from '../paper.ts';
import { collapse, stripControls } from '../text.ts';
import { claimedVenue } from './comment-venue.ts';
import { parseVenue, type Venue } from './venue.ts';

/** What is known of where a paper was published; at most one of these. */
export type Place = {
  readonly venue?: Venue;
  /** A journal reference that could not be read, whole. */
  readonly unread?: string;
  /** A venue that only the author's comments claim. */
  readonly claim?: string;
};

/** A journal reference names a place, or goes whole into a note; comments are asked only where there is none. */
export function placeOf(paper: Paper): Place {
  const reference = collapse(toReadable(stripControls(paper.journalRef ?? '')));
  if (reference !== '') {
    const venue = parseVenue(reference);
    return venue === undefined ? { unread: reference } : { venue };
  }
  const claim = paper.comments === undefined ? undefined : claimedVenue(paper.comments);
  return claim === undefined ? {} : { claim };
}
