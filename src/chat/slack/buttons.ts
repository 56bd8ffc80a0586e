import type { App, BlockAction } from '@slack/bolt';
import { decodeCall } from './button-value.ts';
import { answer, attend, type Desk } from './desk.ts';
import { type Origin, wayTo } from './interaction.ts';
import { ACTIONS } from './render-buttons.ts';

const UNREADABLE =
  'This button comes from another edition of Paperthread and cannot be read any more. Type the command again: /help lists them.';

/** Buttons of answers, however old: each carries its whole call. */
export function listenToButtons(app: App, desk: Desk): void {
  app.action<BlockAction>(
    { type: 'block_actions', action_id: /^(?:call:\d+|share)$/ },
    async ({ ack, body, context }) => {
      await ack();
      const [action] = body.actions;
      if (action?.type !== 'button') return;
      const call = decodeCall(action.value);
      const sharing = action.action_id === ACTIONS.share;
      // Only the next page of what only the asker sees takes its place; another paper, or a shared answer, stays.
      const paging = call !== undefined && typeof call.input === 'object' && 'page' in call.input;
      const replaces = !sharing && paging && body.container['is_ephemeral'] === true;
      await attend(
        desk,
        { team: context.teamId ?? body.team?.id ?? '', id: body.trigger_id },
        (workspace) => wayTo(originOf(body), workspace, desk.parts.log, replaces),
        async (_, way) => {
          if (call === undefined) return way.refuse(UNREADABLE);
          await answer(desk, call, way, sharing ? { sharedBy: body.user.id } : {});
        },
      );
    },
  );
}

/** In a thread the answer belongs there too. */
function originOf(body: BlockAction): Origin {
  const thread: unknown = body.container['thread_ts'];
  return {
    user: body.user.id,
    ...(body.channel === undefined ? {} : { channel: body.channel.id }),
    ...(typeof thread === 'string' ? { thread } : {}),
    url: body.response_url,
    born: Date.now(),
  };
}
