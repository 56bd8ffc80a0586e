import type { Suggestion } from '../../core/suggest.ts';
import {
  bare,
  MOST_SUGGESTIONS,
  matching,
  named,
  type SuggestList,
  suggestList,
  valuesWith,
} from './suggest-list.ts';
import { fieldsIn, readTyped, type TypedField, type TypedQuery, wordsBeside } from './typed-query.ts';

/** What is known of a paper beside its title. */
export type PaperFacts = Readonly<Record<'authors' | 'categories', readonly { readonly name: string }[]>>;

/** What a query is completed from. */
export type QueryLists = Readonly<Record<'paper' | 'author' | 'category', SuggestList>> & {
  readonly factsOf: (paper: string) => PaperFacts | undefined;
};

/** Of each kind, when nothing tells which is meant. */
const OF_EACH = 8;
/** So many names are looked at that an author in a query may have. */
const MOST_NAMES = 2_000;

/**
 * Completes a query: the field that is being typed, or else what was searched for lately, titles (which stand for their paper, one
 * that passes the fields before), authors and categories.
 */
export function suggestQuery(lists: QueryLists, recent: readonly string[], typed: string): Suggestion[] {
  const lately = matching(suggestList(recent.map(named)), typed);
  if (typed.trim() === '') return lately;
  const readings = readTyped(typed);
  const inField = readings
    .filter(({ value }) => !isWholeCategory(lists, value))
    .map((reading) => ofField(lists, reading))
    .find((found) => found.length > 0);
  if (inField !== undefined) return inField;
  const found = readings.filter(({ field }) => field === undefined).flatMap((one) => ofWords(lists, one));
  return [...lately.slice(0, OF_EACH), ...found].slice(0, MOST_SUGGESTIONS);
}

/** "cs.RO rob" goes on with a word; what is "machine lea" begins the name of a category. */
function isWholeCategory({ category }: QueryLists, value: string): boolean {
  const [id = '', ...others] = value.toLowerCase().split(/\s+/u);
  return others.length > 0 && category.values.some((one) => one.toLowerCase() === id);
}

function ofField(lists: QueryLists, { before, field, value }: TypedQuery): Suggestion[] {
  if (field === undefined) return [];
  const { kind, name } = field;
  if (kind === 'title') return titled(lists, before, value);
  return matching(lists[kind], value).map((one) =>
    bare(typedAs(`${before}${name}${quoted(one.value)}`, `${before}${name}${one.label}`)),
  );
}

function ofWords(lists: QueryLists, { before, value }: TypedQuery): Suggestion[] {
  const [author, category] =
    before === '' ? ['Author: ', 'Category: '] : [`${before}author:`, `${before}cat:`];
  const authors = matching(lists.author, value).slice(0, OF_EACH);
  const categories = matching(lists.category, value).slice(0, OF_EACH);
  return [
    ...authors.map((one) => bare(typedAs(`${before}author:${quoted(one.value)}`, author + one.label))),
    ...categories.map((one) => bare(typedAs(`${before}cat:${one.value}`, category + one.label))),
    ...titled(lists, before, value),
  ];
}

/** Titles with all words that stand in no field, of papers that pass the fields. */
function titled(lists: QueryLists, before: string, value: string): Suggestion[] {
  const tests = fieldsIn(before).map((field) => testOf(lists, field));
  return matching(lists.paper, `${wordsBeside(before)} ${value}`, (id) => {
    const facts = tests.length === 0 ? undefined : lists.factsOf(id);
    return tests.every((passes) => facts !== undefined && passes(facts));
  });
}

function testOf({ author }: QueryLists, { kind, value }: TypedField): (facts: PaperFacts) => boolean {
  if (kind === 'category') {
    const wanted = value.toLowerCase().replace(/\.?\*$/, '');
    return ({ categories }) =>
      categories.some(
        ({ name }) => name.toLowerCase() === wanted || name.toLowerCase().startsWith(`${wanted}.`),
      );
  }
  const names = valuesWith(author, value, MOST_NAMES);
  return ({ authors }) => authors.some(({ name }) => names.has(name));
}

function typedAs(value: string, label: string): Suggestion {
  return { label, value };
}

function quoted(value: string): string {
  return /\s/.test(value) ? `"${value.replaceAll('"', '')}"` : value;
}
