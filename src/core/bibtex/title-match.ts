import { authorNames } from '../citation/author-name.ts';
import { sortName } from '../citation/name.ts';
import { placeOf } from '../citation/place.ts';
import type { Paper } from '../paper.ts';
import { readableTitle } from '../paper-card.ts';
import { foldedWords } from '../text.ts';
import { readAuthors } from './authors.ts';
import { fieldOf, isPreprint, textOf } from './entry.ts';
import type { BibEntry } from './scan.ts';

/** Words that a title must have to name one paper: many are called "Introduction". */
const FEWEST_WORDS = 3;

/** The title by which an entry without an id can be looked for; undefined when it names no paper well enough. */
export function titleToFind(entry: BibEntry): string | undefined {
  const title = textOf(entry, 'title');
  const isNamed = foldedWords(title).length >= FEWEST_WORDS && fieldOf(entry, 'author') !== undefined;
  return isNamed ? title : undefined;
}

/** Whether an entry is of this paper: the same title letter by letter, and the same first author. */
export function isOfPaper(entry: BibEntry, paper: Paper): boolean {
  if (lettersOf(textOf(entry, 'title')) !== lettersOf(readableTitle(paper))) return false;
  const [first] = readAuthors(fieldOf(entry, 'author')?.text ?? '').names;
  const [known] = authorNames(paper);
  if (first === undefined || known === undefined) return false;
  const [theirs, ours] = [foldedWords(first.family), foldedWords(sortName(known))];
  return theirs.length > 0 && theirs.at(-1) === ours.at(-1);
}

/** What of a paper somebody must know who cites it by an entry that does not name it. */
export function newsOf(entry: BibEntry, paper: Paper): string {
  const { venue } = isPreprint(entry) ? placeOf(paper) : {};
  return `arXiv:${paper.id}${paper.withdrawn === true ? ', withdrawn' : ''}${venue === undefined ? '' : `, published in ${venue.name}`}`;
}

function lettersOf(text: string): string {
  return foldedWords(text).join('');
}
