import type { Item } from '../item.ts';
import type { Name } from '../name.ts';
import { lastFirst } from '../name-forms.ts';
import type { Rendered } from '../rendered.ts';
import { dataNotes } from '../text-parts.ts';
import { plainTitle } from '../title-case.ts';

/**
 * Hayagriva, the YAML that Typst reads. Every text is quoted as JSON does, which YAML reads alike. The title is `verbatim`:
 * Typst's styles would else write acronyms small.
 */
export function renderHayagriva(item: Item): Rendered {
  const { venue } = item;
  const note = dataNotes(item).join('; ');
  const lines = [
    `${item.key}:`,
    '  type: article',
    '  title:',
    `    value: ${formattable(plainTitle(item.title))}`,
    '    verbatim: true',
    ...(item.authors.length === 0
      ? []
      : ['  author:', ...item.authors.map((name) => `    - ${person(name)}`)]),
    `  date: ${item.day ?? item.year}`,
    ...(venue?.pages === undefined ? [] : [`  page-range: ${quoted(venue.pages)}`]),
    '  serial-number:',
    ...(item.doi === undefined ? [] : [`    doi: ${quoted(item.doi)}`]),
    `    arxiv: ${quoted(item.eprint)}`,
    `  url: ${quoted(item.url)}`,
    ...(note === '' ? [] : [`  note: ${formattable(note)}`]),
    '  parent:',
    `    type: ${venue === undefined ? 'repository' : venue.kind === 'journal' ? 'periodical' : 'proceedings'}`,
    `    title: ${formattable(venue?.name ?? 'arXiv')}`,
    ...(venue?.volume === undefined ? [] : [`    volume: ${quoted(venue.volume)}`]),
    ...(venue?.number === undefined ? [] : [`    issue: ${quoted(venue.number)}`]),
  ];
  return { text: lines.join('\n'), incomplete: item.hiddenAuthors > 0 };
}

/** "Ford, Henry, III" is read with the suffix as forename, so it stands apart. */
function person(name: Name): string {
  if (name.kind === 'whole') return `{ name: ${quoted(name.name)} }`;
  if (name.suffix === undefined) return quoted(lastFirst(name));
  const [family, given, suffix] = [name.family, name.given, name.suffix].map(quoted);
  return `{ name: ${family}, given-name: ${given}, suffix: ${suffix} }`;
}

/** Braces and dollar signs are mark-up to Typst. */
function formattable(text: string): string {
  return quoted(text.replace(/[\\{}$]/g, (sign) => `\\${sign}`));
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
