import type { Suggestion } from '../../core/suggest.ts';
import { bare, MOST_SUGGESTIONS, matching, named, type SuggestList, suggestList } from './suggest-list.ts';

/** What a query is completed from. */
export type QueryLists = Readonly<Record<'paper' | 'author' | 'category', SuggestList>>;

/** Of each kind, when nothing tells which is meant. */
const OF_EACH = 8;
const NAMED = /^(.*?)((?:author|au|category|cat|title|ti):)"?([^"]*)$/isu;

/**
 * Completes a query: the field that is being typed, or else what was searched for lately, titles (which stand for their paper),
 * authors and categories.
 */
export function suggestQuery(lists: QueryLists, recent: readonly string[], typed: string): Suggestion[] {
  const field = NAMED.exec(typed);
  if (field !== null) {
    const [, before = '', name = '', value = ''] = field;
    const kind = /^a/i.test(name) ? 'author' : /^c/i.test(name) ? 'category' : undefined;
    if (kind !== undefined) {
      return matching(lists[kind], value).map((one) =>
        bare(typedAs(`${before}${name}${quoted(one.value)}`, `${before}${name}${one.label}`)),
      );
    }
    if (before.trim() === '') return matching(lists.paper, value);
  }
  const lately = matching(suggestList(recent.map(named)), typed);
  if (typed.trim() === '') return lately;
  const authors = matching(lists.author, typed).slice(0, OF_EACH);
  const categories = matching(lists.category, typed).slice(0, OF_EACH);
  const rest = [
    ...lately.slice(0, OF_EACH),
    ...authors.map(({ label, value }) => bare(typedAs(`author:${quoted(value)}`, `Author: ${label}`))),
    ...categories.map(({ label, value }) => bare(typedAs(`cat:${value}`, `Category: ${label}`))),
  ];
  return [...rest, ...matching(lists.paper, typed)].slice(0, MOST_SUGGESTIONS);
}

function typedAs(value: string, label: string): Suggestion {
  return { label, value };
}

function quoted(value: string): string {
  return /\s/.test(value) ? `"${value.replaceAll('"', '')}"` : value;
}
