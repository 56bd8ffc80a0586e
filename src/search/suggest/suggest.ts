import { CATEGORIES } from '../../core/categories.ts';
import type { Completion } from '../../core/command.ts';
import { toReadable } from '../../core/latex.ts';
import type { Paper } from '../../core/paper.ts';
import { parsePaperRef } from '../../core/paper-id.ts';
import type { Store } from '../../core/ports.ts';
import type { Suggest, Suggestions, Typing } from '../../core/suggest.ts';
import { firstVersion } from '../../core/versions.ts';
import {
  bare,
  type Entry,
  MOST_SUGGESTIONS,
  matching,
  NO_ENTRIES,
  named,
  suggestList,
  withWords,
  wordsOf,
} from './suggest-list.ts';
import { type QueryLists, suggestQuery } from './suggest-query.ts';
import { createTally, type Tally } from './tally.ts';

/** Of a paper only what is suggested or counted: all of them whole would take much memory. */
type Kept = {
  readonly authors: Paper['authors'] | undefined;
  readonly categories: Paper['categories'] | undefined;
  readonly entry: Entry;
  readonly day: string;
};

export type SuggestParts = {
  readonly store: Pick<Store, 'papersAfter'>;
  readonly commands: readonly string[];
  /** What other parts of the program have to suggest. */
  readonly others?: Partial<Record<Completion, Suggestions>>;
  /** What was searched for lately, by who types. */
  readonly recent?: (typing: Typing) => Promise<readonly string[]>;
};

/** New papers are taken up this often, beside the keystrokes and never before them. */
const REFRESH_MS = 2_000;
const ID_BEGUN = /^(?:arxiv:)?(?:\d{4}\.\d*|\d{1,4}|[a-z-]+\/\d*)$/i;

/**
 * Completes titles, names, categories and commands from lists in memory, which follow the library. Every typed word must begin
 * a word; what begins with all that was typed comes first, then newer papers and more frequent names.
 */
export function createSuggest({ store, commands, others = {}, recent }: SuggestParts): Suggest {
  const papers = new Map<string, Kept>();
  const authors = createTally();
  const categories = createTally();
  let lists: QueryLists = {
    paper: NO_ENTRIES,
    author: NO_ENTRIES,
    category: suggestList(categoryEntries([])),
  };
  const names = new Map<string, Entry>();
  const nameEntry = (name: string): Entry => {
    const entry = names.get(name) ?? named(toReadable(name));
    names.set(name, entry);
    return entry;
  };
  let [seq, checkedAt] = [0, Number.NEGATIVE_INFINITY];
  let refreshing: Promise<void> | undefined;

  const take = (paper: Paper): void => {
    const before = papers.get(paper.id);
    count(authors, before?.authors, paper.authors);
    count(categories, before?.categories, paper.categories);
    const title = paper.title === undefined ? `arXiv:${paper.id}` : toReadable(paper.title);
    const day = firstVersion(paper.versions)?.submitted ?? '';
    const entry = { label: title, value: paper.id, words: wordsOf(title) };
    papers.set(paper.id, { authors: paper.authors, categories: paper.categories, entry, day });
  };

  const refresh = async (): Promise<void> => {
    const before = seq;
    for await (const batch of store.papersAfter(seq)) {
      for (const stored of batch) {
        take(stored.known.paper);
        seq = Math.max(seq, stored.seq);
      }
    }
    if (seq === before) return;
    const newest = [...papers.values()].toSorted((a, b) => (a.day === b.day ? 0 : a.day > b.day ? -1 : 1));
    lists = {
      paper: suggestList(newest.map(({ entry }) => entry)),
      author: suggestList(authors.byCount().map(nameEntry)),
      category: suggestList(categoryEntries(categories.byCount())),
    };
  };

  const keepUp = (): Promise<void> => {
    if (performance.now() - checkedAt < REFRESH_MS) return refreshing ?? Promise.resolve();
    checkedAt = performance.now();
    refreshing ??= refresh().finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  };

  return async (completion, typed, typing) => {
    const other = others[completion];
    if (other !== undefined) return matching(suggestList((await other(typing)).map(withWords)), typed);
    const following = keepUp();
    // Only the very first has nothing to go by; the others do not wait.
    if (papers.size === 0) await following;
    else following.catch(() => undefined);
    if (completion === 'command') return matching(suggestList(commands.map(named)), typed);
    const id = completion === 'paper' ? idIn(typed.trim()) : undefined;
    const byId = id === undefined ? [] : lists.paper.entries.filter(({ value }) => value.startsWith(id));
    if (byId.length > 0) return byId.slice(0, MOST_SUGGESTIONS).map(bare);
    if (completion === 'query') return suggestQuery(lists, (await recent?.(typing)) ?? [], typed);
    if (completion === 'style' || completion === 'subscription') return [];
    return matching(lists[completion], typed);
  };
}

/** A whole id in any form, or the beginning of one. */
function idIn(text: string): string | undefined {
  const whole = parsePaperRef(text)?.id;
  return whole ?? (ID_BEGUN.test(text) ? text.toLowerCase().replace(/^arxiv:/, '') : undefined);
}

/** Those of the library, the most frequent first, then all others of arXiv. */
function categoryEntries(known: readonly string[]): Entry[] {
  return [...new Set([...known, ...CATEGORIES.keys()])].map((id) => {
    const name = CATEGORIES.get(id);
    return withWords({ label: name === undefined ? id : `${id} ${name}`, value: id });
  });
}

function count(tally: Tally, before: readonly string[] = [], after: readonly string[] = []): void {
  for (const name of before) tally.add(name, -1);
  for (const name of after) tally.add(name, 1);
}
