import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import { isOfChannel } from '../../core/channel-commands.ts';
import type { Command, Described, OptionSpec } from '../../core/command.ts';
import { byFirstWord, type Group, isGroup, lastWord } from '../../core/groups.ts';
import { clip, listOr } from '../../core/text.ts';
import { FILE_OPTION } from './attachment.ts';
import { descriptionsOf, namesOf } from './locales.ts';
import { CHANNEL_OPTION } from './named-channel.ts';
import { CITE_THIS, OWN_COMMANDS, PAPERS_HERE } from './names.ts';

type Registered = Described & Pick<Command, 'takesFile'>;

const LONGEST_DESCRIPTION = 100;
/** As much as a command takes in all. */
const LONGEST_VALUE = 4_000;
const TYPES = {
  string: ApplicationCommandOptionType.String,
  integer: ApplicationCommandOptionType.Integer,
  boolean: ApplicationCommandOptionType.Boolean,
} as const;

/** Without it a command that is called for nothing but its file opens a form to paste one into. */
const FILE: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.Attachment,
  name: FILE_OPTION,
  description: 'A text file, such as a .bib. Without it there is a form to paste one into.',
  required: false,
};

/**
 * What is registered with Discord. Everything that Discord would fill in is spelled out, so that it can be compared with what is
 * there. Commands for everybody also work in direct messages and as a user's own installation; a manager's only in servers.
 */
export function definitions(commands: readonly Command[]): RESTPostAPIApplicationCommandsJSONBody[] {
  const menu = commands.some(({ name }) => name === 'cite') ? [PAPERS_HERE, CITE_THIS] : [PAPERS_HERE];
  return [
    ...byFirstWord<Registered>([...commands, ...OWN_COMMANDS]).map((one) =>
      isGroup(one) ? slashGroup(one) : slashCommand(one),
    ),
    ...menu.map((name) => ({
      type: ApplicationCommandType.Message as const,
      name,
      ...namesOf(name),
      ...forEverybody(),
    })),
  ];
}

function slashCommand(command: Registered): RESTPostAPIApplicationCommandsJSONBody {
  return {
    type: ApplicationCommandType.ChatInput,
    name: command.name,
    description: clip(command.description, LONGEST_DESCRIPTION),
    ...descriptionsOf(command.name),
    options: toOptions(command),
    ...(command.managersOnly === true ? forManagers() : forEverybody()),
  };
}

/** Discord knows no permissions of a subcommand: where one is for managers only, all of them are. */
function slashGroup({ name, commands }: Group<Registered>): RESTPostAPIApplicationCommandsJSONBody {
  return {
    type: ApplicationCommandType.ChatInput,
    name,
    description: clip(`${name}: ${listOr(commands.map(lastWord))}`, LONGEST_DESCRIPTION),
    ...descriptionsOf(name),
    options: commands.map((command) => ({
      type: ApplicationCommandOptionType.Subcommand,
      name: lastWord(command),
      description: clip(command.description, LONGEST_DESCRIPTION),
      ...descriptionsOf(command.name),
      options: toOptions(command),
    })),
    ...(commands.some(({ managersOnly }) => managersOnly === true) ? forManagers() : forEverybody()),
  };
}

/** Discord refuses a required option behind an optional one. */
function toOptions({ name, options, takesFile }: Registered): APIApplicationCommandBasicOption[] {
  const own = options
    .toSorted((a, b) => Number(b.required ?? false) - Number(a.required ?? false))
    .map(toOption);
  return [...own, ...(takesFile === undefined ? [] : [FILE]), ...(isOfChannel(name) ? [CHANNEL_OPTION] : [])];
}

function toOption(spec: OptionSpec): APIApplicationCommandBasicOption {
  const common = {
    name: spec.name,
    description: clip(spec.description, LONGEST_DESCRIPTION),
    required: spec.required ?? false,
  };
  if (spec.type === 'integer')
    return {
      ...common,
      type: TYPES.integer,
      ...(spec.min === undefined ? {} : { min_value: spec.min }),
      ...(spec.max === undefined ? {} : { max_value: spec.max }),
      ...(spec.completion === undefined ? {} : { autocomplete: true }),
    };
  if (spec.type === 'boolean') return { ...common, type: TYPES.boolean };
  if (spec.choices !== undefined)
    return { ...common, type: TYPES.string, choices: spec.choices.map((value) => ({ name: value, value })) };
  return {
    ...common,
    type: TYPES.string,
    max_length: LONGEST_VALUE,
    ...(spec.completion === undefined ? {} : { autocomplete: true }),
  };
}

function forEverybody() {
  return {
    contexts: [
      InteractionContextType.Guild,
      InteractionContextType.BotDM,
      InteractionContextType.PrivateChannel,
    ],
    integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
    nsfw: false,
    default_member_permissions: null,
  };
}

function forManagers() {
  return {
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    nsfw: false,
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
  };
}
