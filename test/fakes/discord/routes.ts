import { answerInteraction, changeOriginal, followUp, type Result, refuse } from './answers.ts';
import { channelJson, history, messageJson, openThread, sendMessage } from './channels.ts';
import { commandFaults } from './command-limits.ts';
import { isObject, type Json, list, text } from './limits.ts';
import { type FakeFile, type FakeState, isHidden, isThread, newChannel, nowOf, snowflake } from './state.ts';

/** A request with its body taken apart. The path begins behind `/api/v10`. */
export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly body: unknown;
  readonly files: readonly FakeFile[];
};

type Route = (state: FakeState, parts: readonly string[], asked: Asked, gatewayUrl: string) => Result;

const ROUTES: readonly (readonly [RegExp, Route])[] = [
  [/^GET \/gateway\/bot$/, gateway],
  [/^GET \/users\/@me$/, (state) => ({ status: 200, body: { id: state.botId, username: 'paperthread' } })],
  [/^POST \/users\/@me\/channels$/, openDirect],
  [/^GET \/applications\/\d+(?:\/guilds\/\d+)?\/commands$/, listCommands],
  [/^PUT \/applications\/\d+(?:\/guilds\/\d+)?\/commands$/, putCommands],
  [/^GET \/channels\/(\d+)\/messages$/, (state, [id = ''], { query }) => history(state, id, query)],
  [/^GET \/channels\/(\d+)\/messages\/(\d+)$/, oneMessage],
  [
    /^POST \/channels\/(\d+)\/messages$/,
    (state, [id = ''], asked) => sendMessage(state, id, json(asked), asked.files),
  ],
  [
    /^POST \/channels\/(\d+)(?:\/messages\/(\d+))?\/threads$/,
    (state, [id = '', message], asked) => openThread(state, id, message, json(asked), asked.files),
  ],
  [/^GET \/channels\/(\d+)$/, oneChannel],
  [/^PATCH \/channels\/(\d+)$/, changeChannel],
  [/^GET \/guilds\/(\d+)\/threads\/active$/, activeThreads],
  [/^GET \/channels\/(\d+)\/threads\/archived\/public$/, archivedThreads],
];

/** Routes that an interaction's own token opens. */
const OWN_TOKEN: readonly (readonly [RegExp, Route])[] = [
  [
    /^POST \/interactions\/\d+\/([^/]+)\/callback$/,
    (state, [token = ''], asked) =>
      answerInteraction(state, state.interactions.get(token), json(asked), asked.files),
  ],
  [
    /^PATCH \/webhooks\/\d+\/([^/]+)\/messages\/@original$/,
    (state, [token = ''], asked) =>
      changeOriginal(state, state.interactions.get(token), { body: json(asked), files: asked.files }),
  ],
  [
    /^DELETE \/webhooks\/\d+\/([^/]+)\/messages\/@original$/,
    (state, [token = '']) => changeOriginal(state, state.interactions.get(token), 'delete'),
  ],
  [
    /^POST \/webhooks\/\d+\/([^/]+)$/,
    (state, [token = ''], asked) => followUp(state, state.interactions.get(token), json(asked), asked.files),
  ],
];

/** Does what a request asks, and says what Discord would. */
export function handle(state: FakeState, asked: Asked, gatewayUrl: string): Result {
  const line = `${asked.method} ${decodeURIComponent(asked.path)}`;
  for (const [pattern, route] of OWN_TOKEN) {
    const match = pattern.exec(line);
    if (match !== null) return route(state, match.slice(1), asked, gatewayUrl);
  }
  if (asked.authorization !== `Bot ${state.token}`) return refuse(401, 0, '401: Unauthorized');
  for (const [pattern, route] of ROUTES) {
    const match = pattern.exec(line);
    if (match !== null) return route(state, match.slice(1), asked, gatewayUrl);
  }
  state.violations.push(`no such route: ${line}`);
  return refuse(404, 0, '404: Not Found');
}

function json({ body }: Asked): Json {
  return isObject(body) ? body : {};
}

function gateway(state: FakeState, _parts: readonly string[], _asked: Asked, url: string): Result {
  const remaining = state.sessionsRemaining;
  return {
    status: 200,
    body: {
      url,
      shards: state.shards,
      session_start_limit: { total: 1000, remaining, reset_after: 1_500, max_concurrency: 1 },
    },
  };
}

/** The direct messages of somebody, the same ones each time. */
function openDirect(state: FakeState, _parts: readonly string[], asked: Asked): Result {
  const recipient = text(json(asked)['recipient_id']);
  if (!/^\d+$/.test(recipient)) return refuse(400, 50035, 'Invalid Form Body');
  const known = [...state.channels.values()].find((channel) => channel.recipient === recipient);
  const id = snowflake(nowOf(state));
  const channel = known ?? newChannel({ id, guild: undefined, type: 1, name: '', recipient });
  state.channels.set(channel.id, channel);
  return { status: 200, body: channelJson(state, channel) };
}

function listCommands(state: FakeState, _parts: readonly string[], { path, query }: Asked): Result {
  const commands = state.commands.get(path) ?? [];
  const body = query.get('with_localizations') === 'true' ? commands : commands.map(withoutLanguages);
  return { status: 200, body };
}

function withoutLanguages(command: Json): Json {
  return Object.fromEntries(Object.entries(command).filter(([key]) => !key.endsWith('_localizations')));
}

function isEntryPoint({ type }: Json): boolean {
  return type === 4;
}

/** What Discord fills in where nothing was said. */
function putCommands(state: FakeState, _parts: readonly string[], { path, body }: Asked): Result {
  const commands = list(body);
  const entryPoint = state.commands.get(path)?.find(isEntryPoint);
  if (entryPoint !== undefined && !commands.some(isEntryPoint))
    return refuse(400, 50240, "You cannot remove this app's Entry Point command in a bulk update operation.");
  state.violations.push(...commandFaults(commands));
  state.puts += 1;
  const global = !path.includes('/guilds/');
  const kept = commands.map((command) => ({
    id: snowflake(nowOf(state)),
    application_id: state.applicationId,
    version: snowflake(nowOf(state)),
    default_member_permissions: null,
    nsfw: false,
    description: '',
    name_localizations: null,
    description_localizations: null,
    ...(global ? { dm_permission: true, contexts: null } : { contexts: [0] }),
    integration_types: [0],
    ...command,
    options: keptOptions(command['options']),
  }));
  state.commands.set(path, kept);
  return { status: 200, body: kept };
}

/** Discord leaves out what is false. */
function keptOptions(options: unknown): Json[] {
  return list(options).map(({ required, options: inner, ...rest }) => ({
    ...rest,
    ...(required === true ? { required } : {}),
    ...(inner === undefined ? {} : { options: keptOptions(inner) }),
  }));
}

function oneMessage(state: FakeState, [id = '', message = '']: readonly string[]): Result {
  const channel = state.channels.get(id);
  const found = channel?.messages.find((one) => one.id === message);
  return channel === undefined || found === undefined
    ? refuse(404, 10008, 'Unknown Message')
    : { status: 200, body: messageJson(channel, found) };
}

function oneChannel(state: FakeState, [id = '']: readonly string[]): Result {
  const channel = state.channels.get(id);
  if (channel === undefined) return refuse(404, 10003, 'Unknown Channel');
  if (isHidden(channel)) return refuse(403, 50001, 'Missing Access');
  return { status: 200, body: channelJson(state, channel) };
}

function changeChannel(state: FakeState, [id = '']: readonly string[], asked: Asked): Result {
  const channel = state.channels.get(id);
  if (channel === undefined) return refuse(404, 10003, 'Unknown Channel');
  if (isHidden(channel)) return refuse(403, 50001, 'Missing Access');
  // For anything else one needs to manage threads, for which the bot does not ask.
  if (!isThread(channel) || channel.locked || channel.denied.has('send'))
    return refuse(403, 50013, 'Missing Permissions');
  channel.archived = json(asked)['archived'] === true;
  return { status: 200, body: channelJson(state, channel) };
}

function activeThreads(state: FakeState, [guild = '']: readonly string[]): Result {
  const threads = [...state.channels.values()].filter(
    (channel) => channel.type === 11 && channel.guild === guild && !channel.archived,
  );
  return { status: 200, body: { threads: threads.map((thread) => channelJson(state, thread)), members: [] } };
}

/** All on one page: this server is small. */
function archivedThreads(state: FakeState, [parent = '']: readonly string[]): Result {
  const threads = [...state.channels.values()].filter(
    (channel) => channel.type === 11 && channel.parent === parent && channel.archived,
  );
  const body = { threads: threads.map((thread) => channelJson(state, thread)), members: [], has_more: false };
  return { status: 200, body };
}
