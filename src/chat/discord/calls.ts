import {
  type APIInteraction,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import type { Attachment, Caller } from '../../core/caller.ts';
import type { ChatParts } from '../../core/chat.ts';
import type { Command } from '../../core/command.ts';
import type { Reply } from '../../core/reply.ts';
import type { Answer, Audience } from './answer.ts';
import { isDiscussable } from './channel-kinds.ts';
import { type ButtonCall, buttonsOf, discussButton, shareButton } from './custom-id.ts';
import { OWN_COMMANDS } from './names.ts';
import { type DiscordMessage, renderReply, renderWords } from './render.ts';
import { whyNoPosts } from './rights.ts';

/** Where a call came from: what can be offered there, and who is asking. */
export type Place = {
  readonly shareable: boolean;
  readonly discussable: boolean;
  readonly caller?: Caller;
};

/** Whether somebody manages the server they are in. */
export function isManager({ member }: Pick<APIInteraction, 'member'>): boolean {
  return member !== undefined && (BigInt(member.permissions) & PermissionFlagsBits.ManageGuild) !== 0n;
}

/** Sharing needs others in the channel; a thread, and whatever is set up for a channel, needs the app itself in the server. */
export function placeOf(interaction: APIInteraction): Place {
  const { guild_id: guild, context, authorizing_integration_owners: owners } = interaction;
  const member = guild !== undefined && owners?.[ApplicationIntegrationType.GuildInstall] !== undefined;
  const user = userOf(interaction)?.id;
  const channel = member ? interaction.channel?.id : undefined;
  return {
    shareable: guild !== undefined || context === InteractionContextType.PrivateChannel,
    discussable: member && interaction.channel?.type !== undefined && isDiscussable(interaction.channel.type),
    ...(user === undefined
      ? {}
      : {
          caller: {
            user,
            ...(channel === undefined ? {} : { channel, cannotPost: async () => whyNoPosts(interaction) }),
          },
        }),
  };
}

/** In a server people are its members, elsewhere themselves. */
export function userOf({ member, user = member?.user }: Pick<APIInteraction, 'member' | 'user'>) {
  return user;
}

export type CallOptions = {
  /** Who sees the answer; the command says so where this is absent. */
  readonly wanted?: Audience;
  /** Somebody shares an answer that they had. */
  readonly sharing?: boolean;
  /** What has to be said besides. */
  readonly note?: string | undefined;
  readonly attachment?: Attachment | undefined;
};

/** Who sees the answer to a call, where nothing else was asked for: the command says so. */
export function audienceOf(name: string, commands: readonly Command[]): Audience {
  return commands.find((command) => command.name === name)?.visibility ?? 'asker';
}

/**
 * One command call answered. The command says who sees the answer, unless `wanted` does; what went wrong is only ever seen by the
 * asker.
 */
export async function answerCall(
  call: ButtonCall,
  answer: Answer,
  place: Place,
  parts: ChatParts,
  { wanted, sharing = false, note, attachment }: CallOptions = {},
): Promise<void> {
  const audience = wanted ?? audienceOf(call.command, parts.commands);
  const outcome = await parts.dispatch({
    command: call.command,
    input: call.values,
    platform: 'discord',
    ownCommands: OWN_COMMANDS,
    ...(place.caller === undefined ? {} : { caller: place.caller }),
    ...(attachment === undefined ? {} : { attachment }),
    sharing,
    // What is only so far takes one message: the answer can take the place of no more than that.
    show: (interim) => answer.show(renderReply(interim).slice(0, 1), audience),
  });
  if (outcome.kind === 'refused') return answer.show([renderWords(outcome.message)], 'asker');
  // A button carries no file, so what was said of one is not to be asked for again.
  const shareable = place.shareable && attachment === undefined && !outcome.changed;
  const messages = await messagesOf(
    withNote(outcome.reply, note),
    call,
    { ...place, shareable },
    parts,
    audience,
  );
  await answer.show(messages, audience);
}

function withNote(reply: Reply, note: string | undefined): Reply {
  if (note === undefined) return reply;
  return { ...reply, footer: reply.footer === undefined ? note : `${reply.footer} ${note}` };
}

/** The messages of a reply with its next steps, and what Discord adds to them: to share it, to discuss its one paper. */
export async function messagesOf(
  reply: Reply,
  call: ButtonCall,
  place: Place,
  { notes }: Pick<ChatParts, 'notes'>,
  audience: Audience,
): Promise<DiscordMessage[]> {
  const papers = reply.cards.flatMap((card) => (card.kind === 'paper' ? [card.id] : []));
  const [paper, ...others] = papers;
  const buttons = [
    ...(await buttonsOf(reply.buttons ?? [], notes)),
    ...(place.shareable && audience === 'asker' && reply.cards.length > 0
      ? [await shareButton(call, notes)]
      : []),
    ...(place.discussable && paper !== undefined && others.length === 0 ? [discussButton(paper)] : []),
  ];
  return renderReply(reply, { buttons });
}
