import type { Completion } from './command.ts';

/** What completes an option: shown as `label`, taken as `value`. Both may be longer than a platform shows. */
export type Suggestion = { readonly label: string; readonly value: string };

/** Suggestions for what was typed so far, the best first, at most 25. Asked at every keystroke: it answers in milliseconds. */
export type Suggest = (completion: Completion, typed: string) => Promise<readonly Suggestion[]>;
