import { isOfChannel } from '../src/core/channel-commands.ts';
import {
  briefUsage,
  type CommandContext,
  type Described,
  defineCommand,
  usage,
} from '../src/core/command.ts';
import { UserError } from '../src/core/errors.ts';
import { findGroup, type Group, groupName, lastWord, noCommand, toBeginWith } from '../src/core/groups.ts';
import type { Reply } from '../src/core/reply.ts';
import { collapse, listOr } from '../src/core/text.ts';

type Where = Pick<CommandContext, 'commands' | 'platform'>;

export const help = defineCommand({
  name: 'help',
  description: 'List the commands, or explain one with examples.',
  options: [
    {
      name: 'command',
      description: 'The command to explain.',
      type: 'string',
      rest: true,
      completion: 'command',
    },
  ],
  examples: ['/help', '/help papers'],
  visibility: 'asker',
  async run(values, where) {
    const { commands } = where;
    if (values.command === undefined) return allCommands(where);
    const name = collapse(values.command.replace(/^\//, '')).toLowerCase();
    const command = commands.find((known) => known.name === name);
    if (command !== undefined) return oneCommand(command, where);
    const group = findGroup(commands, name);
    if (group !== undefined) return oneGroup(group, where);
    throw new UserError(`${noCommand(commands, name)} /help lists them all.`);
  },
});

function allCommands(where: Where): Reply {
  const all = toBeginWith(where.commands);
  return {
    summary:
      'Paperthread finds arXiv papers, cites them, tells their versions, and posts digests of what is new.',
    cards: [
      {
        kind: 'section',
        heading: 'Commands',
        lines: all.map(
          ({ command, others }) =>
            `${briefUsage(command)}: ${command.description}${others}${whoMay(command, where)}`,
        ),
      },
      { kind: 'section', heading: 'Try', lines: all.flatMap(({ command }) => toTry(command)) },
    ],
    footer: [
      '/help papers explains one command, with all its options and examples; /help digest a group of them.',
      ...elsewhere(where.commands, where),
    ].join(' '),
  };
}

function oneGroup({ name, commands }: Group<Described>, where: Where): Reply {
  const [first] = commands;
  const who = first === undefined ? '' : whoMay(first, where);
  return {
    summary: `/${name} goes on with one more word: ${listOr(commands.map(lastWord))}.${who}`,
    cards: [
      {
        kind: 'section',
        heading: 'Commands',
        lines: commands.map((command) => `${briefUsage(command)}: ${command.description}`),
      },
      { kind: 'section', heading: 'Try', lines: commands.flatMap(toTry) },
    ],
    footer: [
      `/help ${first?.name ?? name} explains one of them, with all its options and examples.`,
      ...elsewhere(commands, where),
    ].join(' '),
  };
}

function oneCommand(command: Described, where: Where): Reply {
  const [footer] = elsewhere([command], where);
  const options = command.options.map((option) => `${option.name}: ${option.description}`);
  return {
    summary: `${usage(command)}: ${command.description}${whoMay(command, where)}`,
    cards: [
      ...(options.length === 0 ? [] : [{ kind: 'section' as const, heading: 'Options', lines: options }]),
      { kind: 'section', heading: 'Examples', lines: command.examples },
    ],
    ...(footer === undefined ? {} : { footer }),
  };
}

/** An example that says more than the line that lists the command. */
function toTry({ name, examples }: Described): readonly string[] {
  return examples.filter((example) => example !== `/${name}`).slice(0, 1);
}

/** Discord offers some commands to those who manage the server only, groups as a whole; who looks in vain for one reads why. */
function whoMay(command: Described, { commands, platform }: Where): string {
  const group = findGroup(commands, groupName(command) ?? '')?.commands ?? [command];
  const managers = platform === 'discord' && group.some(({ managersOnly }) => managersOnly === true);
  return managers ? ' (For those who manage the server.)' : '';
}

/** Nobody can type in a forum of Discord, so there a command may name the channel that it is about. */
function elsewhere(commands: readonly Described[], { platform }: Where): string[] {
  if (platform !== 'discord' || !commands.some(({ name }) => isOfChannel(name))) return [];
  const add = commands.every(({ name }) => isOfChannel(name))
    ? 'Add'
    : 'To /digest, /follow and /unfollow add';
  return [`${add} channel: for another channel, forum or thread than the one you type in.`];
}
