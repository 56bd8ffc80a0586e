import type { App, BlockAction } from '@slack/bolt';
import { attend, type Desk } from './desk.ts';
import { type Origin, wayTo } from './interaction.ts';
import { interactionId } from './seen.ts';
import type { Way } from './ways.ts';
import type { Workspace } from './workspaces.ts';

/** A pressed button. */
export type Click = {
  readonly value: string | undefined;
  readonly user: { readonly id: string; readonly name: string };
  readonly channel: string;
  /** Only the one who pressed it sees its message. */
  readonly onlyAsker: boolean;
  readonly workspace: Workspace;
  /** The way back; `replaces` puts the answer in the place of the message with the button. */
  readonly way: (replaces?: boolean) => Way;
};

/** What to do by what an action id begins with, up to its colon. */
export type ClickHandlers = Readonly<Record<string, (click: Click) => Promise<void>>>;

export const UNREADABLE =
  'This button comes from another edition of Paperthread and cannot be read any more. Type the command again: /help lists them.';

/** Every button there is or ever was: acknowledged at once, then handled, or explained when nobody knows it any more. */
export function listenToClicks(app: App, desk: Desk, handlers: ClickHandlers): void {
  app.action<BlockAction>({ type: 'block_actions' }, async ({ ack, body, context }) => {
    await ack();
    const [action] = body.actions;
    if (action?.type !== 'button') return;
    const origin = originOf(body);
    const [kind = ''] = action.action_id.split(':');
    const handler = Object.hasOwn(handlers, kind) ? handlers[kind] : undefined;
    await attend(
      desk,
      {
        team: context.teamId ?? body.team?.id ?? '',
        id: interactionId(body.trigger_id, body.response_url, action.action_id, action.value),
      },
      (workspace) => wayTo(origin, workspace, desk.parts.log),
      async (workspace, back) => {
        if (handler === undefined) return back.refuse(UNREADABLE);
        await handler({
          value: action.value,
          user: { id: body.user.id, name: nameOf(body.user) },
          channel: origin.channel ?? '',
          onlyAsker: body.container['is_ephemeral'] === true,
          workspace,
          way: (replaces) => wayTo(origin, workspace, desk.parts.log, replaces),
        });
      },
    );
  });
}

/** In a thread the answer belongs there too; on the Home tab there is neither channel nor address. */
function originOf({ user, channel, container, response_url: url }: BlockAction): Origin {
  const thread: unknown = container['thread_ts'];
  const place: unknown = channel?.id ?? container['channel_id'];
  return {
    user: user.id,
    ...(typeof place === 'string' ? { channel: place } : {}),
    ...(typeof thread === 'string' ? { thread } : {}),
    // Declared, but the Home tab has none.
    ...((url as string | undefined) === undefined ? {} : { url, born: Date.now() }),
  };
}

function nameOf(user: BlockAction['user']): string {
  return user.name ?? user.username;
}
