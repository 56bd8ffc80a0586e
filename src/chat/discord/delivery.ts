import {
  type APIChannel,
  type APIMessage,
  type APIThreadChannel,
  type REST,
  RESTJSONErrorCodes,
  Routes,
} from 'discord.js';
import { filesOf } from './answer.ts';
import { TooLate } from './deadline.ts';
import { codeOf, isLost, LockedThread, ThreadsForbidden } from './errors.ts';
import type { DiscordMessage } from './render.ts';

export type DeliveryWire = {
  /** With the bot's token; tries again by itself, which an enforced nonce makes harmless. */
  readonly bot: REST;
  /** With the bot's token; tries once, for calls that know no nonce. */
  readonly once: REST;
};

export type Parcel = {
  readonly channel: string;
  /** Where the message goes: the channel, or a message of it under which it goes. */
  readonly target: string;
  /** What a thread is called that has to be opened for it. */
  readonly name: string;
  readonly message: DiscordMessage;
  readonly nonce: string;
};

/** A message's id, and where it went: a post in a forum has become a thread. */
export type Delivered = { readonly id: string; readonly target: string };

/** What Discord says of a locked thread, and of others. */
const LOCKED = new Set<number>([
  RESTJSONErrorCodes.MissingPermissions,
  RESTJSONErrorCodes.InvalidActionOnArchivedThread,
]);

/** Sends one message to a channel, under a message, or as a post of a forum. Rejects with Discord's error, LockedThread or ThreadsForbidden. */
export function createDelivery(wire: DeliveryWire): (parcel: Parcel) => Promise<Delivered> {
  const { bot } = wire;
  const deliver = async (parcel: Parcel): Promise<Delivered> => {
    const { channel, target } = parcel;
    try {
      return await send(bot, parcel);
    } catch (error) {
      const code = codeOf(error);
      if (code === RESTJSONErrorCodes.CannotSendAMessageInAForumChannel) {
        const id = await forumPost(parcel);
        return { id, target: id };
      }
      if (code === RESTJSONErrorCodes.InvalidActionOnArchivedThread)
        await bot.patch(Routes.channel(target), { body: { archived: false } });
      // Only a message that has no thread yet is unknown as a channel.
      else if (code === RESTJSONErrorCodes.UnknownChannel && target !== channel) {
        // Within a thread there are no others: what belongs under a message of it stands in it, too.
        if (!(await opensThread(bot, parcel))) return deliver({ ...parcel, target: channel });
      } else throw error;
      return send(bot, parcel);
    }
  };
  return async (parcel) => {
    try {
      return await deliver(parcel);
    } catch (error) {
      // To whoever may not write there all the same, a locked thread is one more place without that permission.
      if (LOCKED.has(codeOf(error)) && (await isLocked(bot, parcel.target))) throw new LockedThread();
      throw error;
    }
  };

  async function forumPost({ target, name, message }: Parcel): Promise<string> {
    const create = async (tags: readonly string[]): Promise<string> => {
      const body = { name, message: message.body, ...(tags.length === 0 ? {} : { applied_tags: tags }) };
      const thread = await wire.once.post(Routes.threads(target), { ...filesOf(message), body });
      return (thread as APIThreadChannel).id;
    };
    try {
      return await create([]);
    } catch (error) {
      if (codeOf(error) !== RESTJSONErrorCodes.TagRequiredToCreateAForumPostInThisChannel) throw error;
      const forum = (await wire.bot.get(Routes.channel(target))) as APIChannel;
      const tags = 'available_tags' in forum ? forum.available_tags : [];
      const tag = tags.find(({ moderated }) => !moderated);
      if (tag === undefined) throw error;
      return create([tag.id]);
    }
  }
}

/** False where that cannot be learned. */
async function isLocked(bot: REST, channel: string): Promise<boolean> {
  try {
    const info = (await bot.get(Routes.channel(channel))) as APIChannel;
    return ('thread_metadata' in info && info.thread_metadata?.locked) ?? false;
  } catch {
    return false;
  }
}

async function send(bot: REST, { target, message, nonce }: Parcel): Promise<Delivered> {
  const body = { ...message.body, nonce, enforce_nonce: true };
  const request = () => bot.post(Routes.channelMessages(target), { ...filesOf(message), body });
  // A connection closed in order is not tried again by the library; the same nonce makes a second try harmless.
  const sent = await request().catch((error: unknown) =>
    isLost(error) && !(error instanceof TooLate) ? request() : Promise.reject(error),
  );
  return { id: (sent as APIMessage).id, target };
}

/** False in a kind of channel that has no threads. */
async function opensThread(bot: REST, { channel, target, name }: Parcel): Promise<boolean> {
  try {
    await openThread(bot, channel, target, name);
    return true;
  } catch (error) {
    if (codeOf(error) === RESTJSONErrorCodes.CannotExecuteActionOnThisChannelType) return false;
    throw error;
  }
}

/**
 * The thread of a message; it has the message's id. One that is there already is as good. Rejects with Discord's error, or with
 * ThreadsForbidden.
 */
export async function openThread(bot: REST, channel: string, message: string, name: string): Promise<void> {
  try {
    await bot.post(Routes.threads(channel, message), { body: { name } });
  } catch (error) {
    const code = codeOf(error);
    if (code === RESTJSONErrorCodes.MissingPermissions) throw new ThreadsForbidden();
    if (code !== RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage) throw error;
  }
}
