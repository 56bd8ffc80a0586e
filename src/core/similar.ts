import { UserError } from './errors.ts';
import { toReadable } from './latex.ts';
import type { Paper } from './paper.ts';
import type { MatchedWord, SearchHit, SearchOptions, SearchResult } from './ports.ts';
import type { Query, Sort, Term } from './query.ts';
import { fold } from './text.ts';
import { firstVersion, latestVersion } from './versions.ts';

/** How many papers are like another: further down the list hardly one is. */
export const MOST_SIMILAR = 100;
/** Words that a paper is compared by. */
const MOST_WORDS = 40;
/** Each shared author, of this many at most, makes a paper so much more alike. */
const AUTHOR_WEIGHT = 0.25;
const MOST_AUTHORS = 2;
/** What is shown of the words that two papers share. */
const SHOWN_WORDS = 6;
const SHOWN_AUTHORS = 3;

/** What finds papers like one: its words, those of the title first, then the most frequent ones, within what else was asked for. */
export function similarQuery(paper: Paper, { text, refs, terms, period, condition }: Query): Query {
  const words: Term[] = tellingWords(paper).map((word) => ({ text: word, phrase: false, excluded: false }));
  const itself: Term = { text: paper.id, phrase: false, excluded: true };
  if (condition !== undefined || refs.length > 0) {
    throw new UserError(
      'similar: goes with words and filters, but not with AND, OR or other ids; take those away.',
    );
  }
  return { text, refs: [], terms: [...terms, ...words, itself], period };
}

function tellingWords({ title = '', abstract = '' }: Paper): string[] {
  const counts = new Map<string, number>();
  for (const word of wordsOf(abstract)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const frequent = [...counts].toSorted(([a, one], [b, other]) => other - one || b.length - a.length);
  return [...new Set([...wordsOf(title), ...frequent.map(([word]) => word)])].slice(0, MOST_WORDS);
}

function wordsOf(text: string): string[] {
  return fold(toReadable(text)).match(/[\p{L}\p{N}]{3,}(?:-[\p{L}\p{N}]+)*/gu) ?? [];
}

/** Puts the papers that share authors higher, and says what each shares with the paper. */
export function bySimilarity(
  paper: Paper,
  hits: readonly SearchHit[],
  papers: ReadonlyMap<string, Paper>,
  { sort, limit, offset }: Pick<SearchOptions, 'sort' | 'limit' | 'offset'>,
): SearchResult {
  const authors = new Set((paper.authors ?? []).map(fold));
  const scored = hits.map((hit) => {
    const shared = (papers.get(hit.id)?.authors ?? []).filter((name) => authors.has(fold(name)));
    const score = hit.score * (1 + AUTHOR_WEIGHT * Math.min(shared.length, MOST_AUTHORS));
    return { hit, shared, score, day: dayOf(papers.get(hit.id), sort) };
  });
  const ordered = scored.toSorted((a, b) =>
    sort === 'relevance' ? b.score - a.score : a.day === b.day ? 0 : a.day > b.day ? -1 : 1,
  );
  return {
    total: ordered.length,
    hits: ordered.slice(offset, offset + limit).map(({ hit, shared, score }) => ({
      id: hit.id,
      score,
      matched: [...shared.slice(0, SHOWN_AUTHORS).map(byThem), ...sharedWords(hit)],
    })),
    corrections: [],
  };
}

function byThem(name: string): MatchedWord {
  return { word: toReadable(name), fields: ['author'] };
}

/** Words of the contents: that a word is also somebody's name says nothing. */
function sharedWords({ matched }: SearchHit): MatchedWord[] {
  return matched
    .flatMap(({ word, fields }) => {
      const contents = fields.filter((field) => field === 'title' || field === 'abstract');
      return contents.length === 0 ? [] : [{ word, fields: contents }];
    })
    .slice(0, SHOWN_WORDS);
}

function dayOf(paper: Paper | undefined, sort: Sort): string {
  const version = sort === 'updated' ? latestVersion(paper?.versions) : firstVersion(paper?.versions);
  return version?.submitted ?? '';
}
