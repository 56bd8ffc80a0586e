import type { PaperRef } from './paper-id.ts';

/** The fields a person can search by name. */
export const TEXT_FIELDS = ['author', 'title', 'abstract', 'category', 'comments', 'journal'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** One wanted or unwanted piece of text. `field` absent means any field; a phrase must occur word by word in this order. */
export type Term = {
  readonly text: string;
  readonly phrase: boolean;
  readonly field?: TextField;
  readonly excluded: boolean;
};

/** What a paper must have where AND, OR or ANDNOT were typed. Its terms are all wanted ones: `not` turns them round. */
export type Condition =
  | { readonly term: Term }
  | { readonly ref: PaperRef }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/** Days a paper's first version must fall in, both ends included. */
export type Period = { readonly from?: string; readonly to?: string };

export const SORTS = ['relevance', 'newest', 'updated'] as const;
export type Sort = (typeof SORTS)[number];

/** What a person typed, parsed once. Ids never reach the text index: they name their paper directly. */
export type Query = {
  /** As typed, for repeating it to the person. */
  readonly text: string;
  readonly refs: readonly PaperRef[];
  readonly terms: readonly Term[];
  readonly period: Period;
  /**
   * Present only where operators were typed. Then it alone decides, together with the period, which papers are found; `terms`
   * and `refs` are the wanted ones among its parts, in the order typed, and say what to rank by and what to show as found.
   */
  readonly condition?: Condition;
  /** Only papers like this one, the most alike first. */
  readonly similar?: PaperRef;
};

/** What was looked up in place of words that were typed, which occur nowhere. */
export type Correction = {
  readonly typed: string;
  readonly used: string;
  /** They do occur, and were read as a name or a year: `used` tells people how, and is not to be typed in their place. */
  readonly isReading?: true;
};

/** What a query surely asks for: where ids name papers these, and the words beside them say only what else may be of interest. */
export function surelyAsked(query: Query): Query {
  if (query.refs.length === 0 || query.condition !== undefined) return query;
  return {
    ...query,
    terms: query.terms.filter((term) => term.excluded || term.phrase || term.field !== undefined),
  };
}

/** Whether a condition asks for something, rather than only saying what to leave out. */
export function isPositive(condition: Condition): boolean {
  if ('all' in condition) return condition.all.some(isPositive);
  if ('any' in condition) return condition.any.every(isPositive);
  return !('not' in condition);
}

/** In how many places of a condition categories stand: those that one AND or OR joins stand in one. */
export function categoryPlaces(condition: Condition): number {
  if ('ref' in condition) return 0;
  if ('term' in condition) return condition.term.field === 'category' ? 1 : 0;
  if ('not' in condition) return categoryPlaces(condition.not);
  const parts = 'all' in condition ? condition.all : condition.any;
  const others = parts.filter((part) => !isCategory('not' in part ? part.not : part));
  const here = others.length < parts.length ? 1 : 0;
  return others.reduce((sum, part) => sum + categoryPlaces(part), here);
}

function isCategory(part: Condition): boolean {
  return 'term' in part && part.term.field === 'category';
}

/** The wanted terms and ids of a condition in the order typed. */
export function wantedOf(condition: Condition): { terms: Term[]; refs: PaperRef[] } {
  if ('term' in condition) return { terms: [condition.term], refs: [] };
  if ('ref' in condition) return { terms: [], refs: [condition.ref] };
  if ('not' in condition) return { terms: [], refs: [] };
  const parts = ('all' in condition ? condition.all : condition.any).map(wantedOf);
  return { terms: parts.flatMap(({ terms }) => terms), refs: parts.flatMap(({ refs }) => refs) };
}

/**
 * Whether a condition can hold for a paper of which not everything is known.
 * @param holds what is known of a part: true, false, or undefined when it could be either
 */
export function canHold(
  condition: Condition,
  holds: (part: { readonly term: Term } | { readonly ref: PaperRef }) => boolean | undefined,
): boolean {
  return judge(condition, holds) !== false;
}

function judge(condition: Condition, holds: Parameters<typeof canHold>[1]): boolean | undefined {
  if ('not' in condition) {
    const inner = judge(condition.not, holds);
    return inner === undefined ? undefined : !inner;
  }
  if ('all' in condition) {
    const parts = condition.all.map((part) => judge(part, holds));
    return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true;
  }
  if ('any' in condition) {
    const parts = condition.any.map((part) => judge(part, holds));
    return parts.includes(true) ? true : parts.includes(undefined) ? undefined : false;
  }
  return holds(condition);
}
