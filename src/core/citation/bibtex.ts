import { writeTitle } from './bib-title.ts';
import type { Item } from './item.ts';
import {
  escapeLatex,
  type LatexText,
  latexOf,
  newLatexText,
  writeEscaped,
  writeLatex,
} from './latex-escape.ts';
import type { Name } from './name.ts';

export type Field = readonly [name: string, value: string];

/** The entry for BibTeX: ASCII, for every style; and what a document needs to print it. */
export function bibtexEntry(item: Item): { entry: string; needs: LatexText['needs'] } {
  const text = newLatexText('bibtex');
  const fields: Field[] = [
    ['author', field(text, () => writeAuthors(text, item))],
    ['title', field(text, () => writeTitle(text, item.title))],
    ['year', String(item.year)],
    ['eprint', item.eprint],
    ['archivePrefix', 'arXiv'],
    ['primaryClass', item.paper.categories?.[0] ?? ''],
    ['doi', item.doi ?? ''],
    ['url', item.url],
    ['note', escapeLatex(item.notes.join('; '), 'bibtex')],
  ];
  return { entry: formatEntry('misc', item.key, fields), needs: text.needs };
}

/** `@misc{key, …}` with its fields in a column; empty ones are left out. */
export function formatEntry(type: string, key: string, fields: readonly Field[]): string {
  const given = fields.filter(([, value]) => value !== '');
  const width = Math.max(...given.map(([name]) => name.length));
  return `@${type}{${key},\n${given.map(([name, value]) => `  ${name.padEnd(width)} = {${value}}`).join(',\n')}\n}`;
}

function field(text: LatexText, write: () => void): string {
  text.out.length = 0;
  write();
  return latexOf(text);
}

/** `Last, First and Last, Jr., First and {Group} and others`. */
export function writeAuthors(text: LatexText, item: Item): void {
  for (const [index, name] of item.authors.entries()) {
    if (index > 0) writeLatex(text, ' and ');
    writeName(text, name);
  }
  if (item.hiddenAuthors > 0) writeLatex(text, item.authors.length > 0 ? ' and others' : 'others');
}

function writeName(text: LatexText, name: Name): void {
  if (name.kind === 'whole') return writeBraced(text, name.name);
  const parts = [name.family, ...(name.suffix === undefined ? [] : [name.suffix]), name.given];
  for (const [index, part] of parts.entries()) {
    if (index > 0) writeLatex(text, ', ');
    // A comma or the word "and" would end the name here.
    if (/,|(?:^|\s)and(?:\s|$)/i.test(part)) writeBraced(text, part);
    else writeEscaped(text, part);
  }
}

function writeBraced(text: LatexText, part: string): void {
  writeLatex(text, '{');
  writeEscaped(text, part);
  writeLatex(text, '}');
}
