import type { types } from '@slack/bolt';
import { isSlackError, troubleOf } from './errors.ts';
import type { Origin } from './interaction.ts';
import type { Workspace } from './workspaces.ts';

const TOO_LATE = ['expired_trigger_id', 'exchanged_trigger_id', 'trigger_expired', 'trigger_exchanged'];

/** Opens a form. Slack lets that be done within three seconds only: `late` is called where it was not to be had. */
export async function openForm(
  { client }: Workspace,
  trigger: string,
  view: types.ModalView,
  late: () => Promise<void>,
): Promise<void> {
  try {
    await client.views.open({ trigger_id: trigger, view });
  } catch (error) {
    const trouble = isSlackError(error) ? troubleOf(error) : undefined;
    const tooLate = trouble?.kind === 'refused' && TOO_LATE.includes(trouble.code);
    if (!tooLate && trouble?.kind !== 'later') throw error;
    await late();
  }
}

export function plain(text: string): types.PlainTextElement {
  return { type: 'plain_text', text };
}

/** Ours, but written down elsewhere: what does not fit is left out, and the answer goes to the person. */
export function readOrigin(text: string, user: string): Origin {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null) return { user };
    const { channel, url, born } = read as Partial<Record<string, unknown>>;
    return {
      user,
      ...(typeof channel === 'string' ? { channel } : {}),
      ...(typeof url === 'string' && typeof born === 'number' ? { url, born } : {}),
    };
  } catch {
    return { user };
  }
}
