import type { PaperVersion } from './paper.ts';

/** A fact before and after. */
export type FromTo<T> = { readonly from?: T; readonly to?: T };

/** What differs between two states of a paper, field by field; a field that did not change is an absent key. */
export type PaperDiff = {
  readonly title?: FromTo<string>;
  readonly authors?: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly reordered: boolean;
  };
  readonly abstract?: FromTo<string>;
  readonly comments?: FromTo<string>;
  readonly journalRef?: FromTo<string>;
  readonly categories?: { readonly added: readonly string[]; readonly removed: readonly string[] };
};

/** What a new record turned out to be news of. Digests are made of these, never of dates. */
export type Change =
  | { readonly kind: 'new-paper'; readonly paperId: string }
  | {
      readonly kind: 'new-version';
      readonly paperId: string;
      readonly from: PaperVersion;
      readonly to: PaperVersion;
      readonly diff: PaperDiff;
    }
  | {
      readonly kind: 'published';
      readonly paperId: string;
      readonly journalRef?: string;
      readonly dois?: readonly string[];
    }
  | { readonly kind: 'withdrawn'; readonly paperId: string }
  | { readonly kind: 'restored'; readonly paperId: string };

/** A change as the store keeps it: numbered in the order in which it happened, never reused. */
export type StoredChange = { readonly seq: number; readonly at: string; readonly change: Change };
