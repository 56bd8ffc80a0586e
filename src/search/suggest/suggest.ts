import { CATEGORIES } from '../../core/categories.ts';
import type { Completion } from '../../core/command.ts';
import { toReadable } from '../../core/latex.ts';
import type { Paper } from '../../core/paper.ts';
import { parsePaperRef } from '../../core/paper-id.ts';
import type { Store } from '../../core/ports.ts';
import type { Suggest, Suggestion, Suggestions, Typing } from '../../core/suggest.ts';
import { firstVersion } from '../../core/versions.ts';
import { breathing, type Steps, sorting } from './steps.ts';
import {
  bare,
  listing,
  MOST_SUGGESTIONS,
  matching,
  named,
  type SuggestList,
  suggestList,
} from './suggest-list.ts';
import { type QueryLists, suggestQuery } from './suggest-query.ts';
import { type Counted, createTally, type Tally } from './tally.ts';

/** Of a paper only what is suggested or counted: all of them whole would take much memory. */
type Kept = {
  readonly id: string;
  readonly title: string;
  readonly day: string;
  readonly authors: readonly Counted[];
  readonly categories: readonly Counted[];
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
const NONE = suggestList([]);
const ADDRESS = String.raw`(?:https?:\/\/)?(?:(?:www|export)\.)?arxiv\.org\/(?:abs|pdf|html)\/|arxiv:`;
const ID_BEGUN = new RegExp(String.raw`^(?:${ADDRESS})?(\d{4}\.\d*|\d{1,4}|[a-z-]+\/\d*)$`, 'i');

/**
 * Completes titles, names, categories and commands from lists in memory, which follow the library. Every typed word must begin
 * a word; what begins with all that was typed comes first, then newer papers and more frequent names.
 */
export function createSuggest({ store, commands, others = {}, recent }: SuggestParts): Suggest {
  const papers = new Map<string, Kept>();
  const authors = createTally();
  const categories = createTally();
  const factsOf = (id: string): Kept | undefined => papers.get(id);
  let lists: QueryLists = {
    paper: suggestList([]),
    author: suggestList([]),
    category: suggestList(categorySuggestions([])),
    factsOf,
  };
  let [seq, checkedAt] = [0, Number.NEGATIVE_INFINITY];
  let refreshing: Promise<void> | undefined;

  const take = (paper: Paper): void => {
    const before = papers.get(paper.id);
    for (const one of [...(before?.authors ?? []), ...(before?.categories ?? [])]) one.times -= 1;
    papers.set(paper.id, {
      id: paper.id,
      title: paper.title === undefined ? `arXiv:${paper.id}` : toReadable(paper.title),
      day: firstVersion(paper.versions)?.submitted ?? '',
      authors: counted(authors, paper.authors?.map(toReadable)),
      categories: counted(categories, paper.categories),
    });
  };

  function* listAll(): Steps<QueryLists> {
    const newest = yield* sorting([...papers.values()], (a, b) =>
      a.day === b.day ? 0 : a.day > b.day ? -1 : 1,
    );
    return {
      paper: yield* listing(newest, ({ id, title }) => ({ label: title, value: id })),
      author: yield* listing(yield* authors.byCount(), named),
      category: suggestList(categorySuggestions(yield* categories.byCount())),
      factsOf,
    };
  }

  const refresh = async (): Promise<void> => {
    let read = seq;
    for await (const batch of store.papersAfter(seq)) {
      for (const stored of batch) {
        take(stored.known.paper);
        read = Math.max(read, stored.seq);
      }
    }
    if (read === seq) return;
    lists = await breathing(listAll());
    // Not before: what was read and could not be listed is read again.
    seq = read;
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
    if (other !== undefined) return matching(suggestList(await other(typing)), typed);
    const following = keepUp();
    // Until there are lists nobody has anything to go by; later ones do not wait.
    if (lists.paper.labels.length === 0) await following;
    else following.catch(() => undefined);
    if (completion === 'command') return matching(suggestList(commands.map(named)), typed);
    const id = completion === 'paper' || completion === 'query' ? idIn(typed.trim()) : undefined;
    const byId = id === undefined ? [] : withId(lists.paper, id);
    // Of a query a number may be a year, or a word.
    if (byId.length > 0 && (completion === 'paper' || !/^\d+$/.test(id ?? ''))) return byId;
    switch (completion) {
      case 'query': {
        const found = suggestQuery(lists, (await recent?.(typing)) ?? [], typed);
        return [...found, ...byId].slice(0, MOST_SUGGESTIONS);
      }
      case 'topic': {
        const lately = (await recent?.(typing)) ?? [];
        return suggestQuery({ ...lists, paper: NONE }, lately.filter(isTopic), typed);
      }
      case 'paper':
      case 'author':
      case 'category':
        return matching(lists[completion], typed);
      case 'style':
      case 'subscription':
      case 'followed':
        return [];
    }
  };
}

/** Whether something can be looked for again and again: what is like one paper cannot. */
function isTopic(query: string): boolean {
  return !/\bsimilar:/i.test(query);
}

/** A whole id in any form, or the beginning of one. */
function idIn(text: string): string | undefined {
  const whole = parsePaperRef(text)?.id;
  return whole ?? ID_BEGUN.exec(text)?.[1]?.toLowerCase();
}

/** The papers whose id begins like this. */
function withId({ labels, values }: SuggestList, id: string): Suggestion[] {
  const found = Iterator.from(values.entries()).filter(([, value]) => value.startsWith(id));
  return Array.from(found.take(MOST_SUGGESTIONS), ([at, value]) => bare({ label: labels[at] ?? '', value }));
}

/** Those of the library, the most frequent first, then all others of arXiv. */
function categorySuggestions(known: readonly string[]): Suggestion[] {
  return [...new Set([...known, ...CATEGORIES.keys()])].map((id) => {
    const name = CATEGORIES.get(id);
    return { label: name === undefined ? id : `${id} ${name}`, value: id };
  });
}

/** Where names are counted, one more for each. */
function counted(tally: Tally, names: readonly string[] = []): Counted[] {
  return names.map((name) => {
    const one = tally.of(name);
    one.times += 1;
    return one;
  });
}
