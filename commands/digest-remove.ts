import { defineCommand } from '../src/core/command.ts';
import { clip } from '../src/core/text.ts';
import { askerOf, NUMBER_OPTION, pickSubscription } from './digest-parts.ts';

export const digestRemove = defineCommand({
  name: 'digest remove',
  description: 'End a subscription of this channel.',
  options: [NUMBER_OPTION],
  examples: ['/digest remove 5'],
  visibility: 'asker',
  managersOnly: true,
  async run({ number }, context) {
    const asker = askerOf(context);
    const { id, query } = await pickSubscription(context, asker, number);
    await context.digests.remove(asker, id);
    return {
      summary: `Removed subscription ${id}: ${clip(query, 80)}`,
      cards: [{ kind: 'section', lines: ['What it posted stays, and so do the threads of its papers.'] }],
    };
  },
});
