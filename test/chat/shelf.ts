import { type Command, defineCommand } from '../../src/core/command.ts';

/** Commands of two words to test with: what is said with them comes back. */
export const shelf: readonly Command[] = [
  defineCommand({
    name: 'shelf put',
    description: 'Put something on the shelf.',
    options: [
      { name: 'day', description: 'When.', type: 'string', choices: ['friday', 'monday'] },
      { name: 'what', description: 'What.', type: 'string', required: true, rest: true, completion: 'paper' },
    ],
    examples: ['/shelf put a book day:friday'],
    visibility: 'asker',
    changes: () => true,
    run: async ({ what, day = 'today' }) => ({
      summary: `Put ${what} ${day}`,
      cards: [{ kind: 'section', lines: ['It is there.'] }],
      buttons: [{ label: 'Take it', command: 'shelf take', values: { number: 1 } }],
    }),
  }),
  defineCommand({
    name: 'shelf take',
    description: 'Take something from the shelf.',
    options: [
      {
        name: 'number',
        description: 'Which.',
        type: 'integer',
        min: 1,
        max: 9,
        completion: 'subscription',
      },
    ],
    examples: ['/shelf take number:1'],
    visibility: 'channel',
    run: async ({ number = 0 }) => ({ summary: `Took ${number}`, cards: [] }),
  }),
];
