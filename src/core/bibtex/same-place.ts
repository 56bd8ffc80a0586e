import { toReadable } from '../latex.ts';
import { fold } from '../text.ts';
import { fieldOf, textOf } from './entry.ts';
import type { BibEntry } from './scan.ts';

/** Small words that one writes in the name of a journal and another leaves out. */
const SMALL = new Set('the a an and of for in on to de la le les des du et und der die das'.split(' '));

/**
 * Whether two entries surely name one place of publication: both a journal or both proceedings, of the same name in full or
 * cut short, and no volume or page of one says otherwise. "ICML" and "Machine Learning Research" are two places, and so are
 * "Phys. Rev. B" and "Phys. Rev. D".
 */
export function isSamePlace(entry: BibEntry, other: BibEntry): boolean {
  const isBook = (each: BibEntry) => fieldOf(each, 'booktitle') !== undefined;
  if (isBook(entry) !== isBook(other)) return false;
  const [ours, theirs] = [entry, other].map((each) =>
    nameWords(textOf(each, 'journal', 'journaltitle', 'booktitle')),
  );
  return (
    isSameName(ours ?? [], theirs ?? []) &&
    agree(entry, other, 'volume') &&
    agree(entry, other, 'pages', 'eid')
  );
}

/** Word by word, each in full or as its beginning: "Mach. Learn." and "Machine Learning". A letter at the end is a part's. */
function isSameName(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === 0 || a.length !== b.length) return false;
  return a.every((word, at) => {
    const other = b[at] ?? '';
    if (at === a.length - 1 && at > 0 && (word.length === 1 || other.length === 1)) return word === other;
    return word.startsWith(other) || other.startsWith(word);
  });
}

function nameWords(name: string): string[] {
  return fold(name.replace(/\s\([^()]*\)/g, ' '))
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !SMALL.has(word));
}

/** Whether the first number of a field is the same in both, or one of them has none. */
function agree(entry: BibEntry, other: BibEntry, ...names: readonly string[]): boolean {
  const [one, two] = [entry, other].map((each) =>
    names.flatMap((name) => /\d+/.exec(toReadable(fieldOf(each, name)?.text ?? ''))?.[0] ?? []),
  );
  return (
    one === undefined ||
    two === undefined ||
    one.length === 0 ||
    two.length === 0 ||
    one.some((number) => two.includes(number))
  );
}
