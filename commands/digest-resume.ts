import { defineCommand } from '../src/core/command.ts';
import { subjectOf } from '../src/core/digest/subscription.ts';
import { askerOf, checkPostable, formatMoment, NUMBER_OPTION, pickSubscription } from './digest-parts.ts';

export const digestResume = defineCommand({
  name: 'digest resume',
  description: 'Go on with a paused subscription, or with a digest that stopped in the middle.',
  options: [
    NUMBER_OPTION,
    {
      name: 'rest',
      description:
        'Of a digest in doubt: post what is left, take the last message as there, or skip the rest.',
      type: 'string',
      choices: ['post', 'there', 'skip'],
    },
  ],
  examples: ['/digest resume 5', '/digest resume 5 rest:there'],
  visibility: 'asker',
  managersOnly: true,
  async run({ number, rest }, context) {
    const asker = askerOf(context);
    const { id } = await pickSubscription(context, asker, number);
    await checkPostable(context);
    const { subscription } = await context.digests.resume(asker, id, rest);
    const { dueAt, cadence } = subscription;
    const next =
      dueAt <= context.now
        ? 'What was missed comes now, in one digest.'
        : `The next digest comes on ${formatMoment(dueAt, cadence.zone)}.`;
    return {
      summary: `Resumed subscription ${id}: ${subjectOf(subscription)}`,
      cards: [{ kind: 'section', lines: [next] }],
    };
  },
});
