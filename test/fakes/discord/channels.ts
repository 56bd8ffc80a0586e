import { check, type Result, refuse } from './answers.ts';
import { isObject, type Json, length, text } from './limits.ts';
import {
  type FakeChannel,
  type FakeFile,
  type FakeMessage,
  type FakeState,
  isHidden,
  isThread,
  newChannel,
  nowOf,
  snowflake,
} from './state.ts';

/** The permissions that a channel may deny. */
export const BITS = { view: 1n << 10n, send: 1n << 11n, history: 1n << 16n, threads: 1n << 35n } as const;

/** A channel as Discord describes it. */
export function channelJson(state: FakeState, channel: FakeChannel): Json {
  const deny = [...channel.denied].reduce((sum, name) => sum | BITS[name], 0n);
  return {
    id: channel.id,
    type: channel.type,
    name: channel.name,
    guild_id: channel.guild,
    parent_id: channel.parent ?? null,
    position: 0,
    permission_overwrites: [
      { id: state.botId, type: 1, allow: String(BITS.view & ~deny), deny: deny.toString() },
      ...(channel.hidden ? [{ id: channel.guild, type: 0, allow: '0', deny: String(BITS.view) }] : []),
    ],
    ...(channel.type === 15 ? { available_tags: channel.tags, flags: channel.tagRequired ? 1 << 4 : 0 } : {}),
    ...(channel.type === 1 ? { recipients: [] } : {}),
    ...(isThread(channel)
      ? {
          owner_id: state.botId,
          thread_metadata: {
            archived: channel.archived,
            archive_timestamp: timeOf(channel.id).toISOString(),
            auto_archive_duration: 1440,
            locked: channel.locked,
          },
        }
      : {}),
  };
}

/** When something was made, which its id says. */
function timeOf(id: string): Date {
  return new Date(Number(BigInt(id) >> 22n) + 1_420_070_400_000);
}

export function messageJson(channel: FakeChannel, message: FakeMessage): Json {
  const { nonce: _nonce, allowed_mentions: _mentions, enforce_nonce: _enforce, ...body } = message.body;
  return {
    content: '',
    embeds: [],
    attachments: [],
    components: [],
    ...body,
    id: message.id,
    channel_id: channel.id,
    author: { id: message.author, username: 'somebody', discriminator: '0', avatar: null },
    timestamp: new Date(message.at).toISOString(),
    edited_timestamp: null,
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    type: 0,
  };
}

/** POST /channels/ID/messages, with the headers of its rate limit. */
export function sendMessage(state: FakeState, id: string, body: Json, files: readonly FakeFile[]): Result {
  if (state.bucket === undefined) return send(state, id, body, files);
  const { limit, perMs } = state.bucket;
  const since = nowOf(state) - perMs;
  const recent = (state.channels.get(id)?.messages ?? []).filter(({ at }) => at > since);
  const resetAfter = ((recent[0]?.at ?? nowOf(state)) + perMs - nowOf(state)) / 1_000;
  const headers = {
    'x-ratelimit-bucket': 'messages',
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(Math.max(0, limit - recent.length - 1)),
    'x-ratelimit-reset-after': String(resetAfter),
  };
  if (recent.length >= limit)
    return {
      status: 429,
      body: { message: 'You are being rate limited.', retry_after: resetAfter, global: false },
      headers: { ...headers, 'retry-after': String(resetAfter), 'x-ratelimit-scope': 'user' },
    };
  return { ...send(state, id, body, files), headers };
}

function send(state: FakeState, id: string, body: Json, files: readonly FakeFile[]): Result {
  const channel = state.channels.get(id);
  if (channel === undefined) return refuse(404, 10003, 'Unknown Channel');
  const refused = refuseSending(channel, files);
  if (refused !== undefined) return refused;
  if (channel.type === 15) return refuse(400, 40058, 'Cannot send messages in a forum channel');
  if (channel.archived) return refuse(400, 50083, 'Thread is archived');
  if (channel.locked) return refuse(403, 50013, 'Missing Permissions');
  const nonce = text(body['nonce']);
  const before = body['enforce_nonce'] === true ? withNonce(state, nonce) : undefined;
  if (before !== undefined) return { status: 200, body: messageJson(channel, before) };
  check(state, `message to ${id}`, body, files);
  return { status: 200, body: messageJson(channel, put(state, channel, body, files, nonce)) };
}

/** GET /channels/ID/messages: an empty list, not an error, where the history may not be read. */
export function history(state: FakeState, id: string, query: URLSearchParams): Result {
  const channel = state.channels.get(id);
  if (channel === undefined) return refuse(404, 10003, 'Unknown Channel');
  const hidden =
    channel.denied.has('history') || state.channels.get(channel.parent ?? '')?.denied.has('history');
  const after = BigInt(query.get('after') ?? 0);
  const later = hidden === true ? [] : channel.messages.filter((message) => BigInt(message.id) > after);
  const page = later.slice(0, Number(query.get('limit') ?? 50)).toReversed();
  return { status: 200, body: page.map((message) => messageJson(channel, message)) };
}

/** POST /channels/ID/threads and /channels/ID/messages/ID/threads */
export function openThread(
  state: FakeState,
  id: string,
  message: string | undefined,
  body: Json,
  files: readonly FakeFile[],
): Result {
  const channel = state.channels.get(id);
  if (channel === undefined) return refuse(404, 10003, 'Unknown Channel');
  const refused = refuseSending(channel, files);
  if (refused !== undefined) return refused;
  // Neither a thread nor direct messages have threads of their own.
  if (channel.type !== 0 && channel.type !== 15)
    return refuse(400, 50024, 'Cannot execute action on this channel type');
  if (channel.denied.has('threads')) return refuse(403, 50013, 'Missing Permissions');
  if (length(text(body['name'])) < 1 || length(text(body['name'])) > 100)
    state.violations.push(`thread: a name of ${length(text(body['name']))}`);
  const tags = Array.isArray(body['applied_tags']) ? body['applied_tags'].map(String) : [];
  if (channel.tagRequired && tags.length === 0) return refuse(400, 40067, 'A tag is required');
  if (message !== undefined && !channel.messages.some((one) => one.id === message))
    return refuse(404, 10008, 'Unknown Message');
  if (message !== undefined && state.channels.has(message))
    return refuse(400, 160004, 'A thread has already been created for this message');
  const thread = newChannel({
    id: message ?? snowflake(nowOf(state)),
    guild: channel.guild,
    type: 11,
    name: text(body['name']),
    parent: id,
  });
  thread.appliedTags = tags;
  state.channels.set(thread.id, thread);
  if (channel.type === 15 && isObject(body['message'])) {
    check(state, 'forum post', body['message'], files);
    thread.messages.push(newMessage(state, thread.id, body['message'], files));
  }
  return { status: 201, body: channelJson(state, thread) };
}

/** The invite does not ask for Attach Files, so the bot has it nowhere; an interaction's answers do not need it. */
function refuseSending(channel: FakeChannel, files: readonly FakeFile[]): Result | undefined {
  if (isHidden(channel)) return refuse(403, 50001, 'Missing Access');
  const forbidden = channel.denied.has('send') || (files.length > 0 && channel.guild !== undefined);
  return forbidden ? refuse(403, 50013, 'Missing Permissions') : undefined;
}

/** Nonces are told apart by author only, not by channel. */
function withNonce(state: FakeState, nonce: string): FakeMessage | undefined {
  if (nonce === '') return undefined;
  const since = nowOf(state) - state.nonceWindow;
  return [...state.channels.values()]
    .flatMap(({ messages }) => messages)
    .find((message) => message.nonce === nonce && message.at >= since);
}

function put(
  state: FakeState,
  channel: FakeChannel,
  body: Json,
  files: readonly FakeFile[],
  nonce: string,
): FakeMessage {
  const message = {
    ...newMessage(state, snowflake(nowOf(state)), body, files),
    ...(nonce === '' ? {} : { nonce }),
  };
  channel.messages.push(message);
  return message;
}

function newMessage(state: FakeState, id: string, body: Json, files: readonly FakeFile[]): FakeMessage {
  return { id, author: state.botId, body, files, at: nowOf(state) };
}
