import { type Command, defineCommand } from '../../src/core/command.ts';

/** A command that tells who asked it, and from where, with a button for the same; with the word `name` what they are called. */
export function whoami(name: string): Command {
  return defineCommand({
    name,
    description: 'Who asks.',
    options: [
      { name: 'paper', description: 'Anything.', type: 'string', rest: true },
      { name: 'query', description: 'Anything.', type: 'string' },
    ],
    examples: [],
    visibility: 'asker',
    run: async ({ paper }, { platform, caller: { name: called, ...caller } = {} }) => ({
      summary: paper === 'name' ? `called ${called}` : JSON.stringify({ platform, ...caller }),
      cards: [],
      buttons: [{ label: 'Again', command: name, values: paper === undefined ? {} : { paper } }],
    }),
  });
}
