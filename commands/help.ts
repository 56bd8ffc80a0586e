import { type Command, defineCommand, usage } from '../src/core/command.ts';
import { UserError } from '../src/core/errors.ts';
import { nearest } from '../src/core/nearest.ts';
import type { Reply } from '../src/core/reply.ts';
import { clip } from '../src/core/text.ts';

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
    const name = values.command.replace(/^\//, '').trim().toLowerCase();
    const command = commands.find((known) => known.name === name);
    if (command !== undefined) return oneCommand(command);
    const near = nearest(
      name,
      commands.map((known) => known.name),
    );
    throw new UserError(
      `There is no command "/${clip(name, 40)}".${near === undefined ? '' : ` Did you mean /${near}?`} /help lists them all.`,
    );
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
