import { toReadable } from '../latex.ts';
import type { Paper } from '../paper.ts';
import { fold } from '../text.ts';
import { ARXIV_STOP_WORDS } from './arxiv-stop-words.ts';
import { authorNames } from './author-name.ts';
import { firstYear, type Item } from './item.ts';
import { sortName } from './name.ts';

const STOP_WORDS = new Set(
  'a an the on in of for to and at by from with is are do does what when how why'.split(' '),
);
/** No name is longer; a group's may be. */
const LONGEST_NAME = 40;

/**
 * The key of a paper that has none yet: surname, year of the first version, first telling word of the title. When `taken`
 * says that another paper has it, further words of the title are added. A key is meant to be stored: it must not change when
 * the paper does. Letters a to z and digits only.
 */
export function citationKey(paper: Paper, taken: (key: string) => boolean): string {
  const [base, ...words] = keyParts(paper);
  let key = `${base}${words.shift() ?? ''}`;
  while (taken(key) && words.length > 0) key += words.shift();
  if (taken(key)) key += keyDigits(paper.id);
  for (let number = 2; taken(key); number += 1) key = `${key.replace(/x\d+$/, '')}x${number}`;
  return key;
}

/** arXiv's own key: surname, year, the first four words of the title that are not in its list of stop words. */
export function arxivKey(item: Item): string {
  const first = item.authors[0];
  const words = toReadable(item.title)
    .split(' ')
    .filter((word) => !ARXIV_STOP_WORDS.has(word.toLowerCase()))
    .slice(0, 4);
  const key = latin(`${first === undefined ? 'unknown' : sortName(first)}${item.year}${words.join('')}`);
  return /^[a-z]/.test(key) ? key : `arxiv${keyDigits(item.id)}`;
}

function keyParts(paper: Paper): string[] {
  const first = authorNames(paper)[0];
  const surname =
    first === undefined ? '' : latin(sortName(first).replace(/^the\s+/i, '')).slice(0, LONGEST_NAME);
  const words = toReadable(paper.title ?? '')
    .split(/\s+/)
    .map(latin)
    .filter((word) => word !== '' && !STOP_WORDS.has(word));
  // Nothing of a name in another script can stand in a key; the id can.
  if (!/[a-z]/.test(surname)) return [`arxiv${keyDigits(paper.id)}`, '', ...words];
  return [`${surname}${firstYear(paper)}`, ...words];
}

function keyDigits(id: string): string {
  return id.replace(/\D/g, '');
}

function latin(text: string): string {
  return fold(text).replace(/[^a-z0-9]/g, '');
}
