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
};
