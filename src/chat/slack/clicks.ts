import type { App, BlockAction } from '@slack/bolt';
import { attend, type Desk } from './desk.ts';
import { type Origin, wayTo } from './interaction.ts';
import { interactionId } from './seen.ts';
import type { Way } from './ways.ts';
import type { Workspace } from './workspaces.ts';

/** A pressed button. */
export type Press = {
  readonly value: string | undefined;
  readonly user: { readonly id: string; readonly name: string };
  readonly channel: string;
  /** The time of its message, which is its name in the channel. */
  readonly message: string;
  /** Only the one who pressed it sees its message. */
  readonly onlyAsker: boolean;
};

/** A pressed button, and what it takes to answer. */
export type Click = Press & { readonly workspace: Workspace; readonly way: Way };

export type ClickHandler = {
  /** True when the answer takes the place of the message with the button. */
  readonly replaces?: (press: Press) => boolean;
  readonly run: (click: Click) => Promise<unknown>;
};

/** What to do by what an action id begins with, up to its colon. */
export type ClickHandlers = Readonly<Record<string, ClickHandler>>;

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
    const press: Press = {
      value: action.value,
      user: { id: body.user.id, name: nameOf(body.user) },
      channel: origin.channel ?? '',
      message: String(body.container['message_ts']),
      onlyAsker: body.container['is_ephemeral'] === true,
    };
    const holder = handler?.replaces?.(press) === true ? 'gives way' : 'stays';
    await attend(
      desk,
      {
        team: context.teamId ?? body.team?.id ?? '',
        id: interactionId(body.trigger_id, body.response_url, action.action_id, action.value),
        url: origin.url,
      },
      (workspace) => wayTo(origin, workspace, desk.parts.log, holder),
      (workspace, way) =>
        handler === undefined ? way.refuse(UNREADABLE) : handler.run({ ...press, workspace, way }),
    );
  });
}

/** In a thread the answer belongs there too; on the Home tab there is neither channel nor address. */
function originOf({ user, channel, container, response_url: url }: BlockAction): Origin {
  const thread: unknown = container['thread_ts'];
  const place: unknown = channel?.id ?? container['channel_id'];
  return {
    user: user.id,
    name: nameOf(user),
    ...(typeof place === 'string' ? { channel: place } : {}),
    ...(typeof thread === 'string' ? { thread } : {}),
    // Declared, but the Home tab has none.
    ...((url as string | undefined) === undefined ? {} : { url, born: Date.now() }),
  };
}

function nameOf(user: BlockAction['user']): string {
  return user.name ?? user.username;
}
