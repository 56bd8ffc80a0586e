import type { SearchIndex } from '../core/ports.ts';

/** Where an index is kept between runs, and which library it must have been built from to be believed. */
export type KeptIndex = {
  readonly file: string;
  /** The library's identity, and the number of its newest state. */
  readonly library: string;
  readonly seq: number;
  /** Told in words why a kept index cannot be used and has to be built again. */
  readonly log?: (reason: string) => void;
  /** Opens another index where that serves a library of so many papers better. */
  readonly successor?: (papers: number) => Promise<SearchIndex> | undefined;
};
