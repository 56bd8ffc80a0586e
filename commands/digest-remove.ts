import { defineCommand } from '../src/core/command.ts';
import { subjectOf } from '../src/core/digest/subscription.ts';
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
    const subscription = await pickSubscription(context, asker, number);
    await context.digests.remove(asker, subscription.id);
    return {
      summary: `Removed subscription ${subscription.id}: ${subjectOf(subscription)}`,
      cards: [{ kind: 'section', lines: ['What it posted stays, and so do the threads of its papers.'] }],
    };
  },
});
