import {
  type APIInteraction,
  type APIUnavailableGuild,
  Client,
  GatewayDispatchEvents,
  GatewayIntentBits,
  type RateLimitData,
  REST,
} from 'discord.js';
import { SetupError } from '../../core/errors.ts';
import type { Log } from '../../core/ports.ts';
import { makeRequest } from './deadline.ts';
import { logFields } from './errors.ts';

export type DiscordSettings = {
  readonly token: string;
  readonly applicationId: string;
  /** Commands are registered in this server only, where they change at once. */
  readonly guildId?: string | undefined;
  /** `https://discord.com/api`; the gateway's address follows from it. */
  readonly apiUrl: string;
};

export type ClientEvents = {
  readonly interaction: (interaction: APIInteraction) => Promise<void>;
  /** The bot was removed from a server, or the server was deleted: its channels, as far as they are known. */
  readonly removed: (channels: readonly string[]) => Promise<void>;
  readonly fatal: (error: SetupError) => void;
  readonly log: Log;
};

/** Codes with which Discord closes a connection for good. */
const AUTHENTICATION_FAILED = 4004;
const INTENTS_FAULTS = new Set([4013, 4014]);

const TIMEOUT_MS = 5_000;
const LONGEST_WAIT_MS = 6_000;

const TOKEN_REFUSED =
  'Discord does not accept DISCORD_TOKEN. Copy the bot token again from the page Bot of your application on https://discord.com/developers/applications, and start again.';
const INTENTS_REFUSED =
  'Discord does not allow the intents that Paperthread asks for. It needs only Guilds, which is never switched off: check that DISCORD_TOKEN belongs to an ordinary bot.';

/**
 * A client that is not connected yet. Of what happens in servers it only asks to hear of servers and channels. Interactions are
 * taken as they come in, before the library has put a server's data together.
 */
export function createClient(
  { token, apiUrl }: DiscordSettings,
  { interaction, removed, fatal, log }: ClientEvents,
): Client {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    enforceNonce: true,
    shards: 'auto',
    // One unavailable server must not keep the others waiting.
    waitGuildTimeout: 0,
    rest: {
      api: apiUrl,
      timeout: TIMEOUT_MS,
      rejectOnRateLimit: isLongerThan(LONGEST_WAIT_MS),
      makeRequest,
    },
  });
  switchOffBuilding(client);
  surviveEvents(client, log);
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (data: APIInteraction) => {
    interaction(data).catch((error: unknown) => log.error(logFields(error), 'an interaction cannot be read'));
  });
  client.ws.on(GatewayDispatchEvents.GuildDelete, ({ id, unavailable }: APIUnavailableGuild) => {
    // An outage is said by the same event.
    if (unavailable) return;
    log.warn({ guild: id }, 'a server is gone, and its channels are forgotten');
    removed(channelsOf(client, id)).catch((error: unknown) =>
      log.error(logFields(error), 'the channels of a server could not be forgotten'),
    );
  });
  client.on('error', (error) => log.error(logFields(error), 'Discord'));
  tellOutages(client, log);
  // The library would let the process end with exit code 0, and no supervisor would start it again.
  client.on('shardDisconnect', ({ code }) => {
    fatal(new SetupError(closedBecause(code)));
  });
  client.on('invalidated', () => fatal(new SetupError(TOKEN_REFUSED)));
  watchToken(client.rest, fatal);
  client.rest.setToken(token);
  return client;
}

/** Asked before the library takes them away. Of threads those that are archived are not known. */
function channelsOf({ channels }: Client, guild: string): string[] {
  return [...channels.cache.values()].flatMap((channel) =>
    'guildId' in channel && channel.guildId === guild ? [channel.id] : [],
  );
}

/**
 * An outage is told once when it begins and once when it is over, however often the library tries meanwhile. One new connection is
 * none yet: Discord asks for that every few hours.
 */
function tellOutages(client: Client, log: Log): void {
  const trying = new Set<number>();
  const away = new Set<number>();
  const tell = (shard: number, fields: object): void => {
    log[away.has(shard) ? 'debug' : 'warn']({ ...fields, shard }, 'the connection to Discord failed');
    away.add(shard);
  };
  client.on('shardError', (error, shard) => tell(shard, logFields(error)));
  client.on('shardReconnecting', (shard) => {
    if (trying.has(shard)) tell(shard, {});
    else log.info({ shard }, 'Discord is being reconnected');
    trying.add(shard);
  });
  const back = (shard: number): void => {
    trying.delete(shard);
    log[away.delete(shard) ? 'warn' : 'info']({ shard }, 'Discord is connected');
  };
  client.on('shardResume', back);
  client.on('shardReady', back);
}

/**
 * discord.js would build an object of its own from every interaction. Nobody here looks at it, it would keep everybody who ever
 * asked, and its throwing at a payload that it does not expect would end the process. There is no option for it.
 */
function switchOffBuilding(client: Client): void {
  const actions: unknown = Reflect.get(client, 'actions');
  const action: unknown = Reflect.get(Object(actions), 'InteractionCreate');
  Object.assign(Object(action), { handle: () => undefined });
}

/**
 * What discord.js throws while it takes an event in would end the process: it does at a session that is taken away right behind its
 * resumption. There is no option for that either; its own next connection mends what it lost.
 */
function surviveEvents({ ws }: Client, log: Log): void {
  const take: unknown = Reflect.get(ws, 'handlePacket');
  if (typeof take !== 'function') throw new TypeError('discord.js takes events in by another name now');
  const handlePacket = (...packet: unknown[]): unknown => {
    try {
      return Reflect.apply(take, ws, packet) as unknown;
    } catch (error) {
      log.error(logFields(error), 'discord.js could not take an event in');
      return false;
    }
  };
  Object.assign(ws, { handlePacket });
}

/** With the bot's token, and never trying again by itself. */
export function createOnceRest({ token, apiUrl }: DiscordSettings, fatal: ClientEvents['fatal']): REST {
  const options = {
    api: apiUrl,
    timeout: TIMEOUT_MS,
    rejectOnRateLimit: isLongerThan(LONGEST_WAIT_MS),
    retries: 0,
    makeRequest,
  };
  const rest = new REST(options).setToken(token);
  watchToken(rest, fatal);
  return rest;
}

/** Short waits keep their place in the library's queue; a longer one is given back, so that no stop has to sit it out. */
export function isLongerThan(longestMs: number): (limit: RateLimitData) => boolean {
  return ({ timeToReset, retryAfter, sublimitTimeout }) =>
    Math.max(timeToReset, retryAfter, sublimitTimeout) > longestMs;
}

/** One 401 makes the library forget the token: every later call would fail while the bot looks alive. */
function watchToken(rest: REST, fatal: ClientEvents['fatal']): void {
  rest.on('response', (request, response) => {
    if (response.status === 401 && request.data.auth !== false) fatal(new SetupError(TOKEN_REFUSED));
  });
}

/** Why a login is refused for good, in words that name the setting; undefined where trying again can help. */
export function refusedLogin(error: unknown): SetupError | undefined {
  if (!(error instanceof Error)) return undefined;
  const refused = 'code' in error && error.code === 'TokenInvalid';
  if (refused || error.message === 'Authentication failed') return new SetupError(TOKEN_REFUSED);
  return error.message === 'Used disallowed intents' ? new SetupError(INTENTS_REFUSED) : undefined;
}

function closedBecause(code: number): string {
  if (code === AUTHENTICATION_FAILED) return TOKEN_REFUSED;
  if (INTENTS_FAULTS.has(code)) return INTENTS_REFUSED;
  return `Discord closed the connection for good (${code}). Start again; if it happens again, update Paperthread.`;
}
