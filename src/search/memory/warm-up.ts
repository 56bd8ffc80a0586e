import { setImmediate } from 'node:timers/promises';
import type { SearchResult } from '../../core/ports.ts';
import type { Query } from '../../core/query.ts';
import { parseQuery } from '../../core/query-parser.ts';
import type { KeptDocuments } from './kept-documents.ts';

/** In a smaller library the first questions are quick enough. */
const LEAST = 1_000;
/**
 * Words of so many titles are asked for, of the first ones few, as the first takes longest, and long ones, which few papers have; in the
 * last one a letter is missing.
 */
const TITLES = 5;
const WORDS = 3;

let isWarm = false;

/**
 * Asks a few questions, once in a process: the first ones take ten times as long as all others, until what they run through is
 * compiled, and nobody should wait for that. The event loop breathes between them, and before the words that match are worked out.
 */
export async function warmUp(
  documents: KeptDocuments,
  ask: (query: Query) => Pick<SearchResult, 'hits'>,
): Promise<void> {
  if (isWarm || documents.size < LEAST) return;
  isWarm = true;
  const titles = Iterator.from(documents.ids()).take(TITLES);
  for (const [at, id] of [...titles].entries()) {
    const words = documents.facts(id)?.title?.match(/[a-z]{5,}/gi) ?? [];
    const longest = words.toSorted((a, b) => b.length - a.length);
    const [first = '', ...others] = longest.slice(0, Math.min(at + 1, WORDS));
    const typed = at === TITLES - 1 ? `${first.slice(0, 2)}${first.slice(3)}` : first;
    await setImmediate();
    const { hits } = ask(parseQuery([typed, ...others].join(' ') || 'the'));
    await setImmediate();
    for (const hit of hits) void hit.matched;
  }
}
