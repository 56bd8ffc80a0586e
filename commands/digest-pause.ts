import { defineCommand } from '../src/core/command.ts';
import { clip } from '../src/core/text.ts';
import { askerOf, NUMBER_OPTION, pickSubscription } from './digest-parts.ts';

export const digestPause = defineCommand({
  name: 'digest pause',
  description: 'Stop the digests of a subscription until it is resumed.',
  options: [NUMBER_OPTION],
  examples: ['/digest pause 5'],
  visibility: 'asker',
  managersOnly: true,
  async run({ number }, context) {
    const asker = askerOf(context);
    const { id, query } = await pickSubscription(context, asker, number);
    await context.digests.pause(asker, id);
    return {
      summary: `Paused subscription ${id}: ${clip(query, 80)}`,
      cards: [
        {
          kind: 'section',
          lines: ['Nothing is lost: the first digest after the pause covers all of it.'],
        },
      ],
      buttons: [{ label: 'Resume', command: 'digest resume', values: { number: id } }],
    };
  },
});
