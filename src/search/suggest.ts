import type { Completion } from '../core/command.ts';
import { toReadable } from '../core/latex.ts';
import type { Paper } from '../core/paper.ts';
import { parsePaperRef } from '../core/paper-id.ts';
import type { Store } from '../core/ports.ts';
import type { Suggest, Suggestion, Suggestions } from '../core/suggest.ts';
import { fold } from '../core/text.ts';
import { firstVersion } from '../core/versions.ts';
import { createTally, type Tally } from './tally.ts';

/** Something that can be suggested: what is shown, what it stands for, and its words as ` word word`. */
type Entry = Suggestion & { readonly words: string };

export type SuggestParts = {
  readonly store: Pick<Store, 'papersAfter'>;
  readonly commands: readonly string[];
  /** What other parts of the program have to suggest. */
  readonly others?: Partial<Record<Completion, Suggestions>>;
};

const MOST = 25;
/** New papers are taken up this often, beside the keystrokes and never before them. */
const REFRESH_MS = 2_000;
const ID_BEGUN = /^(?:arxiv:)?(?:\d{4}\.\d*|\d{1,4}|[a-z-]+\/\d*)$/i;

/**
 * Completes titles, names, categories and commands from lists in memory, which follow the library. Every typed word must begin
 * a word; what begins with all that was typed comes first, then newer papers and more frequent names.
 */
export function createSuggest({ store, commands, others = {} }: SuggestParts): Suggest {
  const papers = new Map<string, { readonly paper: Paper; readonly entry: Entry; readonly day: string }>();
  const authors = createTally();
  const categories = createTally();
  let lists: { paper: Entry[]; author: Entry[]; category: Entry[] } = { paper: [], author: [], category: [] };
  let [seq, checkedAt] = [0, Number.NEGATIVE_INFINITY];
  let refreshing: Promise<void> | undefined;

  const take = (paper: Paper): void => {
    const before = papers.get(paper.id)?.paper;
    count(authors, before?.authors, paper.authors);
    count(categories, before?.categories, paper.categories);
    const title = paper.title === undefined ? `arXiv:${paper.id}` : toReadable(paper.title);
    const day = firstVersion(paper.versions)?.submitted ?? '';
    papers.set(paper.id, { paper, entry: { label: title, value: paper.id, words: wordsOf(title) }, day });
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
      paper: newest.map(({ entry }) => entry),
      author: authors.byCount().map((name) => named(toReadable(name))),
      category: categories.byCount().map(named),
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
    if (other !== undefined) return matching((await other(typing)).map(withWords), typed);
    const following = keepUp();
    // Only the very first has nothing to go by; the others do not wait.
    if (papers.size === 0) await following;
    else following.catch(() => undefined);
    if (completion === 'command') return matching(commands.map(named), typed);
    const id = completion === 'paper' ? idIn(typed.trim()) : undefined;
    const byId = id === undefined ? [] : lists.paper.filter(({ value }) => value.startsWith(id));
    if (byId.length > 0) return byId.slice(0, MOST).map(bare);
    const list = completion === 'style' || completion === 'subscription' ? [] : lists[completion];
    return matching(list, typed);
  };
}

function matching(entries: readonly Entry[], typed: string): Suggestion[] {
  const phrase = wordsOf(typed);
  const words = phrase
    .split(' ')
    .slice(1)
    .map((word) => ` ${word}`);
  const [first, others]: [Suggestion[], Suggestion[]] = [[], []];
  for (const entry of entries) {
    if (!words.every((word) => entry.words.includes(word))) continue;
    (entry.words.startsWith(phrase) ? first : others).push(entry);
    if (first.length >= MOST) break;
  }
  return [...first, ...others].slice(0, MOST).map(bare);
}

function bare({ label, value }: Suggestion): Suggestion {
  return { label, value };
}

/** A whole id in any form, or the beginning of one. */
function idIn(text: string): string | undefined {
  const whole = parsePaperRef(text)?.id;
  return whole ?? (ID_BEGUN.test(text) ? text.toLowerCase().replace(/^arxiv:/, '') : undefined);
}

function named(name: string): Entry {
  return withWords({ label: name, value: name });
}

function withWords(suggestion: Suggestion): Entry {
  return { ...suggestion, words: wordsOf(suggestion.label) };
}

/** ` sparse autoencoders`: folded words, each behind a blank; nothing for nothing. */
function wordsOf(text: string): string {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap((word) => (word === '' ? [] : [` ${word}`]))
    .join('');
}

function count(tally: Tally, before: readonly string[] = [], after: readonly string[] = []): void {
  for (const name of before) tally.add(name, -1);
  for (const name of after) tally.add(name, 1);
}
