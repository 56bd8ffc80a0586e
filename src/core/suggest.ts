import type { Call } from './call.ts';
import type { Completion } from './command.ts';

/** What completes an option: shown as `label` (at most 100 characters), taken as `value`, which may be longer than a platform takes. */
export type Suggestion = { readonly label: string; readonly value: string };

/** Who types, and where: some things, such as subscriptions, belong to a channel. */
export type Typing = Pick<Call, 'platform' | 'caller'>;

/** Suggestions for what was typed so far, the best first, at most 25. Asked at every keystroke: it answers in milliseconds. */
export type Suggest = (
  completion: Completion,
  typed: string,
  typing: Typing,
) => Promise<readonly Suggestion[]>;

/** All that can be suggested for one kind of option, by who types. */
export type Suggestions = (typing: Typing) => Promise<readonly Suggestion[]>;
