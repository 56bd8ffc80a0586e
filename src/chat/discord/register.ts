import { setTimeout as sleep } from 'node:timers/promises';
import {
  type APIApplicationCommand,
  ApplicationCommandType,
  type REST,
  RESTJSONErrorCodes,
  type RESTPostAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';
import type { Log, Notes } from '../../core/ports.ts';
import { codeOf, isUnauthorised, logFields } from './errors.ts';

export type Registration = {
  readonly rest: REST;
  readonly applicationId: string;
  /** A server in which commands change at once, for testing; absent for all servers. */
  readonly guildId: string | undefined;
  readonly invite: string;
  readonly notes: Notes;
  readonly log: Log;
  /** Resolves when the bot is added to this server, or the signal fires. */
  readonly joined: (guildId: string, signal: AbortSignal) => Promise<void>;
  /** Ends what is under way, and what is still to be tried. */
  readonly signal: AbortSignal;
  readonly firstPauseMs?: number;
};

const LONGEST_PAUSE_MS = 600_000;
/** The bot is not in that server, or not any more; its commands went with it. */
const LEFT: ReadonlySet<RESTJSONErrorCodes> = new Set([
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.UnknownGuild,
]);

const SPACE = 'discord-registration';

/**
 * Registers the commands, but only where they differ from what is there: Discord counts creates, and a new version makes clients
 * that still hold the old one fail. A failure is told and survived: what was registered before goes on working, and in the
 * background it is tried again with growing pauses. Resolves after the first try.
 */
export async function register(
  wanted: readonly RESTPostAPIApplicationCommandsJSONBody[],
  registration: Registration,
): Promise<void> {
  if (!(await tryToRegister(wanted, registration, 'error'))) void tryAgain(wanted, registration);
}

async function tryAgain(
  wanted: readonly RESTPostAPIApplicationCommandsJSONBody[],
  registration: Registration,
): Promise<void> {
  const { signal, firstPauseMs = 5_000 } = registration;
  let done = false;
  for (let attempt = 0; !done && !signal.aborted; attempt += 1) {
    await paused(Math.min(firstPauseMs * 2 ** attempt, LONGEST_PAUSE_MS), registration);
    // A token that is no longer believed has ended the bot already.
    done = signal.aborted || (await tryToRegister(wanted, registration, 'debug').catch(() => true));
  }
}

/** Whoever invites the bot to the server of the setting wants its commands at once. */
async function paused(ms: number, { guildId, joined, signal }: Registration): Promise<void> {
  const over = new AbortController();
  const until = AbortSignal.any([signal, over.signal]);
  const pause = sleep(ms, undefined, { signal: until, ref: false }).catch(() => undefined);
  await Promise.race([pause, ...(guildId === undefined ? [] : [joined(guildId, until)])]);
  over.abort();
}

/** True when there is nothing left to try. A failure that may pass is told at this level: once is enough. */
async function tryToRegister(
  wanted: readonly RESTPostAPIApplicationCommandsJSONBody[],
  registration: Registration,
  level: 'error' | 'debug',
): Promise<boolean> {
  const { rest, applicationId, guildId, invite, log, signal } = registration;
  const route =
    guildId === undefined
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, guildId);
  // Contexts and installations exist for global commands only; in a server's list Discord may fill in its own.
  const body = guildId === undefined ? wanted : wanted.map(withoutContexts);
  try {
    await leaveTestServer(registration);
    // Without asking for them Discord leaves other languages out.
    const query = new URLSearchParams({ with_localizations: 'true' });
    const listed = await rest.get(route, { query, signal });
    const commands = (Array.isArray(listed) ? listed : []) as APIApplicationCommand[];
    // The way into an app's Activity is not ours, and Discord takes no list that leaves it out.
    const entryPoints = commands.filter(isEntryPoint);
    const ours = commands.filter((one) => !isEntryPoint(one));
    if (sameCommands(guildId === undefined ? ours : ours.map(withoutContexts), body)) return true;
    await rest.put(route, { body: [...body, ...entryPoints], signal });
    log.info(
      { commands: body.length, ...(guildId === undefined ? {} : { guildId }) },
      'Discord commands registered',
    );
    return true;
  } catch (error) {
    if (signal.aborted) return true;
    if (isUnauthorised(error)) throw error;
    // No second try in this run would change that.
    const lasting = codeOf(error) === RESTJSONErrorCodes.MaximumDailyApplicationCommandCreatesReached;
    log[lasting ? 'error' : level](logFields(error), explain(error, invite));
    return lasting;
  }
}

function isEntryPoint({ type }: APIApplicationCommand): boolean {
  return type === ApplicationCommandType.PrimaryEntryPoint;
}

function withoutContexts(command: object): object {
  return Object.fromEntries(
    Object.entries(command).filter(([field]) => field !== 'contexts' && field !== 'integration_types'),
  );
}

/** Commands of a server where they were tried stand there beside those for all servers, until they are taken away. */
async function leaveTestServer({ rest, applicationId, guildId, notes, signal }: Registration): Promise<void> {
  const before = await notes.get(SPACE, 'test-server');
  const left = before !== undefined && 'guildId' in before ? String(before.guildId) : undefined;
  if (left === guildId) return;
  if (left !== undefined) {
    const route = Routes.applicationGuildCommands(applicationId, left);
    await rest.put(route, { body: [], signal }).catch((error: unknown) => {
      if (!LEFT.has(codeOf(error))) throw error;
    });
  }
  if (guildId === undefined) await notes.delete(SPACE, 'test-server');
  else await notes.set(SPACE, 'test-server', { guildId });
}

function explain(error: unknown, invite: string): string {
  const code = codeOf(error);
  if (LEFT.has(code))
    return `Discord does not let me register commands in the server of DISCORD_GUILD_ID. They come by themselves once I am invited there with: ${invite}`;
  if (code === RESTJSONErrorCodes.MaximumDailyApplicationCommandCreatesReached)
    return 'Discord takes no more new commands today (200 a day). The commands of before go on; start again tomorrow.';
  return 'Discord commands could not be registered; the ones of before go on. It is tried again.';
}

/** Whether both lists mean the same, whatever Discord adds (ids, versions) and in whatever order. */
function sameCommands(there: readonly object[], wanted: readonly object[]): boolean {
  const keys = (commands: readonly unknown[]): string[] =>
    commands.map((one) => JSON.stringify(essence(one))).toSorted();
  return JSON.stringify(keys(there)) === JSON.stringify(keys(wanted));
}

/** The fields that we set, in one order; a field that is absent, null, false or empty is one and the same. */
const FIELDS = [
  'type',
  'name',
  'description',
  'name_localizations',
  'description_localizations',
  'contexts',
  'integration_types',
  'nsfw',
  'default_member_permissions',
  'required',
  'autocomplete',
  'min_value',
  'max_value',
  'max_length',
  'channel_types',
  'value',
  'options',
  'choices',
] as const;

function essence(value: unknown): unknown {
  if (Array.isArray(value)) {
    const parts = value.map(essence);
    return parts.every((part) => typeof part === 'number') ? parts.toSorted((a, b) => a - b) : parts;
  }
  if (typeof value !== 'object' || value === null) return value;
  return FIELDS.flatMap((field) => {
    const part: unknown = field in value ? Reflect.get(value, field) : undefined;
    if (field.endsWith('_localizations'))
      return part === undefined || part === null ? [] : [[field, inOrder(part)]];
    const absent = part === undefined || part === null || part === false || part === '';
    return absent || (Array.isArray(part) && part.length === 0) ? [] : [[field, essence(part)]];
  });
}

/** By language, in one order. */
function inOrder(words: unknown): unknown {
  return Object.entries(Object(words) as object).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
