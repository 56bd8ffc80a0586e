import {
  type APIInteraction,
  type APIUser,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  PermissionsBitField,
} from 'discord.js';
import type { Attachment, Caller } from '../../core/caller.ts';
import { isOfChannel } from '../../core/channel-commands.ts';
import type { ChatParts } from '../../core/chat.ts';
import type { Command } from '../../core/command.ts';
import { formatCall } from '../../core/options.ts';
import type { Reply } from '../../core/reply.ts';
import { listAnd } from '../../core/text.ts';
import type { Answer, Audience } from './answer.ts';
import { isDiscussable } from './channel-kinds.ts';
import { type ButtonCall, buttonsOf, discussButton, shareButton } from './custom-id.ts';
import { channelWords, forChannel, type NamedChannel, withoutChannel } from './named-channel.ts';
import { OWN_COMMANDS } from './names.ts';
import { type DiscordMessage, renderReply, renderWords } from './render.ts';
import { whyNoPosts } from './rights.ts';

/** Where a call came from: what can be offered there, and who is asking. */
export type Place = {
  readonly shareable: boolean;
  readonly discussable: boolean;
  /** Whether whoever asks manages the server, so that buttons for managers are theirs to press. */
  readonly manages: boolean;
  readonly caller?: Caller;
  /** The channel that the call is about, where that is another than the one it was made in. */
  readonly named?: NamedChannel;
};

/** Whether somebody manages the server they are in. */
export function isManager({ member }: Pick<APIInteraction, 'member'>): boolean {
  return member !== undefined && (BigInt(member.permissions) & PermissionFlagsBits.ManageGuild) !== 0n;
}

/**
 * Sharing needs others in the channel; a thread, and whatever is set up for a channel, needs the app itself in the server.
 *
 * @param named the channel that is meant instead of the one that the interaction comes from
 */
export function placeOf(interaction: APIInteraction, named?: NamedChannel): Place {
  const { guild_id: guild, context, authorizing_integration_owners: owners } = interaction;
  const member = guild !== undefined && owners?.[ApplicationIntegrationType.GuildInstall] !== undefined;
  const user = userOf(interaction);
  const channel = member ? (named ?? interaction.channel)?.id : undefined;
  const cannotPost = async () => whyNoPosts(named === undefined ? interaction : asInteraction(named));
  return {
    shareable: guild !== undefined || context === InteractionContextType.PrivateChannel,
    discussable: member && interaction.channel?.type !== undefined && isDiscussable(interaction.channel.type),
    manages: isManager(interaction),
    ...(user === undefined
      ? {}
      : {
          caller: {
            user: user.id,
            name: nameIn(interaction, user),
            ...(channel === undefined ? {} : { channel, cannotPost }),
          },
        }),
    ...(named === undefined ? {} : { named }),
  };
}

/** What others in the server see for a name. */
function nameIn({ member }: Pick<APIInteraction, 'member'>, user: APIUser): string {
  return member?.nick ?? user.global_name ?? user.username;
}

/** A channel as interactions that come from it tell of it. Where the bot's rights are not known, nothing is known to be in the way. */
function asInteraction({
  id,
  type,
  ours,
}: NamedChannel): Pick<APIInteraction, 'app_permissions' | 'channel'> {
  return {
    app_permissions: String(ours ?? PermissionsBitField.All),
    channel: { id, type } as NonNullable<APIInteraction['channel']>,
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
    input: withoutChannel(call.command, call.values),
    platform: 'discord',
    ownCommands: OWN_COMMANDS,
    ...(place.caller === undefined ? {} : { caller: place.caller }),
    ...(attachment === undefined ? {} : { attachment }),
    sharing,
    // What is only so far takes one message: the answer can take the place of no more than that.
    show: (interim) => answer.show(renderReply(interim).slice(0, 1), audience),
  });
  if (outcome.kind === 'refused')
    return answer.show([renderWords(wordsFor(outcome.message, place))], 'asker');
  // A button carries no file, so what was said of one is not to be asked for again.
  const shareable = place.shareable && attachment === undefined && !outcome.changed;
  const reply = withNote(outcome.reply, note);
  const messages = await messagesOf(reply, call, { ...place, shareable }, parts, audience);
  await answer.show(messages, audience);
}

/** A refusal says "this channel" of the one that the call is about. */
function wordsFor(message: string, { named }: Place): string {
  if (named === undefined) return message;
  const hint = /\/(?:digest|follow|unfollow)\b/.test(message)
    ? ` For that channel add ${channelWords(named)}.`
    : '';
  return `#${named.name}: ${message}${hint}`;
}

function withNote(reply: Reply, note: string | undefined): Reply {
  if (note === undefined) return reply;
  return { ...reply, footer: reply.footer === undefined ? note : `${reply.footer} ${note}` };
}

/**
 * The messages of a reply with its next steps, and what Discord adds to them: to share it, to discuss its one paper. What a call is
 * about stays so in its next steps, and those that are not for whoever asks to press are named as what to type.
 */
export async function messagesOf(
  reply: Reply,
  call: ButtonCall,
  place: Place,
  { notes, commands }: Pick<ChatParts, 'notes' | 'commands'>,
  audience: Audience,
): Promise<DiscordMessage[]> {
  const { named, manages } = place;
  const papers = reply.cards.flatMap((card) => (card.kind === 'paper' ? [card.id] : []));
  const [paper, ...others] = papers;
  const isTheirs = ({ command }: ButtonCall): boolean =>
    manages || commands.find(({ name }) => name === command)?.managersOnly !== true;
  const steps = reply.buttons ?? [];
  const pressable = steps
    .filter(isTheirs)
    .map((step) => ({ ...step, values: forChannel(step.command, step.values, named?.id) }));
  const toType = steps.filter((step) => !isTheirs(step)).map((step) => lineFor(step, commands));
  const buttons = [
    ...(await buttonsOf(pressable, notes)),
    ...(place.shareable && audience === 'asker' && reply.cards.length > 0
      ? [await shareButton(call, notes)]
      : []),
    ...(place.discussable && paper !== undefined && others.length === 0 ? [discussButton(paper)] : []),
  ];
  const typed = toType.length === 0 ? undefined : `To type: ${listAnd(toType)}.`;
  const elsewhere =
    named === undefined || !isOfChannel(call.command)
      ? undefined
      : `Commands for that channel take ${channelWords(named)}.`;
  const noted = withNote(withNote(reply, typed), elsewhere);
  return renderReply(named === undefined ? noted : { ...noted, about: named.id }, { buttons });
}

/** What people type in place of pressing a button. */
export function lineFor({ command, values }: ButtonCall, commands: readonly Command[]): string {
  const known = commands.find(({ name }) => name === command);
  return known === undefined ? `/${command}` : formatCall(known, values);
}
