import { UserError } from './errors.ts';
import { nearest } from './nearest.ts';
import type { TextField } from './query.ts';
import { clip } from './text.ts';

export type Field = TextField | 'any' | 'id' | 'year' | 'since' | 'before' | 'submitted' | 'similar';

/** What a name before a colon means; the one- to three-letter names are arXiv's own. */
const FIELDS: Readonly<Record<string, Field>> = {
  author: 'author',
  authors: 'author',
  au: 'author',
  title: 'title',
  ti: 'title',
  abstract: 'abstract',
  abs: 'abstract',
  category: 'category',
  categories: 'category',
  cat: 'category',
  comments: 'comments',
  comment: 'comments',
  co: 'comments',
  journal: 'journal',
  jr: 'journal',
  all: 'any',
  id: 'id',
  arxiv: 'id',
  doi: 'id',
  year: 'year',
  since: 'since',
  before: 'before',
  submitteddate: 'submitted',
  similar: 'similar',
};
const FIELD_LIST =
  'author, title, abstract, category, comments, journal, id, year, since, before and similar';
const EXAMPLES: Readonly<Partial<Record<Field, string>>> = {
  author: 'tegmark',
  category: 'cs.LG',
  id: '2402.05110',
  year: '2022',
  since: '2025-06',
  before: '2025-06',
  submitted: '[20250601 TO 20250630]',
  similar: '2402.05110',
};

/** The field of a name in any case of letters; undefined when there is none. */
export function fieldOf(name: string): Field | undefined {
  const lower = name.toLowerCase();
  return Object.hasOwn(FIELDS, lower) ? FIELDS[lower] : undefined;
}

/** Whether somebody who typed a name before a colon can have meant a field by it, or a link. */
export function resemblesField(name: string): boolean {
  const lower = name.toLowerCase();
  return (
    /^https?$/.test(lower) ||
    Object.hasOwn(FIELDS, lower) ||
    nearest(lower, Object.keys(FIELDS)) !== undefined
  );
}

/** For the asker who typed a field and nothing behind it. */
export function emptyField(name: string): UserError {
  const field = fieldOf(name);
  const example = `${name}:${(field === undefined ? undefined : EXAMPLES[field]) ?? 'grokking'}`;
  return new UserError(
    `Nothing stands after "${name}:"; type ${example}, or put it in quotes to search for the word itself.`,
  );
}

/** For the asker who typed a field that does not exist. */
export function unknownField(name: string, value: string): UserError {
  const shown = clip(`${name}:${value}`, 60);
  if (/^https?$/i.test(name)) {
    return new UserError(
      `"${shown}" is not a link to a paper on arXiv; paste one like https://arxiv.org/abs/2402.05110, or search for the title.`,
    );
  }
  return new UserError(
    `There is no field "${clip(name, 30)}:"; the fields are ${FIELD_LIST}, and to search for it as text put it in quotes: "${shown}".`,
  );
}
