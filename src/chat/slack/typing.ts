import type { App, types } from '@slack/bolt';
import type { Completion } from '../../core/command.ts';
import { inTime } from '../../core/in-time.ts';
import type { Suggestion } from '../../core/suggest.ts';
import type { Desk } from './desk.ts';
import { plain } from './forms.ts';
import { clipUnits, visible } from './pieces.ts';

/** What the id of a field begins with that is completed; behind it stands by what. */
export const TYPING = 'typing:';

/** Slack waits three seconds, and shows an error then; no choices are better. */
const PATIENCE_MS = 2_000;
const MOST_CHOICES = 100;
const [LONGEST_LABEL, LONGEST_VALUE] = [75, 150] as const;

/** Completes the fields of forms at every keystroke. What was typed itself is the first choice, as fields of this kind take nothing else. */
export function listenToTyping(app: App, { parts: { suggest, log } }: Desk): void {
  app.options(/.*/, async ({ ack, body }) => {
    const [, completion] = new RegExp(`^${TYPING}(author|category)$`).exec(body.action_id) ?? [];
    const typed = body.value.trim();
    const none = (reason: unknown): readonly Suggestion[] => {
      log.warn({ reason: String(reason) }, 'suggestions failed');
      return [];
    };
    const found =
      completion === undefined
        ? []
        : await inTime(
            suggest(completion as Completion, typed, { platform: 'slack' }).catch(none),
            PATIENCE_MS,
          );
    await ack({ options: optionsOf(typed, found ?? []) });
  });
}

/** At most a hundred, none empty, none twice, none too long. A value that would have to be cut is left out. */
function optionsOf(typed: string, suggestions: readonly Suggestion[]): types.PlainTextOption[] {
  const all = new Map<string, string>();
  for (const { label, value } of [{ label: typed, value: typed }, ...suggestions])
    if (value.trim() !== '' && value.length <= LONGEST_VALUE && !all.has(value))
      all.set(value, clipUnits(visible(label).trim() || value, LONGEST_LABEL));
  return [...all]
    .slice(0, MOST_CHOICES)
    .map(([value, label]) => ({ text: { ...plain(label), emoji: false }, value }));
}
