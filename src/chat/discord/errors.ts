import { RESTJSONErrorCodes as Codes, DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { InDoubt } from './deadline.ts';

/** Discord's own number for what was wrong; the one of a general error where it gave none. */
export function codeOf(error: unknown): Codes {
  return error instanceof DiscordAPIError && typeof error.code === 'number' ? error.code : Codes.GeneralError;
}

/** The bot token is no longer believed. discord.js forgets it then, and every later call fails: there is no going on. */
export function isUnauthorised(error: unknown): boolean {
  return (
    error instanceof DiscordAPIError && error.status === 401 && codeOf(error) !== Codes.InvalidWebhookToken
  );
}

/** The connection failed: nobody can say whether Discord took the request. */
export function isLost(error: unknown): boolean {
  return !(error instanceof DiscordAPIError || error instanceof HTTPError || error instanceof RateLimitError);
}

/** What the log keeps of an error: no request body, no header, no token in an address. */
export function logFields(error: unknown): object {
  if (error instanceof InDoubt) return { ...logFields(error.cause), name: error.name };
  if (error instanceof DiscordAPIError)
    return { code: error.code, status: error.status, method: error.method, reason: error.message };
  if (error instanceof HTTPError)
    return { status: error.status, method: error.method, reason: error.message };
  if (error instanceof Error)
    return { reason: error.message, name: error.name, ...('code' in error ? { code: error.code } : {}) };
  return { reason: String(error) };
}

/** The clicks to the permissions of a channel. */
export const WHERE =
  'right click on the channel, Edit Channel, Permissions, add my role, allow them, Save Changes.';

const LOCKED = 'This thread is locked. Ask a moderator to unlock it.';
const TOO_MANY_THREADS =
  'This server has as many active threads as Discord allows. Close some of them, or let them be archived.';

/** What will never work as things are, in words for whoever set it up. */
const REFUSALS: ReadonlyMap<Codes, string> = new Map([
  [Codes.UnknownChannel, 'This channel or thread no longer exists.'],
  [
    Codes.UnknownGuild,
    'I am no longer in that server. Should I be invited there again, type /digest resume in the channel.',
  ],
  [Codes.ThreadLocked, LOCKED],
  [
    Codes.CannotExecuteActionOnThisChannelType,
    'I cannot post in this kind of channel. Choose a text channel, a forum or a thread.',
  ],
  [
    Codes.MissingAccess,
    `I cannot see this channel. Give me the permission View Channel there: ${WHERE} If it is a private thread, mention me in it; if I was removed from the server, invite me again.`,
  ],
  [
    Codes.MissingPermissions,
    `I may not post there. Give me the permissions Send Messages, Send Messages in Threads and Embed Links; for a file, Attach Files, too: ${WHERE}`,
  ],
  [Codes.MaximumActiveThreads, TOO_MANY_THREADS],
  [Codes.MaximumActiveAnnouncementThreads, TOO_MANY_THREADS],
  [Codes.CannotSendMessagesToThisUser, 'This person does not take direct messages from me.'],
  [Codes.UnknownMessage, 'The message is gone: somebody deleted it.'],
  [Codes.RequestEntityTooLarge, 'The attached file is larger than Discord takes here.'],
  [
    Codes.InvalidFormBodyOrContentType,
    'Discord does not take this message. That is a fault of mine; the log has the details.',
  ],
  [
    Codes.CannotSendAnEmptyMessage,
    'Discord does not take this message. That is a fault of mine; the log has the details.',
  ],
  [
    Codes.TagRequiredToCreateAForumPostInThisChannel,
    'This forum wants a tag on every post, and has none that I may use. Add one that is not for moderators only.',
  ],
  [Codes.MessageWasBlockedByAutomaticModeration, "This server's AutoMod blocks the message."],
  [Codes.MessageBlockedByHarmfulLinksFilter, "Discord's filter for harmful links blocks the message."],
]);

/** Of all that may be missing where a thread is to be opened, Discord does not say which. */
export class ThreadsForbidden extends Error {}

/** Discord only says that something is missing, or that the thread is archived. */
export class LockedThread extends Error {}

/** Why a post cannot be made, whatever is tried. Undefined when trying again can help. */
export function refusalOf(error: unknown): string | undefined {
  if (error instanceof ThreadsForbidden)
    return `I may not open threads there. Give me the permission Create Public Threads: ${WHERE}`;
  if (error instanceof LockedThread) return LOCKED;
  return REFUSALS.get(codeOf(error));
}
