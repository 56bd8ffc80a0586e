import { defineCommand } from '../src/core/command.ts';
import { subjectOf } from '../src/core/digest/subscription.ts';
import { count } from '../src/core/text.ts';
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
  async run({ number, rest: wanted }, context) {
    const asker = askerOf(context);
    const { id } = await pickSubscription(context, asker, number);
    await checkPostable(context);
    const { subscription } = await context.digests.resume(asker, id, wanted);
    const open = await context.digests.progress(id);
    const { dueAt, cadence } = subscription;
    const rest =
      open === undefined ? [] : [`What was left of its digest comes now: ${count(open.left, 'message')}.`];
    const next =
      dueAt <= context.now
        ? `What was missed comes ${open === undefined ? 'now' : 'after that'}, in one digest.`
        : `The next digest comes on ${formatMoment(dueAt, cadence.zone)}.`;
    return {
      summary: `Resumed subscription ${id}: ${subjectOf(subscription)}`,
      cards: [{ kind: 'section', lines: [...rest, next] }],
    };
  },
});
