import {
  type APIApplicationCommandChannelOption,
  type APIApplicationCommandInteraction,
  type APIInteraction,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ChannelType,
  type Client,
  PermissionFlagsBits,
} from 'discord.js';
import { isOfChannel } from '../../core/channel-commands.ts';
import { UserError } from '../../core/errors.ts';
import type { OptionValues } from '../../core/options.ts';
import { isForum } from './channel-kinds.ts';
import { permissionsOf } from './member-rights.ts';

/** A channel of the server that a call is about, though it was typed elsewhere, and what is allowed there. */
export type NamedChannel = {
  readonly id: string;
  readonly name: string;
  readonly type: ChannelType;
  /** What whoever asks may do there. */
  readonly theirs: bigint;
  /** What the bot may do there; absent where that is not known. */
  readonly ours?: bigint;
};

const NAME = 'channel';

/** Nobody can type in a forum, so its digests are asked for from elsewhere. In a private thread only those who are in it may ask for them. */
const TYPES = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.GuildForum,
  ChannelType.GuildMedia,
] as const;
const KINDS: ReadonlySet<ChannelType> = new Set(TYPES);

/** The option of a command that belongs to a channel. The command knows nothing of it: it is called as if typed there. */
export const CHANNEL_OPTION: APIApplicationCommandChannelOption = {
  type: ApplicationCommandOptionType.Channel,
  name: NAME,
  description: 'The channel, forum or thread that is meant; this one by default.',
  required: false,
  channel_types: [...TYPES],
};

/** The values of a call for the command itself, which has no option for a channel. */
export function withoutChannel(command: string, values: OptionValues): OptionValues {
  return isOfChannel(command)
    ? Object.fromEntries(Object.entries(values).filter(([name]) => name !== NAME))
    : values;
}

/** The values of a next step, for the channel that this call was about. */
export function forChannel(command: string, values: OptionValues, id: string | undefined): OptionValues {
  return id === undefined || !isOfChannel(command) ? values : { ...values, [NAME]: id };
}

/** What people type for a call to be about this channel. */
export function channelWords({ name }: Pick<NamedChannel, 'name'>): string {
  return `channel:#${name}`;
}

/** The id of the channel that a call names; undefined where it is about the one that it is typed or pressed in. */
export function namedId(
  command: string,
  values: OptionValues,
  { channel }: Pick<APIInteraction, 'channel'>,
): string | undefined {
  const id = isOfChannel(command) ? values[NAME] : undefined;
  return id === undefined || id === channel?.id ? undefined : String(id);
}

/** The channel as Discord describes it with a command that names it. */
export function fromCommand(
  { data }: APIApplicationCommandInteraction,
  id: string,
): NamedChannel | undefined {
  const sent = data.type === ApplicationCommandType.ChatInput ? data.resolved?.channels?.[id] : undefined;
  if (sent === undefined) return undefined;
  const { name, type, permissions, app_permissions: ours } = sent;
  return {
    id,
    name: name ?? '',
    type,
    theirs: BigInt(permissions),
    ...(ours === undefined ? {} : { ours: BigInt(ours) }),
  };
}

/**
 * The channel as the gateway has told of it, for what comes without a description of it: presses, and what is being typed. Undefined
 * where it has not, and for channels of other servers.
 */
export function fromGateway(
  { channels }: Client,
  { guild_id: guild, member }: Pick<APIInteraction, 'guild_id' | 'member'>,
  id: string,
): NamedChannel | undefined {
  const channel = channels.cache.get(id);
  if (member === undefined || channel === undefined || channel.isDMBased() || channel.guildId !== guild)
    return undefined;
  const me = channel.guild.members.me;
  const ours = me === null ? null : channel.permissionsFor(me);
  return {
    id,
    name: channel.name,
    type: channel.type,
    theirs: permissionsOf(member, channel),
    ...(ours === null ? {} : { ours: ours.bitfield }),
  };
}

/**
 * What is said of a post of a forum under an answer by which it gets digests: whoever types there may have meant the forum, where
 * nobody can type. Undefined in any other channel.
 */
export function postNote(
  { channels }: Client,
  command: string,
  typed: APIInteraction['channel'],
): string | undefined {
  const isBegun = command === 'digest subscribe' || command === 'follow';
  const parent = isBegun && typed !== undefined && 'parent_id' in typed ? typed.parent_id : undefined;
  const forum = typeof parent === 'string' ? channels.cache.get(parent) : undefined;
  return forum !== undefined && isForum(forum.type) && 'name' in forum && forum.name !== null
    ? `This is for this post alone. For the forum itself add ${channelWords({ name: forum.name })}.`
    : undefined;
}

/**
 * Whoever names another channel has to see it, and to change something there, to manage the server or that channel: that somebody
 * was given a command says nothing about other channels. Throws UserError.
 */
export function checkNamed(
  { name, type, theirs }: NamedChannel,
  { changes, isManager }: { readonly changes: boolean; readonly isManager: boolean },
): void {
  const has = (bit: bigint): boolean => (theirs & (bit | PermissionFlagsBits.Administrator)) !== 0n;
  if (!KINDS.has(type))
    throw new UserError(
      'For that kind of channel this can only be asked for in it. Choose a text channel, a forum or a public thread.',
    );
  if (!has(PermissionFlagsBits.ViewChannel))
    throw new UserError('You do not see that channel. Choose one that you see.');
  if (changes && !isManager && !has(PermissionFlagsBits.ManageChannels))
    throw new UserError(
      `You do not manage #${name}. Ask somebody who manages this server or that channel, or type this in a channel where you were given the command.`,
    );
}
