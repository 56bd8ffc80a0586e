import { writeTitle } from './bib-title.ts';
import type { Item } from './item.ts';
import type { Need } from './latex-alphabet.ts';
import {
  type Dialect,
  type LatexText,
  latexOf,
  newLatexText,
  writeEscaped,
  writeLatex,
} from './latex-escape.ts';
import type { Name } from './name.ts';

export type Field = readonly [name: string, value: string];

/** Writes the values of one entry's fields and remembers what they need. */
export type FieldWriter = {
  readonly needs: ReadonlySet<Need>;
  readonly authors: (item: Item) => string;
  readonly title: (title: string) => string;
  readonly plain: (text: string) => string;
};

/** A writer for the fields of one entry. */
export function fieldWriter(dialect: Dialect): FieldWriter {
  const needs = new Set<Need>();
  const write = (fill: (text: LatexText) => void): string => {
    const text = { ...newLatexText(dialect), needs };
    fill(text);
    return latexOf(text);
  };
  return {
    needs,
    authors: (item) => write((text) => writeAuthors(text, item)),
    title: (title) => write((text) => writeTitle(text, title)),
    plain: (plain) => write((text) => writeEscaped(text, plain)),
  };
}

/** `@misc{key, …}` with its fields in a column; empty ones are left out. */
export function formatEntry(type: string, key: string, fields: readonly Field[]): string {
  const given = fields.filter(([, value]) => value !== '');
  const width = Math.max(...given.map(([name]) => name.length));
  return `@${type}{${key},\n${given.map(([name, value]) => `  ${name.padEnd(width)} = {${value}}`).join(',\n')}\n}`;
}

/** `@article` or `@inproceedings` for what was published, else `@misc`. */
export function entryType(item: Item): string {
  if (item.venue === undefined) return 'misc';
  return item.venue.kind === 'journal' ? 'article' : 'inproceedings';
}

/** `Last, First and Last, Jr., First and {Group} and others`. */
function writeAuthors(text: LatexText, item: Item): void {
  for (const [index, name] of item.authors.entries()) {
    if (index > 0) writeLatex(text, ' and ');
    writeName(text, name);
  }
  if (item.hiddenAuthors > 0) writeLatex(text, item.authors.length > 0 ? ' and others' : '{others}');
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
