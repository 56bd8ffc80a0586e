import { faultsOf, isRefused } from './limits.ts';
import type { Json, Shown, Workspace, World } from './world.ts';

/** One Web API method: arguments in, answer out; `{ ok: false, error }` as Slack says it. */
type Method = (world: World, args: Json, caller: Workspace) => Json;

const refused = (error: string): Json => ({ ok: false, error });

/** The methods that need a bot token. */
export const METHODS: Readonly<Record<string, Method>> = {
  'auth.test': (_, __, { team, botUser, botId }) => ({
    ok: true,
    url: `https://${team.toLowerCase()}.slack.com/`,
    team,
    team_id: team,
    user: 'paperthread',
    user_id: botUser,
    bot_id: botId,
  }),

  'chat.postMessage': (world, args, caller) => {
    const faults = check(world, 'chat.postMessage', args);
    if (faults > 0) return refused('invalid_blocks');
    const channel = place(world, args, caller);
    if (typeof channel === 'object') return channel;
    const shown = show(world, args, caller, { channel, via: 'chat.postMessage' });
    return { ok: true, channel, ts: shown.ts, message: { text: shown.text } };
  },

  'chat.postEphemeral': (world, args, caller) => {
    if (check(world, 'chat.postEphemeral', args) > 0) return refused('invalid_blocks');
    const channel = place(world, args, caller);
    if (typeof channel === 'object') return channel;
    const { ts } = show(world, args, caller, {
      channel,
      via: 'chat.postEphemeral',
      to: String(args['user']),
    });
    return { ok: true, message_ts: ts };
  },

  'chat.delete': (world, args) => {
    const index = world.shown.findIndex(
      ({ ts, channel }) => ts === args['ts'] && channel === args['channel'],
    );
    if (index < 0) return refused('message_not_found');
    world.shown.splice(index, 1);
    return { ok: true };
  },
  'chat.update': (world, args, caller) => {
    if (check(world, 'chat.update', args) > 0) return refused('invalid_blocks');
    const found = world.shown.find(
      ({ channel, ts, team }) => channel === args['channel'] && ts === args['ts'] && team === caller.team,
    );
    if (found === undefined) return refused('message_not_found');
    replace(world, found, args);
    return { ok: true, channel: found.channel, ts: found.ts };
  },

  'chat.unfurl': (world, args) => {
    if (check(world, 'chat.unfurl', args) > 0) return refused('cannot_parse_attachment');
    world.unfurls.push(args);
    world.changed();
    return { ok: true };
  },

  'chat.getPermalink': (world, args) => {
    const { channel, message_ts: ts } = args;
    const found = world.shown.some((one) => one.channel === channel && one.ts === ts);
    const permalink = `https://t1.slack.com/archives/${String(channel)}/p${String(ts).replace('.', '')}`;
    return found ? { ok: true, permalink } : refused('message_not_found');
  },

  'users.info': (world, { user }) => {
    const tz = world.timeZones.get(String(user));
    return tz === undefined ? refused('user_not_found') : { ok: true, user: { id: user, tz } };
  },

  'views.open': (world, args) => {
    const opened = Number(String(args['trigger_id']).split('.')[0]);
    if (Date.now() - opened > 3_000) return refused('expired_trigger_id');
    return view(world, 'views.open', args);
  },
  'views.publish': (world, args) => view(world, 'views.publish', args),

  'conversations.history': (world, args, caller) => {
    const channel = readable(world, args, caller);
    if (typeof channel === 'object') return channel;
    const belongs = (one: Shown): boolean => one.channel === channel && one.thread === undefined;
    return history(world, args, caller, belongs, 'newest first');
  },
  'conversations.replies': (world, args, caller) => {
    const channel = readable(world, args, caller);
    if (typeof channel === 'object') return channel;
    const root = args['ts'];
    if (!world.shown.some((one) => one.channel === channel && one.ts === root))
      return refused('thread_not_found');
    const belongs = (one: Shown): boolean => one.channel === channel && (one.thread ?? one.ts) === root;
    return history(world, args, caller, belongs, 'oldest first');
  },

  'files.getUploadURLExternal': (world, args) => {
    const id = `F${world.nextTs().replace('.', '')}`;
    return {
      ok: true,
      file_id: id,
      upload_url: `${String(args['_base'])}/upload/${id}/${String(args['filename'])}`,
    };
  },
  'files.completeUploadExternal': (world, args, caller) => {
    const { channel_id: given } = args;
    // Not a person's id, other than where messages are posted.
    if (/^[UW]/.test(String(given))) return refused('invalid_arguments');
    const channel = place(world, { channel: given }, caller);
    if (typeof channel === 'object') return channel;
    for (const { id } of JSON.parse(JSON.stringify(args['files'])) as { id: string }[]) {
      const file = uploads.get(id);
      if (file === undefined) return refused('file_not_found');
      const thread = args['thread_ts'];
      world.files.push({ ...file, channel, ...(typeof thread === 'string' ? { thread } : {}) });
    }
    world.changed();
    return { ok: true, files: args['files'] };
  },
};

/** Bytes that were uploaded and are in no channel yet. */
export const uploads = new Map<string, { name: string; text: string }>();

/** Puts other words in the place of a message. */
export function replace(world: World, shown: Shown, args: Json): void {
  shown.text = String(args['text']);
  shown.blocks = Array.isArray(args['blocks']) ? args['blocks'] : [];
  shown.edits += 1;
  world.changed();
}

/** Runs the validator; what it finds stays in the world for the test to see. */
export function check(world: World, method: string, args: Json): number {
  if (world.refusesRichText && JSON.stringify(args).includes('"rich_text"')) return 1;
  const faults = faultsOf(method, args);
  world.faults.push(...faults);
  return faults.filter(isRefused).length;
}

function show(
  world: World,
  args: Json,
  caller: Workspace,
  more: { channel: string; via: string; to?: string },
): Shown {
  const { thread_ts: thread, metadata } = args;
  return world.show({
    team: caller.team,
    ...more,
    ...(typeof thread === 'string' ? { thread } : {}),
    ...(typeof metadata === 'object' && metadata !== null ? { metadata: { ...metadata } } : {}),
    text: String(args['text']),
    blocks: Array.isArray(args['blocks']) ? args['blocks'] : [],
  });
}

/** The channel that is meant, or why nothing can be posted there. A person's id means their direct messages. */
function place(world: World, args: Json, caller: Workspace): string | Json {
  const id = String(args['channel']);
  if (/^[UW]/.test(id)) return `D${id}`;
  if (id.startsWith('D')) return id;
  const channel = world.channels.get(id);
  if (channel === undefined || channel.team !== caller.team) return refused('channel_not_found');
  if (channel.archived) return refused('is_archived');
  return channel.member ? id : refused('not_in_channel');
}

function view(world: World, method: string, args: Json): Json {
  if (check(world, method, args) > 0) return refused('invalid_arguments');
  const sent = typeof args['view'] === 'object' && args['view'] !== null ? { ...args['view'] } : {};
  world.views.push({ method, view: sent, args });
  world.changed();
  return { ok: true, view: { ...sent, id: `V${world.views.length}`, hash: String(world.views.length) } };
}

/** The channel whose messages are asked for, or why they cannot be read. */
function readable(world: World, args: Json, caller: Workspace): string | Json {
  const channel = world.channels.get(String(args['channel']));
  if (channel === undefined || channel.team !== caller.team) return refused('channel_not_found');
  return channel.member ? channel.id : refused('not_in_channel');
}

function history(
  world: World,
  args: Json,
  caller: Workspace,
  belongs: (one: Shown) => boolean,
  order: 'newest first' | 'oldest first',
): Json {
  const [oldest, latest] = [Number(args['oldest'] ?? 0), Number(args['latest'] ?? Number.POSITIVE_INFINITY)];
  const limit = Math.min(Number(args['limit'] ?? 100), world.historyPage);
  const skip = Number(args['cursor'] ?? 0);
  const visible = world.shown
    .filter((one) => one.to === undefined && belongs(one))
    .filter(
      ({ ts, at }) => Number(ts) >= oldest && Number(ts) <= latest && world.now() - at >= world.historyLagMs,
    );
  if (order === 'newest first') visible.reverse();
  const messages = visible.slice(skip, skip + limit).map(({ ts, text, metadata, via }) => ({
    type: 'message',
    ts,
    text,
    ...(via === 'person'
      ? { user: 'U1' }
      : { user: caller.botUser, bot_id: caller.botId, app_id: caller.appId }),
    ...(String(args['include_all_metadata']) === 'true' && metadata !== undefined ? { metadata } : {}),
  }));
  const more = visible.length > skip + limit;
  return {
    ok: true,
    messages,
    has_more: more,
    response_metadata: { next_cursor: more ? String(skip + limit) : '' },
  };
}
