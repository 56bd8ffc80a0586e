import { createHash } from 'node:crypto';
import { type ButtonCall, decodeCall } from './button-value.ts';
import { type Click, type ClickHandlers, UNREADABLE } from './clicks.ts';
import { answer, type Desk } from './desk.ts';
import { isSlackError, troubleOf } from './errors.ts';

/** Nobody means to share the same answer twice within so long. */
const AGAIN_MS = 60_000;
const SPACE = 'slack-shared';

/** The buttons of answers, however old: each carries its whole call. */
export function answerButtons(desk: Desk): ClickHandlers {
  const { notes } = desk.parts;
  const asked = async (click: Click, go: (call: ButtonCall) => Promise<unknown>): Promise<void> => {
    const call = decodeCall(click.value);
    await (call === undefined ? click.way.refuse(UNREADABLE) : go(call));
  };
  return {
    call: {
      // Only the next page of what only the asker sees takes its place; another paper, or a shared answer, stays.
      replaces({ value, onlyAsker }) {
        const input = decodeCall(value)?.input;
        return onlyAsker && typeof input === 'object' && 'page' in input;
      },
      run: (click) => asked(click, (call) => answer(desk, call, click.way)),
    },
    share: {
      run: (click) =>
        asked(click, async (call) => {
          const key = shareKey(click);
          if (!(await notes.claim(SPACE, key, {}, AGAIN_MS)))
            return click.way.refuse(
              'This was shared a moment ago, or is just being shared. In a minute it can be shared again.',
            );
          try {
            if (!(await answer(desk, call, click.way, { sharedBy: click.user.name })))
              await notes.delete(SPACE, key);
          } catch (error) {
            // Where nobody knows whether it was shared, the person should look before they press again.
            const trouble = isSlackError(error) ? troubleOf(error) : undefined;
            if (trouble?.kind !== 'unknown') await notes.delete(SPACE, key);
            throw error;
          }
        }),
    },
  };
}

/** Hashed, as a button's value can be long. */
function shareKey({ workspace, channel, message, value = '' }: Click): string {
  return createHash('sha256')
    .update(JSON.stringify(['share', workspace.team, channel, message, value]))
    .digest('hex');
}
