import type { FromTo } from './change.ts';
import { remembered } from './remembered.ts';
import { diffWords } from './word-diff.ts';

/** Comparing two abstracts word by word is costly, and many channels are told of the same in several ways. */
export const diffAbstract = remembered(({ from = '', to = '' }: FromTo<string>) => diffWords(from, to));
