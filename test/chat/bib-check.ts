import { type Command, defineCommand } from '../../src/core/command.ts';
import { UserError } from '../../src/core/errors.ts';

/** A command that works on a file: it tells what it was given. */
export const bibCheck: Command = defineCommand({
  name: 'bib check',
  description: 'Check a .bib file.',
  options: [{ name: 'strict', description: 'Look closely.', type: 'boolean' }],
  examples: ['/bib check'],
  visibility: 'asker',
  takesFile: true,
  async run({ strict = false }, { attachment }) {
    if (attachment === undefined) throw new UserError('Attach a .bib file, or paste it behind the command.');
    const { name, text } = attachment;
    return {
      summary: `${name}, ${text.length} letters${strict ? ', strictly' : ''}`,
      cards: [{ kind: 'section', lines: [text.slice(0, 40)] }],
    };
  },
});

/** One that does so only when called with a word. */
export const refs: Command = defineCommand({
  name: 'refs',
  description: 'Tell a paper, or check a file.',
  options: [
    { name: 'paper', description: 'Which, or "check".', type: 'string', required: true, rest: true },
    { name: 'strict', description: 'Look closely.', type: 'boolean' },
  ],
  examples: ['/refs 2505.15811'],
  visibility: 'asker',
  takesFile: 'check',
  run: async ({ paper, strict = false }, { attachment }) => ({
    summary: `${paper} of ${attachment?.name ?? 'nothing'}${strict ? ', strictly' : ''}`,
    cards: [],
  }),
});
