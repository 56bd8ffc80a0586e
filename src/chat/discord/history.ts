import {
  type APIChannel,
  type APIMessage,
  ChannelType,
  type REST,
  type RESTGetAPIChannelThreadsArchivedPublicResult,
  type RESTGetAPIGuildThreadsResult,
  RESTJSONErrorCodes,
  Routes,
} from 'discord.js';
import type { FindOutcome } from '../../core/chat.ts';
import { isForum } from './channel-kinds.ts';
import { codeOf } from './errors.ts';
import { customIdsOf } from './message-text.ts';

export type History = {
  readonly bot: REST;
  /** The bot's own user id. */
  readonly self: () => string;
  /** Whether the history of a channel may be read; undefined when that is not known. Without the right Discord shows an empty list. */
  readonly mayRead: (channel: string) => boolean | undefined;
};

/** The messages of a post that were found, in order, and how many there should be. */
export type FoundParts =
  | {
      readonly kind: 'parts';
      readonly ids: readonly string[];
      readonly parts: number;
      readonly target: string;
    }
  | Extract<FindOutcome, { kind: 'later' | 'unknown' }>;

const EPOCH_MS = 1_420_070_400_000;
/** Clocks differ, and a request may have been on its way. */
const MARGIN_MS = 60_000;
const PAGE = 100;
const MOST_PAGES = 50;
/** What may be read where is told when a server has been seen. */
const NOT_KNOWN_YET = { kind: 'later', afterMs: 30_000 } as const;
const UNREADABLE = {
  kind: 'unknown',
  reason:
    'I may not read the history of this channel, so I cannot see whether the post is there. Give me the permission Read Message History.',
} as const;
const TOO_MUCH = {
  kind: 'unknown',
  reason: 'There is too much in this channel since then to look through.',
} as const;

/** Reads a channel back for the messages of ours that carry a marker, from a minute before that time (ISO) on. */
export async function findParts(
  history: History,
  channel: string,
  marker: string,
  since: string,
): Promise<FoundParts> {
  const info = (await history.bot.get(Routes.channel(channel))) as APIChannel;
  const parent = 'parent_id' in info ? info.parent_id : undefined;
  const readable =
    info.type === ChannelType.DM || (history.mayRead(channel) ?? history.mayRead(parent ?? ''));
  if (readable === undefined) return NOT_KNOWN_YET;
  if (!readable) return UNREADABLE;
  const target = isForum(info.type) ? await forumPostOf(history, info, marker, since) : channel;
  if (typeof target === 'object') return target;
  if (target === undefined) return { kind: 'parts', ids: [], parts: 1, target: channel };
  return scan(history, target, marker, since);
}

async function scan(history: History, channel: string, marker: string, since: string): Promise<FoundParts> {
  const found = new Map<number, string>();
  let parts = 1;
  let after = snowflake(since);
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = new URLSearchParams({ after, limit: String(PAGE) });
    const messages = (await history.bot.get(Routes.channelMessages(channel), { query })) as APIMessage[];
    for (const message of messages) {
      const seal = sealOf(message, marker, history.self());
      if (seal === undefined) continue;
      parts = seal.parts;
      found.set(seal.part, message.id);
    }
    if (messages.length < PAGE) return { kind: 'parts', ids: inOrder(found), parts, target: channel };
    after = messages
      .map(({ id }) => BigInt(id))
      .reduce((a, b) => (a > b ? a : b))
      .toString();
  }
  return TOO_MUCH;
}

/** A forum has no messages of its own: each post is a thread, whose first message has its id. */
async function forumPostOf(
  history: History,
  forum: APIChannel & { guild_id?: string },
  marker: string,
  since: string,
): Promise<string | undefined | typeof TOO_MUCH> {
  const { bot, self } = history;
  const isCandidate = (thread: APIChannel): boolean =>
    'parent_id' in thread &&
    thread.parent_id === forum.id &&
    (!('owner_id' in thread) || thread.owner_id === self()) &&
    BigInt(thread.id) > BigInt(snowflake(since));
  const firstWithMarker = async (threads: readonly APIChannel[]): Promise<string | undefined> => {
    for (const { id } of threads.filter(isCandidate)) if (await beginsWith(history, id, marker)) return id;
    return undefined;
  };

  const active = (await bot.get(
    Routes.guildActiveThreads(forum.guild_id ?? ''),
  )) as RESTGetAPIGuildThreadsResult;
  const found = await firstWithMarker(active.threads);
  if (found !== undefined) return found;
  // Those archived last come first; what was made since then was archived since then.
  let before: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = new URLSearchParams({ limit: String(PAGE), ...(before === undefined ? {} : { before }) });
    const archived = (await bot.get(Routes.channelThreads(forum.id, 'public'), {
      query,
    })) as RESTGetAPIChannelThreadsArchivedPublicResult;
    const among = await firstWithMarker(archived.threads);
    if (among !== undefined) return among;
    before = archivedAt(archived.threads.at(-1));
    if (!archived.has_more || before === undefined || Date.parse(before) < Date.parse(since) - MARGIN_MS)
      return undefined;
  }
  return TOO_MUCH;
}

function archivedAt(thread: APIChannel | undefined): string | undefined {
  return thread !== undefined && 'thread_metadata' in thread
    ? thread.thread_metadata?.archive_timestamp
    : undefined;
}

/** Whether the message that a forum's post begins with carries the marker; one that was deleted does not. */
async function beginsWith({ bot, self }: History, thread: string, marker: string): Promise<boolean> {
  try {
    const message = (await bot.get(Routes.channelMessage(thread, thread))) as APIMessage;
    return sealOf(message, marker, self()) !== undefined;
  } catch (error) {
    if (codeOf(error) === RESTJSONErrorCodes.UnknownMessage) return false;
    throw error;
  }
}

function sealOf(
  message: APIMessage,
  marker: string,
  self: string,
): { part: number; parts: number } | undefined {
  if (message.author.id !== self) return undefined;
  const id = customIdsOf(message).find((one) => one.startsWith(`post:${marker}:`));
  const [part, parts] = id?.split(':').slice(2).map(Number) ?? [];
  return part === undefined || parts === undefined ? undefined : { part, parts };
}

/** The unbroken beginning: what comes after a gap is posted again under its nonce. */
function inOrder(found: ReadonlyMap<number, string>): string[] {
  const ids: string[] = [];
  for (let part = 0; ; part += 1) {
    const id = found.get(part);
    if (id === undefined) return ids;
    ids.push(id);
  }
}

function snowflake(since: string): string {
  return (BigInt(Math.max(0, Date.parse(since) - MARGIN_MS - EPOCH_MS)) << 22n).toString();
}
