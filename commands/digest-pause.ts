import { defineCommand } from '../src/core/command.ts';
import { subjectOf } from '../src/core/digest/subscription.ts';
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
    const subscription = await pickSubscription(context, asker, number);
    const { id } = subscription;
    await context.digests.pause(asker, id);
    return {
      summary: `Paused subscription ${id}: ${subjectOf(subscription)}`,
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
