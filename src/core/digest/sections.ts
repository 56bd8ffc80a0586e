import { UserError } from '../errors.ts';
import { clip, listOr } from '../text.ts';
import { SECTIONS, type Section } from './subscription.ts';

/** What else people say for a section. */
const SAID: Readonly<Record<string, Section>> = {
  papers: 'new',
  version: 'versions',
  updates: 'versions',
  updated: 'versions',
  publications: 'published',
  withdrawals: 'withdrawn',
};

const NAME = [...SECTIONS, ...Object.keys(SAID)].join('|');

/** Several sections, as they begin a text: `new versions`, `new, versions and withdrawn`. */
export const SECTION_WORDS = new RegExp(
  `^(?:${NAME})(?:[\\s,;+]+(?:and\\s+)?(?:${NAME}))+(?![^\\s,;+])`,
  'i',
);

/** `new, versions` or `all`, in the order of a digest. Throws UserError that names those there are. */
export function readSections(text: string): readonly Section[] {
  const words = text
    .toLowerCase()
    .split(/[\s,;+]+/)
    .filter((word) => word !== '' && word !== 'and');
  if (words.length === 1 && words[0] === 'all') return SECTIONS;
  const wanted = new Set(words.map(sectionOf));
  if (wanted.size === 0) throw new UserError(`Name at least one section: ${listOr([...SECTIONS, 'all'])}.`);
  return SECTIONS.filter((section) => wanted.has(section));
}

function sectionOf(word: string): Section {
  const section =
    SECTIONS.find((one) => one === word) ?? (Object.hasOwn(SAID, word) ? SAID[word] : undefined);
  if (section !== undefined) return section;
  throw new UserError(`"${clip(word, 30)}" is no section; there are ${listOr([...SECTIONS, 'all'])}.`);
}
