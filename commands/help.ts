import { type Command, defineCommand, usage } from '../src/core/command.ts';
import { UserError } from '../src/core/errors.ts';
import { findGroup, type Group, lastWord, noCommand } from '../src/core/groups.ts';
import type { Reply } from '../src/core/reply.ts';
import { collapse, listOr } from '../src/core/text.ts';

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
  async run(values, { commands }) {
    if (values.command === undefined) return allCommands(commands);
    const name = collapse(values.command.replace(/^\//, '')).toLowerCase();
    const command = commands.find((known) => known.name === name);
    if (command !== undefined) return oneCommand(command);
    const group = findGroup(commands, name);
    if (group !== undefined) return oneGroup(group);
    throw new UserError(`${noCommand(commands, name)} /help lists them all.`);
  },
});

function allCommands(commands: readonly Command[]): Reply {
  return {
    summary: 'Paperthread finds papers, tells their versions, and knows their authors.',
    cards: [
      {
        kind: 'section',
        heading: 'Commands',
        lines: commands.map((command) => `${usage(command)}: ${command.description}`),
      },
      { kind: 'section', heading: 'Try', lines: commands.flatMap((command) => command.examples.slice(0, 1)) },
    ],
    footer: '/help papers explains one command with all its examples.',
  };
}

function oneGroup({ name, commands }: Group): Reply {
  return {
    summary: `/${name} goes on with one more word: ${listOr(commands.map(lastWord))}.`,
    cards: [
      {
        kind: 'section',
        heading: 'Commands',
        lines: commands.map((command) => `${usage(command)}: ${command.description}`),
      },
      { kind: 'section', heading: 'Try', lines: commands.flatMap(({ examples }) => examples.slice(0, 1)) },
    ],
    footer: `/help ${commands[0]?.name ?? name} explains one of them with all its examples.`,
  };
}

function oneCommand(command: Command): Reply {
  const options = command.options.map((option) => `${option.name}: ${option.description}`);
  return {
    summary: `${usage(command)}: ${command.description}`,
    cards: [
      ...(options.length === 0 ? [] : [{ kind: 'section' as const, heading: 'Options', lines: options }]),
      { kind: 'section', heading: 'Examples', lines: command.examples },
    ],
  };
}
