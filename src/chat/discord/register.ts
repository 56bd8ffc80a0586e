import {
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
};

const SPACE = 'discord-registration';

/**
 * Registers the commands, but only where they differ from what is there: Discord counts creates, and a new version makes clients
 * that still hold the old one fail. A failure is told and survived: what was registered before goes on working.
 */
export async function register(
  wanted: readonly RESTPostAPIApplicationCommandsJSONBody[],
  registration: Registration,
): Promise<void> {
  const { rest, applicationId, guildId, invite, log } = registration;
  const route =
    guildId === undefined
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, guildId);
  // Contexts and installations exist for global commands only.
  const body = guildId === undefined ? wanted : wanted.map(withoutContexts);
  try {
    await leaveTestServer(registration);
    const there = await rest.get(route);
    if (sameCommands(there, body)) return;
    await rest.put(route, { body });
    log.info(
      { commands: body.length, ...(guildId === undefined ? {} : { guildId }) },
      'Discord commands registered',
    );
  } catch (error) {
    if (isUnauthorised(error)) throw error;
    log.error({ ...logFields(error) }, explain(error, invite));
  }
}

function withoutContexts({
  contexts: _contexts,
  integration_types: _types,
  ...command
}: RESTPostAPIApplicationCommandsJSONBody): object {
  return command;
}

/** Commands of a server where they were tried stand there beside those for all servers, until they are taken away. */
async function leaveTestServer({ rest, applicationId, guildId, notes }: Registration): Promise<void> {
  const before = await notes.get(SPACE, 'test-server');
  const left = before !== undefined && 'guildId' in before ? String(before.guildId) : undefined;
  if (left === guildId) return;
  if (left !== undefined) await rest.put(Routes.applicationGuildCommands(applicationId, left), { body: [] });
  if (guildId === undefined) await notes.delete(SPACE, 'test-server');
  else await notes.set(SPACE, 'test-server', { guildId });
}

function explain(error: unknown, invite: string): string {
  const code = codeOf(error);
  if (code === RESTJSONErrorCodes.MissingAccess)
    return `Discord does not let me register commands in the server of DISCORD_GUILD_ID. Invite me there again with: ${invite}`;
  if (code === RESTJSONErrorCodes.MaximumDailyApplicationCommandCreatesReached)
    return 'Discord takes no more new commands today (200 a day). The commands of before go on; start again tomorrow.';
  return 'Discord commands could not be registered; the ones of before go on. The next start tries again.';
}

/** Whether both lists mean the same, whatever Discord adds (ids, versions) and in whatever order. */
function sameCommands(there: unknown, wanted: readonly object[]): boolean {
  if (!Array.isArray(there)) return false;
  const keys = (commands: readonly unknown[]): string[] =>
    commands.map((one) => JSON.stringify(essence(one))).toSorted();
  return JSON.stringify(keys(there)) === JSON.stringify(keys(wanted));
}

/** The fields that we set, in one order; a field that is absent, null, false or empty is one and the same. */
const FIELDS = [
  'type',
  'name',
  'description',
  'contexts',
  'integration_types',
  'nsfw',
  'default_member_permissions',
  'required',
  'autocomplete',
  'min_value',
  'max_value',
  'max_length',
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
    const absent = part === undefined || part === null || part === false || part === '';
    return absent || (Array.isArray(part) && part.length === 0) ? [] : [[field, essence(part)]];
  });
}
