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
